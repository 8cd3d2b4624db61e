import { ANONYMOUS, EVERYONE, type Facts, type RouteKey } from '../access/facts.js'
import { allWays, letIn, otherWaysIn, tokenWays } from '../catalog/callers.js'
import type { Catalog } from '../catalog/model.js'
import { type Norm, normText } from '../catalog/norm.js'
import { byCodeUnit } from '../word.js'
import { whyOf } from './cause.js'
import {
  type AccessChange,
  CHANGE_KINDS,
  type Change,
  isAccess,
  type RouteChange,
  type ScopeChange,
  type TrustChange,
} from './change.js'
import { claimChanges } from './claim-changes.js'
import { placesIn } from './route-places.js'
import { type Difference, type Row, rowsThatDiffer } from './rows.js'
import { alignPaths } from './shared-paths.js'
import type { Newer } from './side.js'

/**
 * Who gains and loses what between two sets of facts, and why: what diff prints, and what lock --check uses for its
 * explanation. A gain that everyone has is not repeated for each role, nor that of a role for each of its users.
 * Changes that do not affect any route, such as a scope that no route needs, are not included (see scope-changes.ts).
 */
export function compare(older: Facts, newest: Facts, newer: Newer): Exclude<Change, ScopeChange>[] {
  const [before, after] = alignPaths(older, newest)
  const both = [...after.routes.keys()].filter((key) => before.routes.has(key))
  const opened = new Set(both.filter((key) => levelOpened(needs(before, key), needs(after, key))))
  const changes: Exclude<Change, ScopeChange>[] = [
    ...trustChanges(before, after, newer.catalog),
    ...routeSetChanges(older, newest, before),
    ...claimChanges(older, newest, newer.users),
  ]
  const touched = { gain: new Set<RouteKey>(), loss: new Set<RouteKey>() }

  for (const row of rowsThatDiffer(before, after, both)) {
    for (const key of row.gains) {
      if (opened.has(key)) continue
      touched.gain.add(key)
      changes.push(accessChange('gain', row, key, before, after, newer))
    }
    for (const key of row.losses) {
      touched.loss.add(key)
      changes.push(accessChange('loss', row, key, before, after, newer))
    }
  }
  for (const key of both) {
    changes.push(...requirementChanges(key, before, after, touched, opened.has(key)))
  }
  const placeOf = placesIn(newer.catalog)
  return changes
    .map((change) =>
      'allowed' in change || (isAccess(change) && change.needs)
        ? { ...change, at: placeOf(change.route) }
        : change,
    )
    .sort(byWeight)
}

const needs = (facts: Facts, key: RouteKey): Norm =>
  facts.routes.get(key) ?? { level: 'undecided', alternatives: [], others: [] }

const RANK = { undecided: 0, scopes: 0, authenticated: 1, public: 2 } as const
const levelOpened = (before: Norm, after: Norm): boolean => RANK[after.level] > RANK[before.level]

function accessChange(
  kind: 'gain' | 'loss',
  row: Difference,
  key: RouteKey,
  before: Facts,
  after: Facts,
  newer: Newer,
): AccessChange {
  const route = nameOf(after, key)
  const why = whyOf(
    kind,
    row,
    { before: needs(before, key), after: needs(after, key) },
    before,
    newer,
  )
  return { kind, who: { ...row.who, users: row.users?.[kind] }, route, ...why, at: undefined }
}

/** Changes of a requirement that no row shows: in its level, in other ways in, or for tokens that nobody here has. */
function requirementChanges(
  key: RouteKey,
  before: Facts,
  after: Facts,
  touched: Readonly<Record<'gain' | 'loss', ReadonlySet<RouteKey>>>,
  opened: boolean,
): RouteChange[] {
  const [was, is] = [needs(before, key), needs(after, key)]
  const texts = { before: normText(was), after: normText(is) }
  if (texts.before === texts.after) return []
  const base = { route: nameOf(after, key), ...texts, who: undefined, allowed: [], at: undefined }
  if (opened) {
    const who = is.level === 'public' ? ANONYMOUS : EVERYONE
    return [{ ...base, kind: 'opened', who }]
  }
  const [ways, newWays] = [allWays(was), allWays(is)]
  // A stricter form of a former way in (`a`, now `a + scheme K`) lets in nobody new.
  const byToken = letIn(tokenWays(is), ways)
  const byOther = letIn(otherWaysIn(is), ways)
  const changes: RouteChange[] = []
  if (byOther) changes.push({ ...base, kind: 'opened' })
  if (byToken && !touched.gain.has(key)) changes.push({ ...base, kind: 'weaker' })
  const isStronger = !byToken && !byOther && letIn(ways, newWays)
  if (isStronger && !touched.loss.has(key)) changes.push({ ...base, kind: 'stronger' })
  return changes
}

/**
 * @param aligned the older side with every route that governed the paths of a newer one; its public paths are not new.
 */
function routeSetChanges(before: Facts, after: Facts, aligned: Facts): RouteChange[] {
  const of = (kind: 'new-route' | 'gone-route', facts: Facts, other: Facts): RouteChange[] =>
    [...facts.routes.keys()]
      .filter((key) => !other.routes.has(key))
      .map((key) => {
        const text = normText(needs(facts, key))
        const texts =
          kind === 'new-route'
            ? { before: undefined, after: text }
            : { before: text, after: undefined }
        const allowed = allowedOn(facts, key)
        return { kind, route: nameOf(facts, key), ...texts, who: undefined, allowed, at: undefined }
      })
  const made = of('new-route', after, before)
  // No route governed these paths, and now anybody may call them: a gate on `opened` must see that.
  const opened = [...after.routes.keys()]
    .filter((key) => !aligned.routes.has(key) && needs(after, key).level === 'public')
    .map((key) => {
      const base = { route: nameOf(after, key), before: undefined, after: 'public', allowed: [] }
      return { kind: 'opened' as const, ...base, who: ANONYMOUS, at: undefined } as RouteChange
    })
  return [...opened, ...made, ...of('gone-route', before, after)]
}

/** Who may call a route, as briefly as possible. */
function allowedOn(facts: Facts, key: RouteKey): string[] {
  const may = (row: string): boolean => facts.allows.get(row)?.has(key) ?? false
  if (may(ANONYMOUS)) return [ANONYMOUS]
  return may(EVERYONE) ? [EVERYONE] : [...facts.roles.keys()].filter(may).sort(byCodeUnit)
}

export function trustChanges(
  before: Pick<Facts, 'trust'>,
  after: Pick<Facts, 'trust'>,
  { settings }: Catalog,
): TrustChange[] {
  const changes: TrustChange[] = []
  for (const profile of new Set([...before.trust.keys(), ...after.trust.keys()])) {
    const [was, is] = [before.trust.get(profile), after.trust.get(profile)]
    const base = { kind: 'trust', profile, at: settings.get(profile)?.at } as const
    if (!was || !is) {
      const text = [...(was ?? is ?? [])].map(([field, value]) => `${field} ${value}`).join(' ')
      const sides = is ? { before: undefined, after: text } : { before: text, after: undefined }
      changes.push({ ...base, field: undefined, ...sides })
      continue
    }
    for (const field of new Set([...was.keys(), ...is.keys()])) {
      const sides = { before: was.get(field), after: is.get(field) }
      if (sides.before !== sides.after) changes.push({ ...base, field, ...sides })
    }
  }
  return changes
}

const nameOf = (facts: Facts, key: RouteKey): string => facts.names.get(key) ?? key

const WHO_ORDER: readonly Row['who']['kind'][] = ['anonymous', 'everyone', 'role', 'client', 'user']

export function byWeight(a: Change, b: Change): number {
  const weight = ({ kind }: Change): number => CHANGE_KINDS.indexOf(kind)
  if (a.kind !== b.kind) return weight(a) - weight(b)
  if (isAccess(a) && isAccess(b)) {
    const kinds = WHO_ORDER.indexOf(a.who.kind) - WHO_ORDER.indexOf(b.who.kind)
    return kinds || byCodeUnit(a.who.name, b.who.name) || byCodeUnit(a.route, b.route)
  }
  if ('allowed' in a && 'allowed' in b) return byCodeUnit(a.route, b.route)
  return 0
}
