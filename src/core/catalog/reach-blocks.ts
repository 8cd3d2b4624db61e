import type { GrantGraph } from './grant-graph.js'

/** Which nodes of a graph reach a part of the targets. Its rows are overwritten by the next block. */
export interface ReachBlock {
  /** The position of its first target among all of them. */
  readonly first: number
  /** Bits 32 i to 32 i + 31 of a node's row, one for each target of the block. A target reaches itself. */
  word(node: number, i: number): number
}

/** How many words, and so targets, a block has: at 20,000 nodes, its rows take less than a megabyte. */
export const BLOCK_WORDS = 8
export const BLOCK_TARGETS = 32 * BLOCK_WORDS

/**
 * Which nodes reach which targets, directly or indirectly, for a block of targets at a time: as sets, what a chain of 10,000 scopes
 * implies has fifty million members. Takes one operation on words for each edge and 32 targets.
 *
 * @param targets numbers of nodes, each once
 */
export function* reachBlocks(
  { brings, order }: GrantGraph,
  targets: readonly number[],
): Generator<ReachBlock> {
  const bits = new Int32Array(brings.length * BLOCK_WORDS)
  const word = (node: number, i: number): number => bits[node * BLOCK_WORDS + i] ?? 0
  for (let first = 0; first < targets.length; first += BLOCK_TARGETS) {
    bits.fill(0)
    for (const [i, target] of targets.slice(first, first + BLOCK_TARGETS).entries()) {
      bits[target * BLOCK_WORDS + (i >> 5)] = 1 << (i & 31)
    }
    for (const node of order) {
      for (const child of brings[node] ?? []) {
        for (let i = 0; i < BLOCK_WORDS; i++) {
          bits[node * BLOCK_WORDS + i] = word(node, i) | word(child, i)
        }
      }
    }
    yield { first, word }
  }
}
