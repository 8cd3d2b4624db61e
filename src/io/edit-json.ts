import type { Placed } from '../core/openapi/merge-security.js'
import { parseJson, type Span } from '../core/token/strict-json.js'
import { FOREIGN_DEPTH } from './foreign-yaml.js'
import { gathered } from './gather-edits.js'
import { type Splice, spliced } from './splice.js'

/** A JSON text with some values changed or added, in the layout of the text, and not a character changed elsewhere. */
export function editJson(text: string, edits: readonly Placed[], name: string): string {
  const parsed = parseJson(text, { positions: true, maxDepth: FOREIGN_DEPTH })
  if (!parsed.ok) throw new Error(`${name} was read as JSON before`)
  const { positions } = parsed
  const at = (pointer: readonly string[]): Span | undefined => positions.get(textOf(pointer))?.value
  const { changed, added } = gathered(edits, (pointer) => at(pointer) !== undefined)
  const splices: Splice[] = changed.map(({ pointer, value }) => {
    const [start, end] = at(pointer) ?? missing(name)
    return { start, end, text: laidOut(value, lineIndent(text, start), unitOf(text)) }
  })
  for (const { pointer, members } of added) {
    splices.push(addition(text, at(pointer) ?? missing(name), members))
  }
  return spliced(text, splices)
}

function missing(name: string): never {
  throw new Error(`${name} has not the place that was read from it`)
}

/** New members after the last one of an object, in the layout of the object. */
function addition(text: string, [start, end]: Span, members: Record<string, unknown>): Splice {
  const before = text.slice(start, end - 1).trimEnd()
  const isEmpty = before === '{'
  const at = start + before.length
  const outer = lineIndent(text, start)
  const isOneLine = !text.slice(start, end).includes('\n')
  const unit = unitOf(text)
  const inner = `\n${outer}${unit}`
  const lines = Object.entries(members).map(([name, value]) =>
    isOneLine && !isEmpty
      ? `${JSON.stringify(name)}: ${JSON.stringify(value)}`
      : `${JSON.stringify(name)}: ${laidOut(value, `${outer}${unit}`, unit)}`,
  )
  if (isOneLine && !isEmpty) return { start: at, end: at, text: `, ${lines.join(', ')}` }
  const body = `${inner}${lines.join(`,${inner}`)}`
  return isEmpty
    ? { start: at, end: end - 1, text: `${body}\n${outer}` }
    : { start: at, end: at, text: `,${body}` }
}

function laidOut(value: unknown, indent: string, unit: string): string {
  if (unit === '') return JSON.stringify(value)
  return JSON.stringify(value, null, unit).replaceAll('\n', `\n${indent}`)
}

/** The indentation of one level; '' for a text on one line. */
const unitOf = (text: string): string => /^\s*[{[][^\S\n]*\n([ \t]+)/.exec(text)?.[1] ?? ''

function lineIndent(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at) + 1
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? ''
}

const textOf = (pointer: readonly string[]): string =>
  pointer.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
