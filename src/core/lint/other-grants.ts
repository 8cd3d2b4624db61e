import { type GrantGraph, grantGraph } from '../catalog/grant-graph.js'
import type { Catalog } from '../catalog/model.js'
import {
  BLOCK_TARGETS,
  BLOCK_WORDS,
  type ReachBlock,
  reachBlocks,
} from '../catalog/reach-blocks.js'

/** Scopes as written, and the roles that the same owner has besides, in the order in which they are named. */
export interface GrantList {
  readonly scopes: readonly string[]
  readonly roles: readonly string[]
}

/** For a scope of a list, what also grants it: `scope NAME`, the first one in the catalog, or else `role NAME`. */
export type OtherGrants = ReadonlyMap<string, string>

/** A list, and the numbers of what may grant its scopes: other scopes, then roles. */
interface Givers {
  readonly list: GrantList
  readonly numbers: readonly number[]
}

/**
 * For each list, its scopes that something else in it, or one of its roles, grants too. Takes little more than linear time, however
 * long the chains of implied scopes and roles are.
 */
export function otherGrants(
  catalog: Catalog,
  lists: readonly GrantList[],
): Map<GrantList, OtherGrants> {
  const graph = grantGraph(catalog)
  const asked = askedOf(graph, lists)
  const targets = [...asked.keys()]
  const names = [...graph.roles.keys(), ...graph.scopes.keys()]
  const spoken = (number: number): string =>
    `${number < graph.roles.size ? 'role' : 'scope'} ${names[number]}`
  const found = new Map<GrantList, Map<string, string>>()
  for (const block of reachBlocks(graph, targets)) {
    const part = targets.slice(block.first, block.first + BLOCK_TARGETS)
    const places = new Map(part.map((target, i) => [target, i]))
    for (const [{ list, numbers }, wanted] of wantedIn(part, asked)) {
      const known = found.get(list) ?? new Map<string, string>()
      for (const giver of numbers) {
        for (const i of taken(wanted, block, giver, places.get(giver))) {
          known.set(names[part[i] ?? -1] ?? '', spoken(giver))
        }
      }
      found.set(list, known)
    }
  }
  return found
}

/** For each scope, the lists in which it is and where something could grant it. */
function askedOf(graph: GrantGraph, lists: readonly GrantList[]): Map<number, Givers[]> {
  const asked = new Map<number, Givers[]>()
  for (const list of lists) {
    const scopes = [...new Set(list.scopes)].flatMap((name) => graph.scopes.get(name) ?? [])
    const implying = scopes.filter((number) => (graph.brings[number] ?? []).length > 0)
    const roles = list.roles.flatMap((name) => graph.roles.get(name) ?? [])
    const numbers = [...implying.sort((a, b) => a - b), ...roles]
    if (numbers.length === 0) continue
    const givers = { list, numbers }
    for (const scope of scopes) {
      const known = asked.get(scope)
      if (known) known.push(givers)
      else asked.set(scope, [givers])
    }
  }
  return asked
}

/** The targets of a block that are in each list, as bits. */
function wantedIn(
  part: readonly number[],
  asked: ReadonlyMap<number, readonly Givers[]>,
): Map<Givers, Int32Array> {
  const wanted = new Map<Givers, Int32Array>()
  for (const [i, target] of part.entries()) {
    for (const givers of asked.get(target) ?? []) {
      const bits = wanted.get(givers) ?? new Int32Array(BLOCK_WORDS)
      bits[i >> 5] = (bits[i >> 5] ?? 0) | (1 << (i & 31))
      wanted.set(givers, bits)
    }
  }
  return wanted
}

/** Takes the targets that the giver reaches, except itself, out of `wanted`: their positions in the block. */
function taken(
  wanted: Int32Array,
  block: ReachBlock,
  giver: number,
  itself: number | undefined,
): number[] {
  const positions: number[] = []
  for (let i = 0; i < BLOCK_WORDS; i++) {
    let hit = (wanted[i] ?? 0) & block.word(giver, i)
    if (itself !== undefined && itself >> 5 === i) hit &= ~(1 << (itself & 31))
    wanted[i] = (wanted[i] ?? 0) & ~hit
    for (; hit !== 0; hit &= hit - 1) positions.push(32 * i + 31 - Math.clz32(hit & -hit))
  }
  return positions
}
