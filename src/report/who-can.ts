import type { WhoCanAnswer } from '../core/answer.js'
import { otherWays, otherWayText } from '../core/catalog/requirement.js'
import type { Holder } from '../core/decision/access.js'
import type { whoCan } from './documents/access.js'
import type { JsonOf } from './documents/dsl.js'
import { escapeText } from './escape.js'
import { grantsWords } from './grant-words.js'
import { grantJson, requirementJson, routeJson } from './json-parts.js'
import { listing } from './listing.js'
import { needsRow, outsideText, sameAsRow } from './requirement-words.js'
import { type Row, rowsText, sentenceRow } from './rows.js'
import type { Style } from './style.js'
import { plural } from './words/words.js'

/** How many are allowed, what is needed, then each of them with the grants. */
export function text(answer: WhoCanAnswer, style: Style): string {
  const { requirement, holders, route, also } = answer
  const outside = outsideText(requirement)
  const asked: Row[] = [
    ...(route ? [{ label: 'route', value: escapeText(route.name) }] : []),
    ...sameAsRow(also),
    needsRow(requirement),
    ...(outside === undefined ? [] : [sentenceRow('also', outside)]),
  ]
  const rows = holders.map(({ kind, name, by }) => ({
    head: [kind, name],
    rest: [grantsWords(by, name)],
  }))
  return [`${style.bold(sum(answer))}\n`, rowsText(asked, style), ...listing(rows, style)].join('')
}

function sum({ anybody, anyToken, holders }: WhoCanAnswer): string {
  if (anybody) return 'anyone, without a token'
  const count = (kind: Holder['kind']): string[] => {
    const some = holders.filter((holder) => holder.kind === kind).length
    return some === 0 ? [] : [plural(some, kind)]
  }
  const counts = [...count('user'), ...count('client'), ...count('role')]
  const named = counts.length === 0 ? 'no user, client or role' : counts.join(', ')
  return anyToken ? `any accepted token; here: ${named}` : named
}

export const json = ({
  goal,
  route,
  also,
  requirement,
  anybody,
  anyToken,
  holders,
}: WhoCanAnswer): JsonOf<typeof whoCan> => ({
  goal,
  route: routeJson(route, undefined, also),
  requirement: requirementJson(requirement),
  anybody,
  any_token: anyToken,
  holders: holders.map(({ kind, name, by }) => ({ kind, name, by: by.map(grantJson) })),
  other_ways: otherWays(requirement).map(({ scopes, others }) => ({
    scopes,
    other: others.map(otherWayText),
  })),
})
