import fc from 'fast-check'
import { HOSTILE } from './words.js'

/** A change of a text; `at` and `from` are taken modulo the number of places that there are. */
export type Edit =
  | { readonly kind: 'replace'; readonly at: number; readonly length: number; readonly put: string }
  | { readonly kind: 'word'; readonly at: number; readonly put: string }
  | { readonly kind: 'word-from'; readonly at: number; readonly from: number }
  | { readonly kind: 'line'; readonly at: number; readonly from: number; readonly keep: boolean }
  | { readonly kind: 'code'; readonly at: number; readonly by: number }
  | { readonly kind: 'cut'; readonly at: number }

const at = fc.nat({ max: 1 << 20 })
/** Half of what is put in means something in the format. */
const put = (words: readonly string[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
    { weight: words.length > 0 ? 3 : 0, arbitrary: fc.constantFrom(...words, '') },
    { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
  )

/** @param words what the format gives a meaning to, beside what every reader is tried with */
export const edit = (words: readonly string[] = []): fc.Arbitrary<Edit> => {
  const text = put(words)
  return fc.oneof(
    fc.record({ kind: fc.constant('replace' as const), at, length: fc.nat({ max: 6 }), put: text }),
    fc.record({ kind: fc.constant('word' as const), at, put: text }),
    fc.record({ kind: fc.constant('word-from' as const), at, from: at }),
    fc.record({ kind: fc.constant('line' as const), at, from: at, keep: fc.boolean() }),
    fc.record({ kind: fc.constant('code' as const), at, by: fc.integer({ min: 1, max: 255 }) }),
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at }) },
  )
}

const WORD = /[\p{L}\p{N}_$.:/*-]+|<[\w~]+>/gu

/** The text with the edit made. */
export function applied(text: string, change: Edit): string {
  const place = change.at % (text.length + 1)
  const spliced = (start: number, length: number, by: string) =>
    text.slice(0, start) + by + text.slice(start + length)
  switch (change.kind) {
    case 'replace':
      // A whole line is put where one begins.
      return change.put.endsWith('\n')
        ? spliced(text.lastIndexOf('\n', place - 1) + 1, 0, change.put)
        : spliced(place, change.length, change.put)
    case 'cut':
      return text.slice(0, place)
    case 'code': {
      const code = text.charCodeAt(place)
      return Number.isNaN(code)
        ? text
        : spliced(place, 1, String.fromCharCode((code + change.by) & 0xff))
    }
    case 'line': {
      const lines = text.split('\n')
      const [line = ''] = lines.splice(change.from % lines.length, change.keep ? 0 : 1)
      const moved = change.keep ? (lines[change.from % lines.length] ?? '') : line
      lines.splice(change.at % (lines.length + 1), 0, moved)
      return lines.join('\n')
    }
    default: {
      const words = [...text.matchAll(WORD)]
      const word = words[change.at % (words.length || 1)]
      if (!word) return text
      const by =
        change.kind === 'word' ? change.put : (words[change.from % words.length]?.[0] ?? '')
      return spliced(word.index, word[0].length, by)
    }
  }
}

/** Most inputs have one change, and are nearly right: what is wrong in several places is refused at the first. */
export const changes = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 3, arbitrary: one.map((each) => [each]) },
    { weight: 2, arbitrary: fc.array(one, { minLength: 2, maxLength: 4 }) },
  )

/** One of the texts, with up to four edits. */
export const edited = (
  seeds: readonly string[],
  words: readonly string[] = [],
): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...seeds), changes(edit(words)))
    .map(([seed, edits]) => edits.reduce(applied, seed))

/** The bytes of a text: UTF-8, in which U+DC80 to U+DCFF are the bytes 80 to FF, so that a text can be bad UTF-8. */
export function bytesOf(text: string): Buffer {
  return Buffer.concat(
    text
      .split(/([\udc80-\udcff])/)
      .map((part, i) =>
        i % 2 === 1 && !/[\ud800-\udbff]$/.test(part)
          ? Buffer.from([part.charCodeAt(0) & 0xff])
          : Buffer.from(part),
      ),
  )
}
