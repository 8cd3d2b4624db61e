import type { Catalog } from '../core/catalog/model.js'
import type { Explanation, Part } from '../core/decision/explain.js'
import type { Repair } from '../core/decision/repairs.js'
import type { Location } from '../core/problem.js'
import type { explanation } from './documents/check.js'
import type { JsonOf } from './documents/dsl.js'
import { escapeAscii, escapeText } from './escape.js'
import { grantingWords, grantWords, lineOf, placeOfGrant, type Whose } from './grant-words.js'
import { grantJson } from './json-parts.js'
import { listing } from './listing.js'
import { together } from './requirement-words.js'
import type { Paint, Style } from './style.js'
import { type Cell, table } from './table.js'
import { outOf, plural } from './words/words.js'

/** Who is explained: `name` is null for bare scopes, and for a token, whose grants are unknown. */
export interface Explained {
  readonly catalog: Catalog
  readonly kind: string
  readonly name: string | null
  readonly user?: Whose
}

/** Every alternative with the scopes held, then the changes that would allow it, narrowest first. */
export function explanationText(
  { alternatives, repairs, moreRepairs }: Explanation,
  of: Explained,
  style: Style,
): string {
  const own = repairs.find(({ change }) => change.kind !== 'scopes-to-role')?.at
  const rows = alternatives.flatMap(({ parts, holds }): Cell[][] => {
    const [first, ...more] = parts
    if (!first) return []
    if (more.length === 0) return [partRow(first, '', of, own, style)]
    const [mark, paint] = sign(holds, false, style)
    const title = { text: `${mark} ${together(parts.map(({ name }) => name))}`, paint }
    return [[title], ...parts.map((part) => partRow(part, '    ', of, own, style))]
  })
  const tree = table(rows, { columns: style.columns, between: ' ' })
  return tree + repairsText(repairs, moreRepairs, style)
}

function partRow(
  part: Part,
  indent: string,
  of: Explained,
  own: Location | undefined,
  style: Style,
): Cell[] {
  const [mark, paint] = sign(part.held, part.other, style)
  const name = { text: `${indent}${mark} ${escapeAscii(part.name)}`, paint }
  return [name, noteOn(part, of, own).split(' ')]
}

function sign(held: boolean, other: boolean, { marks, ...style }: Style): [string, Paint] {
  if (held) return [marks.yes, style.good]
  return other ? [marks.unknown, style.warn] : [marks.no, style.bad]
}

function noteOn(
  part: Part,
  { catalog, name, kind, user }: Explained,
  own: Location | undefined,
): string {
  const { held, other, anyToken, grant, givenBy } = part
  if (anyToken) return held ? 'the token is accepted' : 'no token is accepted'
  if (other) return 'outside this catalog: its tokens cannot satisfy it'
  if (held) {
    if (!grant) return kind === 'token' ? 'carried by the token' : 'held'
    const at = lineOf(grant.via === 'own' ? own : placeOfGrant(catalog, grant))
    const from =
      grant.how === 'claim'
        ? ` in the token's \`${escapeText(catalog.token.roleClaim ?? '')}\``
        : ''
    return `${grantWords(grant, name)}${from}${at === '' ? '' : ` (${at})`}`
  }
  if (givenBy.length === 0) return 'not held; no role grants it'
  return `not held; held by ${givenBy.map((roles) => grantingWords(catalog, roles, user)).join(', ')}`
}

function repairsText(repairs: readonly Repair[], more: number, style: Style): string {
  if (repairs.length === 0) return ''
  const rows = repairs.map((repair, i) => ({
    head: [`  ${i + 1}`],
    rest: [
      changeWords(repair),
      lineOf(repair.at),
      plus(repair.scopes, 'scope'),
      plus(repair.routes, 'route'),
      whoGains(repair),
    ],
  }))
  const title = `  ${style.bold('to allow it, narrowest first')}\n`
  const rest = more === 0 ? '' : `    and ${more} more\n`
  return title + [...listing(rows, style)].join('') + rest
}

const plus = (count: number, what: string): string =>
  count === 0 ? `no ${what}` : `+${plural(count, what)}`

function whoGains({ change, users, of, clients }: Repair): string {
  if (change.kind !== 'scopes-to-role') return clients > 0 ? '1 client' : '1 user'
  const among = outOf(users, of, 'user')
  return clients > 0 ? `${among} and ${plural(clients, 'client')}` : among
}

function changeWords({ change }: Repair): string {
  if (change.kind === 'role-to-subject')
    return `role ${escapeText(change.role)} for ${escapeText(change.name)}`
  const name = change.kind === 'scopes-to-role' ? change.role : change.name
  return `${together(change.scopes)} for ${escapeText(name)}`
}

export const explanationJson = ({
  alternatives,
  repairs,
  moreRepairs,
}: Explanation): JsonOf<typeof explanation> => ({
  alternatives: alternatives.map(({ parts, holds }) => ({
    holds,
    parts: parts.map(({ name, held, other, grant, givenBy }) => ({
      name,
      held,
      other,
      grant: grant ? grantJson(grant) : null,
      given_by: givenBy,
    })),
  })),
  repairs: repairs.map(({ change, at, scopes, routes, users, of, clients, cells }) => ({
    ...change,
    file: at?.file ?? null,
    line: at?.line ?? null,
    gains: { scopes, routes, users, of, clients, cells },
  })),
  more_repairs: moreRepairs,
})
