import type { CanAnswer } from '../core/answer.js'
import { otherWays } from '../core/catalog/requirement.js'
import type { RouteShown } from '../core/decision/access.js'
import { problem } from '../core/problem.js'
import type { can } from './documents/access.js'
import type { JsonOf } from './documents/dsl.js'
import { grantsWords } from './grant-words.js'
import { filtersJson, grantJson, requirementJson, subjectJson } from './json-parts.js'
import { type ListRow, listing } from './listing.js'
import { type Failed, refusalText } from './refusals.js'
import { needsText, outsideText, together } from './requirement-words.js'
import { reasonJson } from './said-json.js'
import type { Style } from './style.js'
import { outOf } from './words/words.js'

/** Every route, whole, with what opens it or is missing; then how many are allowed. */
export function text(answer: CanAnswer, style: Style): string {
  const { rows, subject } = answer
  const failed = failedChecks(answer)
  const list = rows.map((row) => listRow(row, subject.name, style))
  return [
    failed.length === 0 ? '' : headline(failed, style),
    ...listing(list, style),
    `${sum(answer)}\n`,
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

function listRow(shown: RouteShown, owner: string | null, style: Style): ListRow {
  const { route, may } = shown
  const { marks } = style
  const mark = may === 'yes' ? marks.yes : may === 'no' ? marks.no : marks.unknown
  const head = [mark, route.method, route.template]
  return { head, rest: restOf(shown, owner), paints: [paintOf(may, style)] }
}

function restOf({ route, may, status, by, missing }: RouteShown, owner: string | null): string[] {
  const { requirement } = route
  if (may === 'yes' && by.length > 0) {
    return [together(by.map(({ scope }) => scope)), grantsWords(by, owner)]
  }
  if (status !== 403) return [needsText(requirement)]
  if (missing.length > 0) return [`${together(missing)} missing`]
  const isAlone = otherWays(requirement).every(({ scopes }) => scopes.length === 0)
  return [`${isAlone ? 'needs' : 'also needs'} ${outsideText(requirement)}`]
}

function paintOf(may: RouteShown['may'] | undefined, { good, bad, warn }: Style) {
  if (may === 'yes') return good
  return may === 'no' ? bad : warn
}

function sum({ rows, total }: CanAnswer): string {
  if (total === 0) return 'the catalog has no routes'
  const open = rows.filter(({ may }) => may === 'yes').length
  const all = rows.length === total ? '' : `; ${total - rows.length} more not shown`
  return `${outOf(open, rows.length, 'route')}${all}`
}

export const json = (answer: CanAnswer): JsonOf<typeof can> => ({
  subject: subjectJson(answer.subject),
  ...filtersJson(answer.filters),
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
