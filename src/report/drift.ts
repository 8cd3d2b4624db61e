import type { DriftAnswer, DriftFinding } from '../core/openapi/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { drift } from './documents/review.js'
import { annotation } from './github.js'
import { place } from './problem.js'
import type { Style } from './style.js'
import { say } from './words/index.js'
import { plural } from './words/words.js'

/** Each finding with its id and position; without findings, one line that says what was compared. */
export function text({ findings, ignored, compared }: DriftAnswer, style: Style): string {
  const what = [
    ...(compared.routes > 0 ? [plural(compared.routes, 'operation')] : []),
    ...(compared.tokens > 0 ? [plural(compared.tokens, 'token')] : []),
  ].join(' and ')
  const except = ignored === 0 ? '' : `; ${ignored} ignored, with reasons`
  if (findings.length === 0) return `no drift in ${what}${except}\n`
  const lines = findings.map((finding) => `  ${line(finding, style)}\n`)
  return `${plural(findings.length, 'finding')} in ${what}${except}\n${lines.join('')}`
}

function line({ problem }: DriftFinding, style: Style): string {
  const at = problem.at ? `   ${style.dim(place(problem.at))}` : ''
  return `${style.bad(problem.code)}\n    ${say(problem).says}${at}`
}

/** Each finding at the line of the catalog that it is about, of the tokens file, or in the document as a whole. */
export const github = ({ findings, documentFile, tokensFile }: DriftAnswer): string =>
  findings
    .map(({ problem, line: tokenLine }) => {
      const { says, hint } = say(problem)
      const file = tokenLine === undefined ? documentFile : tokensFile
      return annotation({
        level: 'error',
        file: problem.at?.file ?? file,
        line: problem.at?.line ?? tokenLine,
        column: problem.at?.column,
        title: `scopectl ${problem.code}`,
        message: hint === undefined ? says : `${says}\n${hint}`,
      })
    })
    .join('')

export const json = ({
  document,
  findings,
  ignored,
  compared,
}: DriftAnswer): JsonOf<typeof drift> => ({
  document: document ?? null,
  compared,
  ignored,
  findings: findings.map(({ problem, name, route, scope, line }) => ({
    id: problem.code,
    name,
    route: route ?? null,
    scope: scope ?? null,
    line: line ?? null,
    file: problem.at?.file ?? null,
    at: problem.at ? { line: problem.at.line, column: problem.at.column } : null,
    message: say(problem).says,
    hint: say(problem).hint ?? null,
  })),
})
