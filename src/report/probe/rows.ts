import type { ProbeAnswer } from '../../core/probe/answer.js'
import { findingId } from '../../core/probe/finding-id.js'
import { instant } from '../time.js'
import { plural } from '../words/words.js'
import { noteText } from './notes-words.js'
import { inconclusiveText, notProbedText } from './words.js'

/** What a row is about, and its sentence. */
export type Rows = readonly (readonly [string, string])[]

export const inconclusiveRows = ({ verdicts }: ProbeAnswer): Rows =>
  verdicts.flatMap(({ route, why }) => (why ? [[route.name, inconclusiveText(why)] as const] : []))

export const notProbedRows = ({ notProbed }: ProbeAnswer): Rows =>
  notProbed.map(({ route, why }) => [route.name, notProbedText(why)])

export const waivedRows = ({ waived, waivedTokens }: ProbeAnswer): Rows =>
  [
    ...waived.map(({ route, found, waiver }) => ({ id: findingId(found.kind, route), waiver })),
    ...waivedTokens.map(({ finding: { id }, waiver }) => ({ id, waiver })),
  ].map(({ id, waiver: { reason, until } }) => [id, `until ${instant(until)}: ${reason}`])

/** One line for each kind of note, however many routes have it; those that differ by route have a line each. */
export function noteRows({ verdicts }: ProbeAnswer): Rows {
  const all = verdicts.flatMap(({ route, oddities }) => oddities.map((odd) => ({ route, odd })))
  const keyOf = ({ route, odd }: (typeof all)[number]): string =>
    odd.exchange.planned.variant === undefined ? odd.is : `${odd.is} ${route.name}`
  const first = new Map(all.toReversed().map((each) => [keyOf(each), each]))
  return [...first].toReversed().map(([key, { route, odd }]) => {
    const routes = all.filter((each) => keyOf(each) === key).length
    const more = routes > 1 ? `, and ${plural(routes - 1, 'more route')}` : ''
    return [`${route.name}${more}`, noteText(odd)]
  })
}
