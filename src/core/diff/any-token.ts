import { type RouteKey, routesOf } from '../access/facts.js'
import { trustOf } from '../access/trust.js'
import type { Catalog } from '../catalog/model.js'
import { type Norm, normText } from '../catalog/norm.js'
import { callerBetween, type Found } from '../proof/caller-between.js'
import { callerByOtherWay } from '../proof/other-ways.js'
import { readingOf } from '../proof/reading.js'
import type { Caller, Rule } from '../proof/rule.js'
import { byCodeUnit } from '../word.js'
import { trustChanges } from './compare.js'
import { issuedChanges } from './issued-changes.js'
import { kidChanges } from './kid-changes.js'
import { placesIn } from './route-places.js'
import { alignPaths } from './shared-paths.js'
import type { Compared } from './side.js'
import { type CallerWitness, TOKEN_KINDS, type TokenChange } from './token-change.js'
import { settingsOf, trustWitnesses } from './trust-witness.js'

type Way = 'gain' | 'loss'

const UNDECIDED: Norm = { level: 'undecided', alternatives: [], others: [] }

/**
 * Every difference between two catalogs over all tokens that could exist, those with undeclared scopes and with roles
 * included: per route, the smallest token that only one side allows. Each side reads tokens as its own `enforce` and
 * `role_claim` say. None: every caller gets the same answer from both. Roles and users are not compared.
 */
export function compareTokens(older: Compared, newer: Compared): TokenChange[] {
  const sides = new Sides(older.catalog, newer.catalog)
  const trust = trustChanges(
    { trust: trustOf(older.catalog, older.thumbprints ?? new Map()) },
    { trust: trustOf(newer.catalog, newer.thumbprints ?? new Map()) },
    newer.catalog,
  ).flatMap((change) => trustWitnesses(change, older, newer))
  const kids = [...newer.catalog.settings.keys()].flatMap((profile) => {
    const [was, is] = [settingsOf(older, profile), settingsOf(newer, profile)]
    if (!was || !is) return []
    return kidChanges({ side: older, settings: was }, { side: newer, settings: is })
  })
  const issued = issuedChanges(older.catalog, newer.catalog)
  const changes = [...sides.changes(), ...trust, ...kids, ...issued]
  return changes.sort(
    (a, b) =>
      TOKEN_KINDS.indexOf(a.kind) - TOKEN_KINDS.indexOf(b.kind) ||
      byCodeUnit(a.route ?? '', b.route ?? ''),
  )
}

class Sides {
  readonly #catalogs: readonly [Catalog, Catalog]
  readonly #readings: readonly [Rule['reading'], Rule['reading']]
  readonly #placeOf: ReturnType<typeof placesIn>
  /** By both requirements: thousands of routes share a few. */
  readonly #known = new Map<string, Found>()

  constructor(older: Catalog, newer: Catalog) {
    this.#catalogs = [older, newer]
    this.#readings = [readingOf(older), readingOf(newer)]
    this.#placeOf = placesIn(newer)
  }

  *changes(): Generator<TokenChange> {
    const allows = new Map<string, ReadonlySet<RouteKey>>()
    const older = { ...routesOf(this.#catalogs[0]), allows }
    const newer = { ...routesOf(this.#catalogs[1]), allows }
    const [before, after] = alignPaths(older, newer)
    for (const [key, is] of after.routes) {
      const was = before.routes.get(key)
      if (was) yield* this.#both(after.names.get(key) ?? key, was, is)
    }
    for (const [key, is] of newer.routes) {
      if (older.routes.has(key)) continue
      const route = newer.names.get(key) ?? key
      const isOpened = is.level === 'public' && !before.routes.has(key)
      if (isOpened) yield this.#alone('opened', route, is)
      yield this.#alone('new-route', route, is)
    }
    for (const [key, was] of older.routes) {
      if (!newer.routes.has(key))
        yield this.#alone('gone-route', older.names.get(key) ?? key, undefined, was)
    }
  }

  /** A route that both sides have, or whose paths another route governs on one of them. */
  *#both(route: string, was: Norm, is: Norm): Generator<TokenChange> {
    const [before, after] = [normText(was), normText(is)]
    const [older, newer] = this.#readings
    if (before === after && older.id === newer.id) return
    const base = { route, before, after, at: this.#placeOf(route) }
    const gain = this.#between(`+${before}\n${after}`, { is, was }, 'gain')
    const loss = this.#between(`-${before}\n${after}`, { is, was }, 'loss')
    for (const [way, found] of [
      ['gain', gain],
      ['loss', loss],
    ] as const) {
      if (found.kind === 'none') continue
      const witness = this.#witness(found)
      const isOpen = way === 'gain' && (witness?.caller?.length ?? 0) === 0
      const kind = found.kind === 'unknown' ? 'unknown' : isOpen ? 'opened' : way
      yield { kind, way, ...base, witness }
    }
    const [from, to] = [
      { needs: was, reading: older },
      { needs: is, reading: newer },
    ]
    const others = [
      ['opened', 'gain', callerByOtherWay(to, from)],
      ['stronger', 'loss', loss.kind === 'none' ? callerByOtherWay(from, to) : 'none'],
    ] as const
    for (const [kind, way, found] of others) {
      if (found === 'none') continue
      yield { kind: found === 'unknown' ? found : kind, way, ...base, witness: undefined }
    }
  }

  #between(id: string, { is, was }: { is: Norm; was: Norm }, way: Way): Found {
    const known = this.#known.get(id)
    if (known) return known
    const before = { needs: was, reading: this.#readings[0] }
    const after = { needs: is, reading: this.#readings[1] }
    const found = way === 'gain' ? callerBetween(after, before) : callerBetween(before, after)
    this.#known.set(id, found)
    return found
  }

  #alone(kind: TokenChange['kind'], route: string, is?: Norm, was?: Norm): TokenChange {
    const way = is ? 'gain' : 'loss'
    const texts = { before: was && normText(was), after: is && normText(is) }
    const id = `${kind} ${texts.before}\n${texts.after}`
    const found = this.#between(id, { is: is ?? UNDECIDED, was: was ?? UNDECIDED }, way)
    const at = this.#placeOf(route)
    return { kind, way, route, ...texts, witness: this.#witness(found), at }
  }

  #witness(found: Found): CallerWitness | undefined {
    if (found.kind !== 'caller') return undefined
    const { caller, isSmallest } = found
    const [older, newer] = this.#catalogs
    const names = { before: undeclared(caller, older), after: undeclared(caller, newer) }
    return { caller, isSmallest, undeclared: names }
  }
}

const undeclared = (caller: Caller = [], { scopes }: Catalog): string[] =>
  caller.flatMap(({ kind, name }) => (kind === 'scope' && !scopes.has(name) ? [name] : []))
