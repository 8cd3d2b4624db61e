import { byCodeUnit } from '../word.js'
import type { Item, Reading } from './reading.js'
import { allows, type Caller, type Rule } from './rule.js'

/**
 * What is known about the callers that one rule allows and another refuses. `unknown`: the search was given up, so there
 * may be one.
 */
export type Found = { readonly kind: 'none' | 'unknown' } | CallerFound

export interface CallerFound {
  readonly kind: 'caller'
  readonly caller: Caller
  /** Whether no smaller one exists; otherwise the search for a smaller one was given up. */
  readonly isSmallest: boolean
}

const NONE = { kind: 'none' } as const

/** How many steps a search takes before it is given up: with `enforce: implied`, it can be exponential. */
const MOST_STEPS = 50_000

/**
 * The smallest caller that `allowed` lets in and `refused` does not. Rules are monotone, so there is one exactly if some
 * minimal alternative of `allowed` contains none of `refused`: then its scopes are a witness. Where a scope can also be
 * given by another one or by a role, each scope of an alternative is given in every way that could matter.
 */
export function callerBetween(allowed: Rule, refused: Rule, most = MOST_STEPS): Found {
  const [from, to] = [allowed.needs.level, refused.needs.level]
  if (from === 'undecided' || to === 'public') return NONE
  if (from === 'public') return { kind: 'caller', caller: undefined, isSmallest: true }
  if (to === 'authenticated') return NONE
  if (from === 'authenticated') return { kind: 'caller', caller: [], isSmallest: true }
  const search = new Search(refused, most)
  for (const names of shortestFirst(allowed.needs.alternatives)) search.cover(names, allowed)
  return search.found()
}

/**
 * The smallest caller that `allowed` lets in and `refused` does not, where tokens are read in one way. Then a token that gives an
 * alternative holds at least what the alternative itself gives, so the alternatives decide whether there is one: the search
 * only looks for a smaller one, and giving it up leaves nothing open.
 */
export function callerWithout(
  allowed: Rule['needs'],
  refused: Rule['needs'],
  reading: Reading,
  most = MOST_STEPS,
): CallerFound | undefined {
  const [from, to] = [allowed, refused].map((needs): Rule => ({ needs, reading })) as [Rule, Rule]
  if (allowed.level !== 'scopes') {
    const found = callerBetween(from, to, most)
    return found.kind === 'caller' ? found : undefined
  }
  const search = new Search(to, most)
  for (const names of shortestFirst(allowed.alternatives)) {
    if (!allows(to, itemsOf(names))) search.cover(names, from)
  }
  return search.caller()
}

const itemsOf = (names: readonly string[]): Item[] => names.map((name) => ({ kind: 'scope', name }))

const shortestFirst = (sets: readonly (readonly string[])[]): (readonly string[])[] =>
  [...sets].sort((a, b) => a.length - b.length)

class Search {
  readonly #refused: Rule
  readonly #relevant: ReadonlySet<string>
  #left: number
  #best: readonly Item[] | undefined
  #gaveUp = false

  constructor(refused: Rule, most: number) {
    this.#refused = refused
    this.#relevant = new Set(refused.needs.alternatives.flat())
    this.#left = most
  }

  found(): Found {
    return this.caller() ?? { kind: this.#gaveUp ? 'unknown' : 'none' }
  }

  caller(): CallerFound | undefined {
    return this.#best && { kind: 'caller', caller: this.#best, isSmallest: !this.#gaveUp }
  }

  /** Looks for fewer items than found so far that give all these names, and that are refused. */
  cover(names: readonly string[], allowed: Rule): void {
    const written = itemsOf(names)
    if (written.length < this.#size && !allows(this.#refused, written)) this.#best = written
    const usable = this.#usable(names, allowed)
    const fewest = Math.min(names.length, this.#size - 1)
    for (let most = 1; most <= fewest; most++) {
      const found = this.#among(usable, new Set(names), [], most)
      if (found) {
        this.#best = found
        return
      }
      if (this.#gaveUp) return
    }
  }

  get #size(): number {
    return this.#best?.length ?? Number.POSITIVE_INFINITY
  }

  #among(
    usable: readonly Usable[],
    open: ReadonlySet<string>,
    chosen: readonly Item[],
    most: number,
  ): readonly Item[] | undefined {
    if (this.#left-- <= 0) {
      this.#gaveUp = true
      return undefined
    }
    // Nothing that is added makes an allowed set a refused one.
    if (allows(this.#refused, chosen)) return undefined
    const [next] = open
    if (next === undefined) return chosen
    if (chosen.length === most) return undefined
    for (const { item, gives } of usable) {
      if (!gives.has(next)) continue
      const rest = new Set([...open].filter((name) => !gives.has(name)))
      const found = this.#among(usable, rest, [...chosen, item], most)
      if (found || this.#gaveUp) return found
    }
    return undefined
  }

  /** The items that give some of the names, without those that another one replaces: it gives as much and is refused more. */
  #usable(names: readonly string[], { reading }: Rule): Usable[] {
    const items = new Map<string, Item>()
    for (const name of names) {
      for (const item of reading.givers(name)) {
        items.set(`${item.kind} ${item.name}`, items.get(`${item.kind} ${item.name}`) ?? item)
      }
    }
    const all = [...items.values()]
      .map((item) => this.#usableOf(item, names, reading.gives(item)))
      .sort((a, b) => rank(a, names) - rank(b, names) || byCodeUnit(a.item.name, b.item.name))
    const kept: Usable[] = []
    for (const each of all) {
      const replaces = (other: Usable): boolean =>
        within(each.gives, other.gives) && within(other.meets, each.meets)
      if (!kept.some(replaces)) kept.push(each)
    }
    return kept
  }

  #usableOf(item: Item, names: readonly string[], given: ReadonlySet<string>): Usable {
    const gives = new Set(names.filter((name) => given.has(name)))
    const there = [...this.#refused.reading.gives(item)]
    return { item, gives, meets: new Set(there.filter((name) => this.#relevant.has(name))) }
  }
}

/** An item with the names of the alternative that it gives, and those of the other rule that it meets. */
interface Usable {
  readonly item: Item
  readonly gives: ReadonlySet<string>
  readonly meets: ReadonlySet<string>
}

/** Written scopes first, then scopes that imply them, then roles: what is kept among equals, and tried first. */
const rank = ({ item, gives }: Usable, names: readonly string[]): number => {
  const kind = item.kind === 'role' ? 2 : names.includes(item.name) ? 0 : 1
  return kind * 1000 - gives.size
}

const within = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  for (const each of a) if (!b.has(each)) return false
  return true
}
