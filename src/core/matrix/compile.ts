import type { Catalog, Requirement } from '../catalog/model.js'
import { tokenAlternatives } from '../catalog/requirement.js'

/** A set of scopes as bits, numbered as in a Compiled. */
export type Bits = Uint32Array

/** The value of a cell; small numbers, so that a row is a byte array. */
export const CELL = { undecided: 0, allow: 1, unauthorized: 2, forbidden: 3 } as const
export type Cell = (typeof CELL)[keyof typeof CELL]

const LEVEL = { public: 0, authenticated: 1, undecided: 2, scopes: 3 } as const

/**
 * A catalog's requirements as flat arrays of numbers: the basis of the matrix, the lock, coverage and mutation. An
 * alternative is a short run of scope numbers, so the cost of a cell depends on the length of its requirement, not on
 * the number of scopes.
 */
export interface Compiled {
  /** Scope names by number. */
  readonly scopes: readonly string[]
  readonly numberOf: ReadonlyMap<string, number>
  readonly levels: Uint8Array
  /** For each route the index of its first alternative, plus one final entry. */
  readonly alternativesOf: Uint32Array
  /** For each alternative the index of its first scope, plus one final entry. */
  readonly scopesOf: Uint32Array
  readonly needed: Uint32Array
}

/** @param requirements by route, to evaluate others than the catalog's own. */
export function compile(
  catalog: Pick<Catalog, 'scopes' | 'routes'>,
  requirements: readonly Requirement[] = catalog.routes.map(({ requirement }) => requirement),
): Compiled {
  const scopes = [...catalog.scopes.keys()]
  const numberOf = new Map(scopes.map((name, i) => [name, i]))
  const alternativesOf = [0]
  const scopesOf = [0]
  const needed: number[] = []
  for (const requirement of requirements) {
    // `authenticated` is answered by its level, since it has no scopes.
    const alternatives = requirement.level === 'scopes' ? tokenAlternatives(requirement) : []
    for (const alternative of alternatives) {
      for (const name of alternative) needed.push(numberOf.get(name) ?? unknown(name))
      scopesOf.push(needed.length)
    }
    alternativesOf.push(scopesOf.length - 1)
  }
  return {
    scopes,
    numberOf,
    levels: Uint8Array.from(requirements, ({ level }) => LEVEL[level]),
    alternativesOf: Uint32Array.from(alternativesOf),
    scopesOf: Uint32Array.from(scopesOf),
    needed: Uint32Array.from(needed),
  }
}

function unknown(name: string): never {
  throw new Error(`a loaded catalog needs an undeclared scope: ${name}`)
}

/** The names as bits; undeclared names are left out, since they satisfy nothing. */
export function toBits(compiled: Compiled, names: Iterable<string>): Bits {
  const bits = new Uint32Array(Math.ceil(compiled.scopes.length / 32) || 1)
  for (const name of names) {
    const number = compiled.numberOf.get(name)
    if (number !== undefined) setBit(bits, number)
  }
  return bits
}

function setBit(bits: Bits, number: number): void {
  const word = number >>> 5
  bits[word] = (bits[word] ?? 0) | (1 << (number & 31))
}

export const hasBit = (bits: Bits, number: number): boolean =>
  (((bits[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1

/**
 * One cell: what decide() answers to an accepted token that holds these scopes, or (undefined) to no token.
 * Allocates nothing.
 */
export function cellOf(compiled: Compiled, route: number, held: Bits | undefined): Cell {
  const level = compiled.levels[route]
  if (level === LEVEL.public) return CELL.allow
  if (level === LEVEL.undecided) return CELL.undecided
  if (held === undefined) return CELL.unauthorized
  if (level === LEVEL.authenticated) return CELL.allow
  const { alternativesOf, scopesOf, needed } = compiled
  const last = alternativesOf[route + 1] ?? 0
  for (let a = alternativesOf[route] ?? 0; a < last; a++) {
    const end = scopesOf[a + 1] ?? 0
    let i = scopesOf[a] ?? 0
    while (i < end && hasBit(held, needed[i] ?? 0)) i++
    if (i === end) return CELL.allow
  }
  return CELL.forbidden
}

/** Writes a whole row into `out`, which has a byte for each route. */
export function fillRow(compiled: Compiled, held: Bits | undefined, out: Uint8Array): Uint8Array {
  const count = compiled.levels.length
  for (let route = 0; route < count; route++) out[route] = cellOf(compiled, route, held)
  return out
}
