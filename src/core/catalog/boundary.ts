import type { Catalog, Requirement } from './model.js'
import { close } from './reach.js'
import { antichain, tokenAlternatives } from './requirement.js'

/**
 * The sets of scopes that tell a requirement from every other monotone rule: the minimal ones that it allows and the
 * maximal ones that it refuses. A rule that treats all of them alike treats every set alike, and without any one of
 * them it need not: the set is complete and as small as possible. Sets are closed under `implies`, as those of issued
 * tokens are.
 */
export interface Boundary {
  /** Sorted by name. None if scopes alone are never enough. */
  readonly allowed: readonly (readonly string[])[]
  /** Each as the scopes that it lacks of all declared ones, since that is the shorter list. */
  readonly refused: readonly Lacking[]
  /** How many refused sets were left out: without them, the set is not complete. */
  readonly leftOut: { readonly count: number; readonly isExact: boolean }
}

/** A set of scopes: all declared ones except these, sorted. */
export interface Lacking {
  readonly lacks: readonly string[]
}

/** How many sets are examined: the number can be exponential in the number of alternatives. */
const MOST_EXAMINED = 256

/**
 * @param most how many refused sets are returned; those that lack the fewest scopes come first
 * @returns nothing for `public` and `undecided`, which do not depend on scopes
 */
export function boundaryOf(
  requirement: Requirement,
  { scopes, implied }: Pick<Catalog, 'scopes' | 'implied'>,
  most = MOST_EXAMINED,
): Boundary {
  if (requirement.level === 'public' || requirement.level === 'undecided')
    return { allowed: [], refused: [], leftOut: { count: 0, isExact: true } }
  const closed = tokenAlternatives(requirement).map((names) => [...close(implied, names)])
  const allowed = antichain(closed)
  // Whoever holds the others holds what they imply, so only these can be missing on their own.
  const leading = allowed.map((names) => leadersOf(names, implied))
  const lattice = new Lattice([...scopes.keys()], leading.flat(), implied)
  const { sets, isExact } = lattice.lackingOne(leading)
  const refused = sets
    .map((set) => ({ lacks: lattice.namesOf(set).sort() }))
    .sort((a, b) => a.lacks.length - b.lacks.length || (a.lacks.join() < b.lacks.join() ? -1 : 1))
  const count = Math.max(0, refused.length - most)
  return { allowed, refused: refused.slice(0, most), leftOut: { count, isExact } }
}

/** The declared scopes of a refused set, in the order of the catalog. */
export const heldIn = ({ scopes }: Pick<Catalog, 'scopes'>, { lacks }: Lacking): string[] =>
  [...scopes.keys()].filter((name) => !lacks.includes(name))

/** The names that no other name of the set implies. */
export const leadersOf = (names: readonly string[], implied: Catalog['implied']): string[] =>
  names.filter((name) => !names.some((other) => other !== name && implied.get(other)?.has(name)))

/**
 * Sets of missing scopes, as bits. Whoever lacks a scope lacks all that imply it, so every set contains, with each
 * scope, those that imply it.
 */
class Lattice {
  readonly #names: readonly string[]
  readonly #bitOf: ReadonlyMap<string, bigint>
  /** By bit: the scope with all that imply it, and the scope with all that it implies. */
  readonly #above = new Map<bigint, bigint>()
  readonly #below: bigint[] = []

  constructor(all: readonly string[], leaders: readonly string[], implied: Catalog['implied']) {
    const needed = [...new Set(leaders)]
    this.#names = all.filter((name) => needed.some((each) => implied.get(name)?.has(each)))
    this.#bitOf = new Map(this.#names.map((name, i) => [name, 1n << BigInt(i)]))
    for (const [name, bit] of this.#bitOf) {
      const implies = [...this.#bitOf].filter(([other]) => implied.get(name)?.has(other))
      this.#below.push(implies.reduce((bits, [, other]) => bits | other, bit))
      for (const [, other] of implies)
        this.#above.set(other, (this.#above.get(other) ?? other) | bit)
    }
  }

  namesOf(set: bigint): string[] {
    return this.#names.filter((_, i) => (set >> BigInt(i)) & 1n)
  }

  /**
   * The minimal sets that contain a scope of each alternative, one alternative at a time (Berge): those that already do
   * are kept, the others are extended in every way.
   */
  lackingOne(alternatives: readonly (readonly string[])[]): {
    readonly sets: readonly bigint[]
    readonly isExact: boolean
  } {
    const masks = alternatives.map((names) => names.map((name) => this.#bitOf.get(name) ?? 0n))
    let sets = [0n]
    let isExact = true
    for (const bits of masks) {
      const mask = bits.reduce((all, bit) => all | bit, 0n)
      const kept = sets.filter((set) => (set & mask) !== 0n)
      const extended = sets
        .filter((set) => (set & mask) === 0n)
        .flatMap((set) => bits.map((bit) => set | (this.#above.get(bit) ?? bit)))
      sets = [...kept, ...minimal(extended, kept)]
      if (sets.length <= MOST_EXAMINED) continue
      isExact = false
      sets = sets.slice(0, MOST_EXAMINED)
    }
    if (isExact) return { sets, isExact }
    return { sets: [...new Set(sets.map((set) => this.#shrunk(set, masks)))], isExact }
  }

  /** A minimal set within this one: nothing more can be left out. */
  #shrunk(from: bigint, masks: readonly (readonly bigint[])[]): bigint {
    let set = from
    for (const below of this.#below) {
      const smaller = set & ~below
      if (masks.every((bits) => bits.some((bit) => (smaller & bit) !== 0n))) set = smaller
    }
    return set
  }
}

/** Those that contain no other of them, and none of `kept`, whose own members contain no other. */
function minimal(sets: readonly bigint[], kept: readonly bigint[]): bigint[] {
  const found: bigint[] = []
  const distinct = [...new Set(sets)].sort((a, b) => sizeOf(a) - sizeOf(b))
  for (const set of distinct) {
    const contains = (other: bigint): boolean => (other & set) === other
    if (!kept.some(contains) && !found.some(contains)) found.push(set)
  }
  return found
}

function sizeOf(set: bigint): number {
  let size = 0
  for (let rest = set; rest !== 0n; rest &= rest - 1n) size++
  return size
}
