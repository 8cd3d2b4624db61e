import type { CanAnswer } from '../core/answer.js'
import type { RouteShown } from '../core/decision/access.js'
import { problem } from '../core/problem.js'
import { fit } from './fit.js'
import { grantsWords } from './grant-words.js'
import { grantJson, requirementJson, subjectJson } from './json-parts.js'
import { type Failed, refusalText } from './refusals.js'
import { needsText, otherWaysText, together } from './requirement-words.js'
import { reasonJson } from './said-json.js'
import type { Style } from './style.js'
import { table } from './table.js'

/** If a row is too wide, the path is cut first, then the text after it. */
const SQUEEZE = [
  { column: 2, least: 16 },
  { column: 3, least: 20 },
] as const

/** One line per route, then how many are allowed. */
export function text(answer: CanAnswer, style: Style): string {
  const { rows, subject } = answer
  const failed = failedChecks(answer)
  const cells = fit(
    rows.map((row) => cellsOf(row, subject.name, style)),
    style,
    SQUEEZE,
  )
  const painted = cells.map(([mark = '', ...rest], i) => [
    { text: mark, paint: paintOf(rows[i]?.may, style) },
    ...rest,
  ])
  return [
    failed.length === 0 ? '' : headline(failed, style),
    table(painted, { columns: style.columns }),
    `${sum(rows)}\n`,
  ].join('')
}

/** This answer has no issuer or audience: `check` reports what else was valid. */
const headline = (failed: readonly Failed[], style: Style): string =>
  `${style.bad(style.bold(`deny 401 ${failed[0]?.reason}`))}\n${refusalText(failed, { issuers: 'any', audiences: 'any' }, style)}`

/** A disabled subject has no token, and that must not look like missing roles. */
function failedChecks({ refusals, subject, rows }: CanAnswer): readonly Failed[] {
  const { kind, name } = subject
  const isNobody = rows.some(({ status }) => status === 401)
  if (refusals.length > 0 || !isNobody || name === null) return refusals
  if (kind !== 'user' && kind !== 'client') return refusals
  return [{ reason: 'no-token', detail: problem('subject-disabled', { kind, name }) }]
}

function cellsOf(
  { route, may, status, by, missing }: RouteShown,
  owner: string | null,
  style: Style,
): string[] {
  const { marks } = style
  const { requirement } = route
  const mark = may === 'yes' ? marks.yes : may === 'no' ? marks.no : marks.unknown
  const row = [mark, route.method, route.template]
  if (may === 'yes' && by.length > 0) {
    return [...row, together(by.map(({ scope }) => scope)), grantsWords(by, owner)]
  }
  if (status !== 403) return [...row, needsText(requirement)]
  if (missing.length > 0) return [...row, `${together(missing)} missing`]
  return [...row, `also needs ${otherWaysText(requirement)}, which no token gives`]
}

function paintOf(may: RouteShown['may'] | undefined, { good, bad, warn }: Style) {
  if (may === 'yes') return good
  return may === 'no' ? bad : warn
}

function sum(rows: readonly RouteShown[]): string {
  if (rows.length === 0) return 'the catalog has no routes'
  const open = rows.filter(({ may }) => may === 'yes').length
  return `${open === 0 ? 'no route' : open} of ${rows.length}${open === 0 ? '' : rows.length === 1 ? ' route' : ' routes'}`
}

export const json = (answer: CanAnswer): object => ({
  subject: subjectJson(answer.subject),
  reasons: failedChecks(answer).map(({ reason, detail }) => reasonJson(reason, detail)),
  routes: answer.rows.map(({ route, may, status, by, missing }) => ({
    method: route.method,
    template: route.template,
    may,
    status: status ?? null,
    requirement: requirementJson(route.requirement),
    missing,
    by: by.map(grantJson),
  })),
  allowed: answer.rows.filter(({ may }) => may === 'yes').length,
})
