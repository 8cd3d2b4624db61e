import { isWithin, type Template } from './route-template.js'

/** Stands for "any character": no template's text can contain it, so only a parameter can have matched it. */
export const ANY = '\uFFFF'

/** How the path sets of two templates relate; for `overlap`, with sample paths that are in both. */
export type Relation =
  | { readonly kind: 'apart' | 'same' | 'within' | 'around' }
  | { readonly kind: 'overlap'; readonly samples: readonly string[] }

/**
 * `within`: all of a's paths are b's; `around`: the reverse; `overlap`: each has some of the other's paths, but not
 * all. Wherever any text would do, a sample has a character that no template's text can contain, so a third template
 * contains the sample only if it contains every such path. If both end in a tail, there is a sample for each length of
 * the rest, since a third template may contain some of these and not others. This is exact, except for two parameters
 * in one segment.
 *
 * @param deepest the number of segments of the longest template that may be compared with the samples.
 */
export function relate(a: Template, b: Template, deepest = 0): Relation {
  const shared = sharedHead(a, b)
  if (shared === undefined) return { kind: 'apart' }
  const inner = isWithin(a, b)
  const outer = isWithin(b, a)
  if (inner && outer) return { kind: 'same' }
  if (inner) return { kind: 'within' }
  if (outer) return { kind: 'around' }
  const isOpen = a.tail !== undefined && b.tail !== undefined
  const rests = isOpen ? restsOf(deepest + 1 - shared.length) : [[]]
  return { kind: 'overlap', samples: rests.map((rest) => `/${[...shared, ...rest].join('/')}`) }
}

/** The sample as a person would write such a path. */
export const readable = (sample: string): string => sample.replace(/\uFFFF+/g, 'x')

/** What a tail can match: up to this many segments (at least two), with and without a final slash, or nothing. */
function restsOf(most: number): string[][] {
  const rests: string[][] = []
  for (let length = 1; length <= Math.max(most, 2); length++) {
    const rest = Array<string>(length).fill(ANY)
    rests.push(rest, [...rest, ''])
  }
  return [...rests, ['']]
}

/** The segments of a path in both; if both end in a tail, those before the tails. */
function sharedHead(a: Template, b: Template): string[] | undefined {
  const [short, long] = a.segments.length <= b.segments.length ? [a, b] : [b, a]
  const isLonger = long.segments.length > short.segments.length
  if (short.tail === undefined && (isLonger || long.tail !== undefined)) return undefined
  // A tail starts with a slash; the other template determines what follows.
  if (long.tail === undefined && short.tail !== undefined && !isLonger) return undefined
  const parts: string[] = []
  for (const [i, segment] of long.segments.entries()) {
    const other = short.segments[i]
    const part = other ? sharedText(segment.texts, other.texts) : segment.texts.join(ANY)
    if (part === undefined) return undefined
    parts.push(part)
  }
  return parts
}

type Sign = string | typeof ONE | typeof MANY
/** A parameter is one character and then any number of further ones. */
const ONE = 1
const MANY = 2

const signsOf = (texts: readonly string[]): Sign[] =>
  texts.flatMap((text, i) => [...(i === 0 ? [] : ([ONE, MANY] as const)), ...text.split('')])

/** A text that matches both and is as general as possible: the product of two small automata, searched depth-first. */
function sharedText(a: readonly string[], b: readonly string[]): string | undefined {
  if (a.length === 1 && b.length === 1) return a[0] === b[0] ? a[0] : undefined
  const left = signsOf(a)
  const right = signsOf(b)
  const seen = new Set<number>()
  const stack: [i: number, j: number, free: 0 | 1, text: string][] = [[0, 0, 0, '']]
  for (let state = stack.pop(); state; state = stack.pop()) {
    const [i, j, free, text] = state
    if (i === left.length && j === right.length) return text
    const key = (i * (right.length + 1) + j) * 2 + free
    if (seen.has(key)) continue
    seen.add(key)
    const [x, y] = [left[i], right[j]]
    // The last one pushed is tried first: let both parameters take a character before either ends.
    if (x === MANY) stack.push([i + 1, j, 0, text])
    if (y === MANY) stack.push([i, j + 1, 0, text])
    if (x === undefined || y === undefined) continue
    const char = typeof x === 'string' ? x : typeof y === 'string' ? y : ANY
    const fits = typeof x !== 'string' || typeof y !== 'string' || x === y
    if (!fits || (x === MANY && y === MANY && free === 1)) continue
    const stays = x === MANY && y === MANY ? 1 : 0
    stack.push([x === MANY ? i : i + 1, y === MANY ? j : j + 1, stays, text + char])
  }
  return undefined
}
