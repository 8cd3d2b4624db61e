import type { Placed } from '../core/openapi/placed.js'
import type { Outline } from '../core/token/json-later.js'
import { parseJson, type Span } from '../core/token/strict-json.js'
import { FOREIGN_DEPTH } from './foreign-yaml.js'
import { gathered } from './gather-edits.js'
import { ALL, type JsonLayout, laidOut, layoutOf, securityLevels } from './json-layout.js'
import { Lines, type Splice, spliced } from './splice.js'

/** A JSON text with some values changed or added, in the layout of the text, and not a character changed elsewhere. */
export function editJson(text: string, edits: readonly Placed[], name: string): string {
  const outline = outlineOf(edits)
  const parsed = parseJson(text, { positions: true, maxDepth: FOREIGN_DEPTH, outline })
  if (!parsed.ok) throw new Error(`${name} was read as JSON before`)
  const { positions } = parsed
  const at = (pointer: readonly string[]): Span | undefined => positions.get(textOf(pointer))?.value
  const { changed, added } = gathered(edits, (pointer) => at(pointer) !== undefined)
  const layout = layoutOf(text)
  const lines = new Lines(text)
  const splices: Splice[] = changed.map(({ pointer, value }) => {
    const [start, end] = at(pointer) ?? missing(name)
    const old = text.slice(start, end)
    const levels = pointer.at(-1) === 'security' ? securityLevels(layout, old) : ALL
    return { start, end, text: laidOut(value, lineIndent(lines, start), layout, levels) }
  })
  for (const { pointer, members } of added) {
    splices.push(addition(lines, at(pointer) ?? missing(name), members, layout))
  }
  return spliced(text, splices)
}

/** The places of the edits, and no others: the positions of a whole document take more memory than its value. */
function outlineOf(edits: readonly Placed[]): Outline {
  type Members = Map<string, Members | 'skip'>
  const empty = (): Members => new Map([['*', 'skip']])
  const root = empty()
  for (const { pointer } of edits) {
    let members = root
    for (const step of pointer) {
      const known = members.get(step)
      const next = typeof known === 'object' ? known : empty()
      members.set(step, next)
      members = next
    }
  }
  return root
}

function missing(name: string): never {
  throw new Error(`${name} has not the place that was read from it`)
}

/** New members after the last one of an object, in the layout of the object. */
function addition(
  lines: Lines,
  [start, end]: Span,
  members: Record<string, unknown>,
  layout: JsonLayout,
): Splice {
  const { text } = lines
  const outer = lineIndent(lines, start)
  if (text[start] !== '{') return { start, end, text: created(members, outer, layout) }
  const before = text.slice(start, end - 1).trimEnd()
  const isEmpty = before === '{'
  const at = start + before.length
  if (isEmpty) return { start, end, text: created(members, outer, layout) }
  const isOneLine = !text.slice(start, end).includes('\n')
  const indent = isOneLine ? '' : memberIndent(text, start, `${outer}${layout.unit}`)
  const inner = isOneLine ? { ...layout, unit: '' } : layout
  const written = Object.entries(members).map(([name, value]) => member(name, value, indent, inner))
  const separator = isOneLine ? `,${layout.gap}` : `,\n${indent}`
  return { start: at, end: at, text: written.map((each) => `${separator}${each}`).join('') }
}

function member(name: string, value: unknown, indent: string, layout: JsonLayout): string {
  const levels = name === 'security' ? securityLevels(layout, '') : ALL
  return `${JSON.stringify(name)}:${layout.gap}${laidOut(value, indent, layout, levels)}`
}

/** An object for members that have none yet. */
function created(members: Record<string, unknown>, outer: string, layout: JsonLayout): string {
  if (layout.unit === '') return laidOut(members, outer, layout, ALL)
  const inner = `${outer}${layout.unit}`
  const lines = Object.entries(members).map(([name, value]) => member(name, value, inner, layout))
  return `{\n${inner}${lines.join(`,\n${inner}`)}\n${outer}}`
}

/** The indentation of the first member, if it is on a line of its own. */
const memberIndent = (text: string, start: number, otherwise: string): string =>
  /^\{[^\S\n]*\n([ \t]*)"/.exec(text.slice(start, start + 1000))?.[1] ?? otherwise

const lineIndent = (lines: Lines, at: number): string =>
  /^[ \t]*/.exec(lines.text.slice(lines.at(at).start, at))?.[0] ?? ''

const textOf = (pointer: readonly string[]): string =>
  pointer.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
