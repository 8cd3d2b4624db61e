import { parseDocument } from 'yaml'
import type { Placed } from '../core/openapi/merge-security.js'
import { type Positions, parseJson } from '../core/token/strict-json.js'
import { FOREIGN_DEPTH } from './foreign-yaml.js'
import type { OpenApiText } from './openapi-source.js'

/**
 * A document's text with some values changed or added. Of JSON not a character changes elsewhere; YAML is written anew,
 * with its comments and the order of its names.
 */
export function editDocument({ text, form, name }: OpenApiText, edits: readonly Placed[]): string {
  if (edits.length === 0) return text
  return form === 'json' ? editJson(text, edits, name) : editYaml(text, edits)
}

function editYaml(text: string, edits: readonly Placed[]): string {
  const doc = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false })
  for (const { pointer, value } of edits) {
    const node = doc.createNode(value, { aliasDuplicateObjects: false })
    // Names that are there already keep their spelling; a missing folder is made on the way.
    for (let i = 1; i < pointer.length; i++) {
      if (!doc.hasIn(pointer.slice(0, i))) doc.setIn(pointer.slice(0, i), doc.createNode({}))
    }
    doc.setIn(pointer, node)
  }
  return doc.toString({ lineWidth: 0 })
}

interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** One edit after the other would read the text anew each time; additions to one object are gathered. */
function editJson(text: string, edits: readonly Placed[], name: string): string {
  const parsed = parseJson(text, { positions: true, maxDepth: FOREIGN_DEPTH })
  if (!parsed.ok) throw new Error(`${name} was read as JSON before`)
  const { positions } = parsed
  const splices: Splice[] = []
  const added = new Map<string, { pointer: readonly string[]; members: Record<string, unknown> }>()
  for (const { pointer, value } of edits) {
    const place = positions.get(textOf(pointer))
    if (place) {
      const [start, end] = place.value
      splices.push({ start, end, text: laidOut(value, lineIndent(text, start), unitOf(text)) })
    } else gather(added, positions, pointer, value)
  }
  for (const { pointer, members } of added.values()) {
    const place = positions.get(textOf(pointer))
    if (!place) throw new Error(`${name} has nothing at ${textOf(pointer)}`)
    splices.push(addition(text, place.value, members))
  }
  let out = text
  for (const { start, end, text: piece } of splices.sort((a, b) => b.start - a.start)) {
    out = out.slice(0, start) + piece + out.slice(end)
  }
  return out
}

/** Puts a value that has no place yet with the others of the nearest object that is there. */
function gather(
  added: Map<string, { pointer: readonly string[]; members: Record<string, unknown> }>,
  positions: Positions,
  pointer: readonly string[],
  value: unknown,
): void {
  let depth = pointer.length - 1
  while (depth > 0 && !positions.get(textOf(pointer.slice(0, depth)))) depth--
  const holder = pointer.slice(0, depth)
  const key = textOf(holder)
  const group = added.get(key) ?? { pointer: holder, members: {} }
  added.set(key, group)
  let members = group.members
  for (const step of pointer.slice(depth, -1)) {
    members[step] ??= {}
    members = members[step] as Record<string, unknown>
  }
  members[pointer.at(-1) ?? ''] = value
}

/** New members after the last one of an object, laid out as the object is. */
function addition(
  text: string,
  [start, end]: readonly [number, number],
  members: Record<string, unknown>,
): Splice {
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

/** What a level is indented by; '' for a text of one line. */
const unitOf = (text: string): string => /^\s*[{[][^\S\n]*\n([ \t]+)/.exec(text)?.[1] ?? ''

function lineIndent(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at) + 1
  return /^[ \t]*/.exec(text.slice(start, at))?.[0] ?? ''
}

const textOf = (pointer: readonly string[]): string =>
  pointer.map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
