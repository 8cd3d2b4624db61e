import { nearest } from './nearest.js'

/** Whether a pattern covers a text: `*` matches any text, also none; case counts. Linear, no regular expression. */
export function matchesGlob(pattern: string, text: string): boolean {
  // Each piece between stars is matched at its first occurrence; only the last one must end the text.
  const [head = '', ...pieces] = pattern.split('*')
  const tail = pieces.pop()
  if (tail === undefined) return pattern === text
  if (!text.startsWith(head)) return false
  let at = head.length
  for (const piece of pieces) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return text.length - tail.length >= at && text.endsWith(tail)
}

const MOST_SIMILAR = 3

/**
 * At most three names that a pattern without matches was probably meant to match: those that match in another case,
 * else the pattern itself without its typos, else those that contain its longest piece, else the one with the fewest typos.
 */
export function similarNames(pattern: string, names: readonly string[]): string[] {
  const lower = pattern.toLowerCase()
  const pieces = lower.split('*')
  const longest = pieces.reduce((a, b) => (b.length > a.length ? b : a))
  const matching = names.filter((name) => matchesGlob(lower, name.toLowerCase()))
  const containing = () =>
    longest.length < 2 ? [] : names.filter((name) => name.toLowerCase().includes(longest))
  const closest = () =>
    nearest(pattern.replaceAll('*', ''), names) ?? nearest(pieces.join(''), names)
  const found = [matching, respelled(pattern, names), containing()].find((some) => some.length > 0)
  return (found ?? [closest() ?? []].flat()).slice(0, MOST_SIMILAR)
}

/** Words of names: what is between the usual separators and stars. */
const WORD = /[^/:._\-*\s{}]+/g

/** The pattern with each word that no name has replaced by the nearest one that some name has, if it then matches a name. */
function respelled(pattern: string, names: readonly string[]): string[] {
  if (!pattern.includes('*')) return []
  const words = new Set(names.flatMap((name) => name.match(WORD) ?? []))
  const now = pattern.replace(WORD, (word) =>
    words.has(word) ? word : (nearest(word, words) ?? word),
  )
  return now !== pattern && names.some((name) => matchesGlob(now, name)) ? [now] : []
}
