import { byCodeUnit, word } from '../word.js'
import { namesText } from './print.js'

/** About how many names are on a line before the next one begins. */
const NAMES_PER_LINE = 6
/** So that no name is taken for the word between the names and what they hold. */
const HOLD_WORDS: ReadonlySet<string> = new Set(['has'])

/**
 * `user alice bob has read`: those who hold the same. Where a line ends depends on its last name alone, so that one more
 * name changes one line, or splits it, and never the lines after it.
 */
export function mergedHolds(kind: string, all: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const same = new Map<string, string[]>()
  for (const [name, held] of all) {
    const text = namesText(held)
    const names = same.get(text) ?? []
    same.set(text, names)
    names.push(name)
  }
  return [...same].flatMap(([text, names]) =>
    chunks(names.sort(byCodeUnit)).map(
      (some) => `${kind} ${some.map((name) => word(name, HOLD_WORDS)).join(' ')} has ${text}`,
    ),
  )
}

function chunks(names: readonly string[]): string[][] {
  const all: string[][] = [[]]
  for (const [i, name] of names.entries()) {
    all.at(-1)?.push(name)
    if (i < names.length - 1 && endsLine(name)) all.push([])
  }
  return all
}

/** FNV-1a: any function that spreads names evenly would do. */
function endsLine(name: string): boolean {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  return (hash >>> 8) % NAMES_PER_LINE === 0
}
