import type { TemplateFault } from '../problems/route.js'

// A template's segments: text with holes. `{id}` is one or more characters other than "/", alone in its segment or next
// to text (`/{name}:stop`); `{path*}`, last only, is the rest of the path, slashes included, and may be empty:
// `/files/{path*}` contains `/files/`, but not `/files`.

/** A segment's texts around its holes, as written: one more text than holes. */
export interface Segment {
  readonly texts: readonly string[]
  /**
   * The texts without escapes, for comparing: a hole never matches part of an escape (`/{a}9` does not match
   * `/%C3%A9`).
   */
  readonly plain: readonly string[]
  readonly names: readonly string[]
}

export interface Template {
  readonly segments: readonly Segment[]
  /** The name of a final `{path*}`. */
  readonly tail: string | undefined
  /** Parameter names in order, including the tail's. */
  readonly params: readonly string[]
  /** The template without its names: two templates of the same shape match the same paths. */
  readonly shape: string
}

/** A name does not end in `...`, which is Go's notation for our `{path*}`. */
const HOLE = /\{([A-Za-z_][A-Za-z0-9_.-]*(?<!\.{3}))(\*?)\}/g

/**
 * Reads a path template.
 * @returns the template, or why the text is not one.
 */
export function parseTemplate(text: string): Template | { readonly why: TemplateFault } {
  if (!text.startsWith('/')) return { why: { is: 'no-slash' } }
  const parts = text.slice(1).split('/')
  const segments: Segment[] = []
  const params: string[] = []
  let tail: string | undefined
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1
    const read = parseSegment(part)
    if ('why' in read) return read
    if (read.tail !== undefined && !last) return { why: { is: 'tail-not-last' } }
    if (part === '' && !last) return { why: { is: 'empty-template-segment' } }
    if (read.tail === undefined) segments.push(read)
    tail = read.tail
    params.push(...read.names)
  }
  const duplicate = params.find((name, i) => params.indexOf(name) !== i)
  if (duplicate !== undefined) return { why: { is: 'same-parameter', name: duplicate } }
  return { segments, tail, params, shape: text.replace(HOLE, '{$2}') }
}

const NONE: readonly string[] = []

function parseSegment(part: string): (Segment & { tail?: string }) | { why: TemplateFault } {
  // Most segments are text alone.
  if (!/[{}*]/.test(part)) return { texts: [part], plain: [unescaped(part)], names: NONE }
  const texts: string[] = []
  const names: string[] = []
  let at = 0
  for (const hole of part.matchAll(HOLE)) {
    const [whole, name = '', star] = hole
    texts.push(part.slice(at, hole.index))
    names.push(name)
    at = hole.index + whole.length
    if (star === '*') {
      return whole === part
        ? { texts: ['', ''], plain: ['', ''], names, tail: name }
        : { why: { is: 'tail-beside-text' } }
    }
  }
  texts.push(part.slice(at))
  const bad = texts.find((text) => /[{}*]/.test(text))
  return bad === undefined
    ? { texts, plain: texts.map(unescaped), names }
    : { why: { is: 'bad-segment', text: bad } }
}

/** Text that is not UTF-8 is kept as it is: read-routes.ts refuses it. */
function unescaped(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The segments of a canonical path, without escapes: it never contains an escaped slash. */
export const partsOf = (path: string): string[] => unescaped(path).slice(1).split('/')

/** Whether a canonical path (see canonical-path.ts) is in the template's set of paths. Linear in the path. */
export function templateContains(template: Template, path: string): boolean {
  const parts = partsOf(path)
  const { segments, tail } = template
  if (tail === undefined ? parts.length !== segments.length : parts.length <= segments.length)
    return false
  return segments.every((segment, i) => segmentContains(segment, parts[i] ?? ''))
}

/** A hole takes at least one character, and some characters are two code units. */
const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)

/**
 * Whether a segment of a path, without escapes, matches this segment.
 * @param least the least number of characters that a hole takes; some servers allow empty ones.
 */
export function segmentContains(
  { plain: texts }: Pick<Segment, 'plain'>,
  part: string,
  least: 0 | 1 = 1,
): boolean {
  const first = texts[0] ?? ''
  if (texts.length === 1) return part === first
  if (!part.startsWith(first)) return false
  let at = first.length
  for (const text of texts.slice(1, -1)) {
    const found = part.indexOf(text, at + (least === 1 ? widthAt(part, at) : 0))
    if (found === -1) return false
    at = found + text.length
  }
  const last = texts.at(-1) ?? ''
  return part.length - last.length >= at + least && part.endsWith(last)
}

/** Half a surrogate pair: no path can contain it, so only a hole can have matched it. */
const ANY = '\uD800'

/**
 * Whether every path of `inner` is a path of `outer`. A hole matches any text, so it is enough to try the text that
 * only holes can match; a tail is tried empty and with a slash in it, since only a tail that starts there, or earlier,
 * matches both.
 */
export const isWithin = (inner: Template, outer: Template): boolean =>
  samplesOf(inner).every((sample) => templateContains(outer, sample))

/** Paths that, taken together, only templates that contain all of this one match; one of them alone is not enough. */
export function samplesOf({ segments, tail }: Template): [string, ...string[]] {
  const head = segments.map(({ texts }) => `/${texts.join(ANY)}`).join('')
  return tail === undefined ? [head] : [`${head}/${ANY}/${ANY}`, `${head}/`]
}

/** The path with these parameter values; undefined if one is missing. */
export function fillTemplate(
  template: Template,
  values: ReadonlyMap<string, string>,
): string | undefined {
  let missing = false
  const value = (name: string): string => {
    const text = values.get(name)
    if (text === undefined) missing = true
    return text ?? ''
  }
  const parts = template.segments.map(({ texts, names }) =>
    texts.map((text, i) => text + (i < names.length ? value(names[i] ?? '') : '')).join(''),
  )
  if (template.tail !== undefined) parts.push(value(template.tail))
  return missing ? undefined : `/${parts.join('/')}`
}
