import type { Claims } from '../access/claims.js'
import type { Digest } from '../access/digest.js'
import type { Combos, Facts, People } from '../access/facts.js'
import { normText } from '../catalog/norm.js'
import { byCodeUnit } from '../word.js'

/** A changed line of a lock, except `allow` lines, which compare reports with their cause. */
export type FactChange = HoldChange | RouteFactChange | CountChange | ComboChange

/** What somebody holds, or what a scope implies: names added and removed. */
export interface HoldChange {
  readonly fact: 'role' | 'scope' | 'user' | 'client'
  readonly name: string
  readonly more: readonly string[]
  readonly less: readonly string[]
  /** For a whole line: it is on one side only. */
  readonly line: 'new' | 'gone' | undefined
}

export interface RouteFactChange {
  readonly fact: 'route'
  readonly name: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Too many for a line each, at least on one side: only the numbers are known, and that they differ. */
export interface CountChange {
  readonly fact: 'users' | 'clients' | 'combos' | 'claims'
  readonly before: number
  readonly after: number
}

export const isCount = (change: FactChange): change is CountChange =>
  'before' in change && typeof change.before === 'number'

export interface ComboChange {
  readonly fact: 'combo'
  readonly name: string
  readonly route: string
  readonly line: 'new' | 'gone'
}

/** @param after as in a lock file, with digests where it would have them. */
export function factChanges(before: Facts, after: Facts): FactChange[] {
  return [
    ...holdChanges('role', before.roles, after.roles),
    ...holdChanges('scope', before.implies, after.implies),
    ...peopleChanges('user', before.users, after.users),
    ...peopleChanges('client', before.clients, after.clients),
    ...routeChanges(before, after),
    ...comboChanges(before, after),
    ...claimCount(before.claims, after.claims),
  ]
}

type Sets = ReadonlyMap<string, ReadonlySet<string>>
const NONE: ReadonlySet<string> = new Set()

function holdChanges(fact: HoldChange['fact'], before: Sets, after: Sets): HoldChange[] {
  return names(before, after).flatMap((name) => {
    const [was, is] = [before.get(name), after.get(name)]
    const more = [...(is ?? NONE)].filter((each) => !was?.has(each)).sort(byCodeUnit)
    const less = [...(was ?? NONE)].filter((each) => !is?.has(each)).sort(byCodeUnit)
    const line = was === undefined ? 'new' : is === undefined ? 'gone' : undefined
    return line === undefined && more.length + less.length === 0
      ? []
      : [{ fact, name, more, less, line }]
  })
}

function peopleChanges(
  kind: 'user' | 'client',
  before: People,
  after: People,
): (HoldChange | CountChange)[] {
  if (before.kind === 'names' && after.kind === 'names') {
    return holdChanges(kind, before.holds, after.holds)
  }
  return countChange(`${kind}s`, before, after, (people) => people.holds.size)
}

/** At least one side is a digest. */
function countChange<T extends { readonly kind: 'names' }>(
  fact: CountChange['fact'],
  before: T | Digest,
  after: T | Digest,
  sizeOf: (all: T) => number,
): CountChange[] {
  const count = (all: T | Digest): number => (all.kind === 'digest' ? all.count : sizeOf(all))
  const digest = (all: T | Digest): string | undefined =>
    all.kind === 'digest' ? all.digest : undefined
  const same = count(before) === count(after) && digest(before) === digest(after)
  return same ? [] : [{ fact, before: count(before), after: count(after) }]
}

function routeChanges(before: Facts, after: Facts): RouteFactChange[] {
  return names(before.routes, after.routes).flatMap((key) => {
    const text = ({ routes }: Facts): string | undefined => {
      const needs = routes.get(key)
      return needs && normText(needs)
    }
    const name = after.names.get(key) ?? before.names.get(key) ?? key
    const sides = { before: text(before), after: text(after) }
    return sides.before === sides.after ? [] : [{ fact: 'route', name, ...sides }]
  })
}

function comboChanges(before: Facts, after: Facts): (ComboChange | CountChange)[] {
  const [was, is] = [before.combos, after.combos]
  if (was.kind === 'digest' || is.kind === 'digest') {
    return countChange('combos', was, is, ({ opens }) =>
      [...opens.values()].reduce((sum, keys) => sum + keys.size, 0),
    )
  }
  const only = (
    line: 'new' | 'gone',
    combos: NamedCombos,
    other: NamedCombos,
    names: Facts['names'],
  ) =>
    [...combos.opens].flatMap(([name, keys]) =>
      [...keys]
        .filter((key) => !other.opens.get(name)?.has(key))
        .map((key): ComboChange => ({ fact: 'combo', name, route: names.get(key) ?? key, line })),
    )
  return [...only('new', is, was, after.names), ...only('gone', was, is, before.names)]
}

/** If claims have a line each, compare reports which ones changed. */
const claimCount = (before: Claims, after: Claims): CountChange[] =>
  before.kind === 'names' && after.kind === 'names'
    ? []
    : countChange('claims', before, after, ({ of }) =>
        [...of.values()].reduce((sum, claims) => sum + claims.size, 0),
      )

type NamedCombos = Extract<Combos, { kind: 'names' }>

function names(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort(byCodeUnit)
}
