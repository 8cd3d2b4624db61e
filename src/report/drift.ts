import type { DriftAnswer, DriftFinding } from '../core/openapi/answer.js'
import { place } from './problem.js'
import type { Style } from './style.js'
import { say } from './words/index.js'
import { plural } from './words/words.js'

/** Each finding with its id and position; without findings, one line that says what was compared. */
export function text({ findings, compared }: DriftAnswer, style: Style): string {
  const what = [
    ...(compared.routes > 0 ? [plural(compared.routes, 'operation')] : []),
    ...(compared.tokens > 0 ? [plural(compared.tokens, 'token')] : []),
  ].join(' and ')
  if (findings.length === 0) return `no drift in ${what}\n`
  const lines = findings.map((finding) => `  ${line(finding, style)}\n`)
  return `${plural(findings.length, 'finding')} in ${what}\n${lines.join('')}`
}

function line({ problem }: DriftFinding, style: Style): string {
  const at = problem.at ? `   ${style.dim(place(problem.at))}` : ''
  return `${style.bad(problem.code)}\n    ${say(problem).says}${at}`
}

export const json = ({ document, findings, compared }: DriftAnswer): object => ({
  document: document ?? null,
  compared,
  findings: findings.map(({ problem, route, scope, line }) => ({
    id: problem.code,
    route: route ?? null,
    scope: scope ?? null,
    line: line ?? null,
    file: problem.at?.file ?? null,
    at: problem.at ? { line: problem.at.line, column: problem.at.column } : null,
    message: say(problem).says,
    hint: say(problem).hint ?? null,
  })),
})
