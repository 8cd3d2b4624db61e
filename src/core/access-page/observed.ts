import { CELL, type Cell } from '../matrix/compile.js'
import type { PackedAnswer, PackedProbed, PackedSeen } from '../matrix/page-probed.js'
import { isRefusal, isThrough } from './pack-probed.js'

/**
 * What a probe saw about a cell. `mixed`: some requests say that the row gets in, and others that it does not.
 * `unclear`: no request says anything about it.
 */
export const OBSERVED = { unclear: 0, allowed: 1, refused: 2, mixed: 3 } as const

/** A row of the page, as far as a probe can have seen it. */
export interface ObservedRow {
  /** Scope numbers; undefined: no token. */
  readonly held: ReadonlySet<number> | undefined
  /** How a supplied token of this row is called: `role:editor`. */
  readonly who: string
}

/**
 * What a server does with a row of scopes, as far as a probe saw it: a set that contains a set that got in gets in, and
 * whoever has less than a refused set is refused. A server that takes scopes away from somebody by adding one is not
 * understood.
 *
 * @returns a value of OBSERVED for each route
 */
export function observe(probed: PackedProbed, row: ObservedRow, routes: number): Uint8Array {
  const out = new Uint8Array(routes)
  const relations = probed.sets.map((set) => relationOf(set, row.held))
  for (const [route, seen] of probed.routes) {
    let [isIn, isOut] = [false, false]
    for (const answer of seen) {
      const says = evidence(answer, row, relations)
      if (says === 'in') isIn = true
      else if (says === 'out') isOut = true
    }
    out[route] = isIn
      ? isOut
        ? OBSERVED.mixed
        : OBSERVED.allowed
      : isOut
        ? OBSERVED.refused
        : OBSERVED.unclear
  }
  return out
}

/** What an answer says about a row. */
export function evidence(
  [set, more, who, status]: PackedAnswer,
  row: ObservedRow,
  relations: readonly Relation[],
): 'in' | 'out' | undefined {
  const isIn = isThrough(status)
  if (!isIn && !isRefusal(status)) return undefined
  // Without a token, nothing is held: whoever is let in without one is let in with any, and a refusal says nothing about tokens.
  if (set === null) return isIn ? 'in' : row.held ? undefined : 'out'
  if (!row.held) return undefined
  if (who !== null && who === row.who) return isIn ? 'in' : 'out'
  const { holdsAll, isWithin } = relations[set] ?? NEITHER
  if (isIn) return holdsAll && more === 0 ? 'in' : undefined
  // A supplied token may be refused for other reasons than its scopes.
  return isWithin && who === null ? 'out' : undefined
}

export interface Relation {
  /** The row holds the whole set. */
  readonly holdsAll: boolean
  /** The row holds nothing else. */
  readonly isWithin: boolean
}
const NEITHER: Relation = { holdsAll: false, isWithin: false }

export function relationOf(
  set: readonly number[],
  held: ReadonlySet<number> | undefined,
): Relation {
  if (!held) return NEITHER
  const common = set.filter((number) => held.has(number)).length
  return { holdsAll: common === set.length, isWithin: common === held.size }
}

/** Whether the server does something else than the catalog says. Nothing is compared with an undecided route. */
export function disagrees(declared: Cell | number, observed: number): boolean {
  if (observed === OBSERVED.unclear || declared === CELL.undecided) return false
  if (observed === OBSERVED.mixed) return true
  const isAllowed = declared === CELL.allow
  if (declared !== CELL.unauthorized && declared !== CELL.forbidden && !isAllowed) return false
  return isAllowed !== (observed === OBSERVED.allowed)
}

/** The answers of a route that are not what the catalog asks for, whether or not a row of the page would get them. */
export const oddAnswers = ([, seen, defective]: PackedSeen): number =>
  defective + seen.filter(([, , , , odd]) => odd === 1).length
