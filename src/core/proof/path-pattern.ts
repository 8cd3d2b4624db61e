import { type CanonicalPath, canonicalPath } from '../catalog/canonical-path.js'
import { ANY } from '../catalog/overlap.js'
import { samplesOf, type Template } from '../catalog/route-template.js'

/** One character, or: any but a slash, any number of these, any text. */
type Sign = string | typeof ONE | typeof MANY | typeof REST
const ONE = 1
const MANY = 2
const REST = 3
const HOLE: readonly Sign[] = [ONE, MANY]

/** A path pattern of a statement: `*` is any text, also slashes; `{name}` is what it is in a template. */
export type PathPattern = readonly Sign[]

/** More samples than a pattern that somebody writes has; then every route that shares a path counts. */
const MOST_STEPS = 20_000
/** Above this many segments, a tail is not tried. */
const DEEPEST = 32

const MARK = /\{[^{}]*\}|[*{}]/g

/** The one spelling of a pattern's text, as of a path (see canonicalPath): templates have no other. */
export function canonicalPattern(text: string): CanonicalPath {
  // A canonical path keeps every `*`, and an escaped one is refused, so the marks can be put back in order.
  const marks = text.match(MARK) ?? []
  const start = text.startsWith('/') ? '' : '/'
  const read = canonicalPath(start + text.replaceAll(MARK, '*'))
  if ('why' in read) return read
  let next = 0
  return { path: read.path.slice(start.length).replaceAll('*', () => marks[next++] ?? '') }
}

export const readPattern = (text: string): PathPattern =>
  [...text.matchAll(/\{[^{}*]*(\*?)\}|\*|[\s\S]/gu)].flatMap(([part, star]): readonly Sign[] => {
    if (part === '*' || star === '*') return [REST]
    return star === '' ? HOLE : part.split('')
  })

/** Whether all paths of a template are in the pattern. */
export const includesAll = (pattern: PathPattern, template: Template): boolean =>
  samplesOf(template).every((sample) => ending(pattern, sample.split(''))(0, 0))

/**
 * Paths in both, as general as possible: where any text would do, a sample has a character that no template's text can contain. So
 * a route that contains a sample contains all paths like it, and whatever route answers some path of the pattern answers a
 * sample. Tails are tried with each number of segments that tells routes apart, and with a final slash.
 *
 * @param deepest the number of segments of the longest template
 * @returns undefined if there are too many
 */
export function samplesIn(
  pattern: PathPattern,
  template: Template,
  deepest: number,
): readonly string[] | undefined {
  const signs = signsOf(template)
  const ends = ending(pattern, signs)
  if (!ends(0, 0)) return []
  const rests = restsOf(Math.min(deepest, DEEPEST) + 1)
  const found = new Set<string>()
  const seen = new Set<string>()
  const open: [i: number, j: number, free: boolean, text: string][] = [[0, 0, false, '']]
  for (let state = open.pop(); state; state = open.pop()) {
    const [i, j, free, text] = state
    const id = `${i} ${j} ${free} ${text}`
    if (!ends(i, j) || seen.has(id)) continue
    if (seen.size >= MOST_STEPS) return undefined
    seen.add(id)
    const [x, y] = [pattern[i], signs[j]]
    if (x === undefined && y === undefined && !text.includes('//')) found.add(text)
    if (isLoop(x)) open.push([i + 1, j, false, text])
    if (isLoop(y)) open.push([i, j + 1, false, text])
    if (x === undefined || y === undefined || !fits(x, y)) continue
    const isWild = typeof x !== 'string' && typeof y !== 'string'
    if (isLoop(x) && isLoop(y)) {
      if (free) continue
      const texts = x === REST && y === REST ? rests : [ANY]
      for (const more of texts) open.push([i, j, true, text + more])
      continue
    }
    const char = isWild ? ANY : typeof x === 'string' ? x : String(y)
    open.push([isLoop(x) ? i : i + 1, isLoop(y) ? j : j + 1, false, text + char])
  }
  return [...found]
}

const isLoop = (sign: Sign | undefined): boolean => sign === MANY || sign === REST

function signsOf({ segments, tail }: Template): Sign[] {
  const head = segments.flatMap(({ texts }): Sign[] => [
    '/',
    ...texts.flatMap((text, i): Sign[] => [...(i === 0 ? [] : HOLE), ...text.split('')]),
  ])
  return tail === undefined ? head : [...head, '/', REST]
}

/** What a tail can match, beside nothing. */
const restsOf = (most: number): string[] =>
  Array.from({ length: most }, (_, i) =>
    Array(i + 1)
      .fill(ANY)
      .join('/'),
  ).flatMap((rest) => [rest, `${rest}/`])

/** Whether one character can be both. */
function fits(x: Sign, y: Sign): boolean {
  if (typeof x === 'string' && typeof y === 'string') return x === y
  const [text, other] = typeof x === 'string' ? [x, y] : [y, x]
  return text !== '/' || other === REST
}

/** Whether some text matches both from these two places on. */
function ending(a: PathPattern, b: PathPattern): (i: number, j: number) => boolean {
  const width = b.length + 1
  const ends = new Uint8Array((a.length + 1) * width)
  const at = (i: number, j: number): boolean => ends[i * width + j] === 1
  for (let i = a.length; i >= 0; i--) {
    for (let j = b.length; j >= 0; j--) {
      const [x, y] = [a[i], b[j]]
      const skips = (isLoop(x) && at(i + 1, j)) || (isLoop(y) && at(i, j + 1))
      const steps = (): boolean =>
        x !== undefined &&
        y !== undefined &&
        fits(x, y) &&
        !(isLoop(x) && isLoop(y)) &&
        at(isLoop(x) ? i : i + 1, isLoop(y) ? j : j + 1)
      if ((x === undefined && y === undefined) || skips || steps()) ends[i * width + j] = 1
    }
  }
  return at
}
