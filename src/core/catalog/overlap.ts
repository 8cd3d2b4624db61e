import { escapedPath } from './canonical-path.js'
import { isWithin, type Template } from './route-template.js'
import { ANY, sharedTexts } from './shared-segment.js'

export { ANY } from './shared-segment.js'

/** How the path sets of two templates relate, exactly; for `overlap`, with sample paths that are in both. */
export type Relation =
  | { readonly kind: 'apart' | 'same' | 'within' | 'around' }
  | { readonly kind: 'overlap'; readonly samples: Iterable<string> }

/**
 * `within`: all of a's paths are b's; `around`: the reverse; `overlap`: each has some of the other's paths, but not
 * all; `apart`: no path is in both.
 *
 * Together, the samples stand for every path in both: wherever any text would do, a sample has a character that no
 * template's text can contain, so a third template contains the sample only if it contains every such path. If both end
 * in a tail, there are samples for each length of the rest, since a third template may contain some of these and not
 * others. Samples are not percent-encoded. There are at most {@link MOST_SAMPLES}: for templates with many parameters beside text,
 * the others are left out.
 *
 * @param deepest the number of segments of the longest template that may be compared with the samples.
 */
export function relate(a: Template, b: Template, deepest = 0): Relation {
  const heads = sharedHeads(a, b)
  if (heads === undefined) return { kind: 'apart' }
  const inner = isWithin(a, b)
  const outer = isWithin(b, a)
  if (inner && outer) return { kind: 'same' }
  if (inner) return { kind: 'within' }
  if (outer) return { kind: 'around' }
  const isOpen = a.tail !== undefined && b.tail !== undefined
  return { kind: 'overlap', samples: { [Symbol.iterator]: () => paths(heads, isOpen, deepest) } }
}

/** Samples that stand for every path of one template, as those of {@link relate}. */
export const samplesIn = ({ segments, tail }: Template, deepest: number): Iterable<string> =>
  paths(
    segments.map(({ plain }) => [plain.join(ANY)]),
    tail !== undefined,
    deepest,
  )

/** Their number is the product over all segments; most pairs have one or two. */
export const MOST_SAMPLES = 1000

function* paths(heads: Heads, isOpen: boolean, deepest: number): Generator<string> {
  const rests = isOpen ? restsOf(deepest + 1 - heads.length) : [[]]
  let count = 0
  for (const head of choices(heads)) {
    for (const rest of rests) {
      if (count++ >= MOST_SAMPLES) return
      yield `/${[...head, ...rest].join('/')}`
    }
  }
}

/** One of each. */
function* choices([first, ...more]: Heads): Generator<readonly string[]> {
  if (first === undefined) yield []
  else for (const text of first) for (const rest of choices(more)) yield [text, ...rest]
}

/** Words first, since people read them; then characters until one is in no template. */
function* fillers(): Generator<string> {
  yield* ['x', 'any', 'other', 'some-id', '0']
  for (let code = 0x100; code < 0xd800; code++) yield String.fromCodePoint(code)
}

/**
 * A path that a sample stands for, in canonical form: the first one for which `holds`, which should hold for the sample
 * too. A text that some template contains may be governed by that one instead, so several are tried.
 */
export function pathOf(sample: string, holds: (path: string) => boolean): string | undefined {
  for (const text of fillers()) {
    const path = escapedPath(sample.replaceAll(ANY, text))
    if (holds(path)) return path
    if (!sample.includes(ANY)) return undefined
  }
  return undefined
}

/** What a tail can match: up to this many segments (at least two), with and without a final slash, or nothing. */
function restsOf(most: number): string[][] {
  const rests: string[][] = []
  for (let length = 1; length <= Math.max(most, 2); length++) {
    const rest = Array<string>(length).fill(ANY)
    rests.push(rest, [...rest, ''])
  }
  return [...rests, ['']]
}

/** The texts of each segment. */
type Heads = readonly (readonly string[])[]

/** The segments of the paths in both; if both end in a tail, those before the tails. Undefined if there is none. */
function sharedHeads(a: Template, b: Template): Heads | undefined {
  const [short, long] = a.segments.length <= b.segments.length ? [a, b] : [b, a]
  const isLonger = long.segments.length > short.segments.length
  if (short.tail === undefined && (isLonger || long.tail !== undefined)) return undefined
  // A tail starts with a slash; the other template determines what follows.
  if (long.tail === undefined && short.tail !== undefined && !isLonger) return undefined
  const heads: (readonly string[])[] = []
  for (const [i, { plain }] of long.segments.entries()) {
    const other = short.segments[i]
    const texts = other ? sharedTexts(plain, other.plain) : [plain.join(ANY)]
    if (texts.length === 0) return undefined
    heads.push(texts)
  }
  return heads
}
