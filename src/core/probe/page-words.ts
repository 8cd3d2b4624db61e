/** How often each word occurs in a page; markup counts too, since it is as much part of the page. */
export type Words = ReadonlyMap<string, number>

/** The most different words of a page: whatever follows is as much like the resource as what came before. */
const MOST_WORDS = 100_000

export function wordsOf(text: string): Words {
  const words = new Map<string, number>()
  for (const [word] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const count = words.get(word)
    if (count === undefined && words.size >= MOST_WORDS) break
    words.set(word, (count ?? 0) + 1)
  }
  return words
}

/** What both have, as often as both have it. */
export function common(a: Words, b: Words): Words {
  const both = [...a].map(([word, count]) => [word, Math.min(count, b.get(word) ?? 0)] as const)
  return new Map(both.filter(([, count]) => count > 0))
}

export const countOf = (words: Words): number =>
  [...words.values()].reduce((sum, count) => sum + count, 0)
