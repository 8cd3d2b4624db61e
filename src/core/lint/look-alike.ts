/** Controls, format and other invisible characters: they make a reader mistake the text for another one. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
const NOT_ASCII = /[^\x20-\x7e]/u

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

const charactersOf = (text: string, pattern: RegExp): string[] =>
  pattern.test(text)
    ? [...new Set([...text].filter((character) => pattern.test(character)).map(codePoint))]
    : []

/** For a name, which is typed and compared: anything that is not ASCII may look like something that is. */
export const strangeInName = (name: string): string[] => charactersOf(name, NOT_ASCII)

/** For a description, which may be in any language: only invisible characters. */
export const strangeInText = (text: string): string[] =>
  charactersOf(text.replace(/[\n\t]/g, ' '), INVISIBLE)

/** How names can be confused: only because letters look alike (people's names), or also by typos. */
export type Likeness = 'looks' | 'slips'

/**
 * Pairs of names that can be confused, each with the first that it resembles, in file order. By looks: case, `O` and
 * `0`, `l`, `I` and `1`. By typos also: separators, a plural's `s`, two neighbouring letters swapped. Linear in the
 * number of names.
 */
export function lookAlikes(names: Iterable<string>, likeness: Likeness): [string, string][] {
  const seen = new Map<string, string>()
  const pairs: [string, string][] = []
  for (const name of names) {
    const keys = likeness === 'looks' ? [looks(name)] : [slips(name), ...swaps(name)]
    const like = keys.map((key) => seen.get(key)).find((other) => other !== undefined)
    if (like !== undefined) pairs.push([name, like])
    const own = keys[0] ?? name
    if (!seen.has(own)) seen.set(own, name)
  }
  return pairs
}

const looks = (name: string): string =>
  composed(name.replace(/[I1|]/g, 'l').replace(/0/g, 'o')).toLowerCase()

/** ASCII is already composed. */
const composed = (text: string): string => (NOT_ASCII.test(text) ? text.normalize('NFKC') : text)

/** `orders:read`, `order:read`, `orders_read` and `orders.read` count as the same. */
const slips = (name: string): string =>
  looks(name)
    .split(/[:._/-]/)
    .map((part) => part.replace(/(?<=[a-z]{2})s$/, ''))
    .join(':')

/** The name with each pair of neighbouring letters swapped; not digits, since their order matters. */
function* swaps(name: string): Generator<string> {
  const key = slips(name)
  for (let i = 0; i + 1 < key.length; i++) {
    const [a, b] = [key[i] ?? '', key[i + 1] ?? '']
    const raw = `${name[i] ?? ''}${name[i + 1] ?? ''}`
    if (a === b || !/[a-z]/.test(a) || !/[a-z]/.test(b) || /\d/.test(raw)) continue
    yield key.slice(0, i) + b + a + key.slice(i + 2)
  }
}
