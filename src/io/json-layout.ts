/** How a JSON text is laid out. */
export interface JsonLayout {
  /** The indentation of one level; '' for a text on one line. */
  readonly unit: string
  /** Between a colon or a comma and what follows on the same line. */
  readonly gap: string
  /** Inside of braces on one line. */
  readonly pad: string
  /** What the first `security` lists of the text show of their levels. */
  readonly lists: readonly Shown[]
}

/** Whether the members of a level have lines of their own; nothing for a level that has none. */
type Shown = boolean | undefined

/** Level by level, from the outside: whether its members have lines of their own; the last one is for all further in. */
export type Levels = readonly boolean[]

export const ALL: Levels = [true]

export function layoutOf(text: string): JsonLayout {
  const unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? ''
  const gap = /"\s*:(\s*)/.exec(text)?.[1] === '' ? '' : ' '
  const example = /"security"\s*:\s*(\[\s*\{[^{}]*\})/.exec(text)?.[1] ?? ''
  const pad = /[[{,]\s*\{ "/.test(example) ? ' ' : ''
  return { unit, gap, pad, lists: shownBy(text) }
}

/** A `security` list, its entries and their lists: the first two have something in them. */
const EXAMPLE = /"security"\s*:\s*(\[\s*\{\s*"[^[\]{}]*\[[^[\]{}]*\])/g

function shownBy(text: string): Shown[] {
  const found = shown('')
  for (const [, list = ''] of text.matchAll(EXAMPLE)) {
    for (const [i, level] of shown(list).entries()) found[i] ??= level
    if (found.every((level) => level !== undefined)) break
  }
  return found
}

/** The levels of a `security` list: of the one that is replaced, and of others what that does not show (its lists may be empty). */
export function securityLevels({ lists }: JsonLayout, replaced: string): Levels {
  const found = shown(replaced).map((level, i) => level ?? lists[i])
  const [list = true] = found
  return found.map((level) => level ?? list)
}

const shown = (list: string): Shown[] =>
  [/^\[(\s*)\{/, /\{(\s*)"/, /\[(\s*)"/].map((level) => level.exec(list)?.[1]?.includes('\n'))

export function laidOut(
  value: unknown,
  indent: string,
  layout: JsonLayout,
  levels: Levels,
): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const { unit, gap, pad } = layout
  const isBroken = unit !== '' && levels[0] === true
  const inner = isBroken ? `${indent}${unit}` : indent
  const rest = levels.length > 1 ? levels.slice(1) : levels
  const isList = Array.isArray(value)
  const members = Object.entries(value).map(([name, each]) => {
    const written = laidOut(each, inner, layout, rest)
    return isList ? written : `${JSON.stringify(name)}:${gap}${written}`
  })
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  if (members.length === 0) return `${open}${close}`
  if (isBroken) return `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indent}${close}`
  const space = isList ? '' : pad
  return `${open}${space}${members.join(`,${gap}`)}${space}${close}`
}
