import { isMap, isScalar, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml'
import type { SettingValue } from '../core/openapi/merge.js'
import { editJson } from './edit-json.js'
import { flowValue, inlineEntry, inlineValue } from './inline-yaml.js'
import { endOf, rangeOf } from './node-range.js'
import { endOfLine, inFormOf, type Splice, spliced, startOfLine } from './splice.js'

type Section = 'scopes' | 'roles' | 'routes' | 'openapi'

/** One change of a catalog's text. */
export type CatalogEdit =
  | {
      readonly kind: 'add'
      readonly under: Section
      readonly name: string
      readonly value: unknown
      readonly comment?: string | undefined
    }
  /** A key of `openapi:`. */
  | { readonly kind: 'setting'; readonly key: string; readonly value: SettingValue }
  /** What a route requires: its value, or its `needs` if it has one. */
  | { readonly kind: 'demand'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'role-scopes'; readonly name: string; readonly value: readonly string[] }

/**
 * A catalog's text with these changes, and not a character changed elsewhere: comments, order and spacing are kept.
 * Only if the layout leaves no room (`routes: { … }` on one line), the file is rewritten with its comments, and keeps
 * its line ends. NOT checked: what the text means afterwards; the caller must read it again.
 */
export function editCatalog(text: string, edits: readonly CatalogEdit[], path: string): string {
  if (path.endsWith('.json')) return inJson(text, edits, path)
  return inPlace(text, edits) ?? inFormOf(text, rewritten(text, edits))
}

type Addition = Extract<CatalogEdit, { kind: 'add' }>

function inPlace(text: string, edits: readonly CatalogEdit[]): string | undefined {
  const { contents } = parseDocument(text, { uniqueKeys: false }) // the check takes quadratic time
  if (!isMap(contents)) return undefined
  const splices: (Splice | undefined)[] = []
  const routes = indexOf(pairOf(contents, 'routes')?.value)
  const roles = indexOf(pairOf(contents, 'roles')?.value)
  const settings = pairOf(contents, 'openapi')?.value
  const additions: Addition[] = []
  for (const edit of edits) {
    if (edit.kind === 'add') additions.push(edit)
    else if (edit.kind === 'demand') splices.push(part(text, routes, 'needs', edit))
    else if (edit.kind === 'role-scopes') splices.push(part(text, roles, 'scopes', edit))
    else {
      const { key, value } = edit
      const pair = pairOf(settings, key)
      const isFlow = isMap(settings) && settings.flow === true
      if (pair && isFlow) splices.push(inBraces(pair, value))
      else if (pair) splices.push(replacement(text, pair, value))
      else additions.push({ kind: 'add', under: 'openapi', name: key, value })
    }
  }
  for (const under of ['openapi', 'scopes', 'roles', 'routes'] as const) {
    const added = additions.filter((edit) => edit.under === under)
    if (added.length > 0) splices.push(addition(text, contents, under, added))
  }
  const all = splices.filter((splice) => splice !== undefined)
  return all.length === splices.length ? spliced(text, all) : undefined
}

/** The value of a key of an entry. A route may be only its `needs`; a role without `scopes` is written as a whole. */
function part(
  text: string,
  entries: ReadonlyMap<string, Pair>,
  key: 'needs' | 'scopes',
  { name, value }: { readonly name: string; readonly value: unknown },
): Splice | undefined {
  const entry = entries.get(name)
  const pair = pairOf(entry?.value, key)
  const isFlow = isMap(entry?.value) && entry.value.flow === true
  if (pair && isFlow) return inBraces(pair, value)
  return replacement(text, pair ?? (key === 'needs' ? entry : undefined), value)
}

function replacement(text: string, pair: Pair | undefined, value: unknown): Splice | undefined {
  const [key, range] = [rangeOf(pair?.key), rangeOf(pair?.value)]
  if (!key || !range) return undefined
  const start = range[0]
  // Folded text includes the blank lines after it.
  const end = start + text.slice(start, range[1]).trimEnd().length
  const column = key[0] - startOfLine(text, key[0])
  const written = inlineValue(value, column)
  const between = text.slice(key[1], start)
  const isBelow = /^:(?:[ \t]|[ \t]#.*)*\r?\n/.test(between)
  if (written.includes('\n')) {
    // A comment behind the value goes to its first line: below, folded text would swallow it.
    const comment = /^[ \t]+#[^\r\n]*/.exec(text.slice(end))?.[0] ?? ''
    const commented = written.replace('\n', `${comment}\n`)
    const rest = { end: end + comment.length }
    if (!isBelow || !between.includes('#')) return { start: key[1], ...rest, text: `:${commented}` }
    // Comments between the name and the value are kept.
    return written.startsWith('\n')
      ? { start: startOfLine(text, start), end, text: written.slice(1) }
      : { start, ...rest, text: commented.trimStart() }
  }
  const width = column + key[1] - key[0] + ':'.length + written.length
  // A value that had a line of its own moves up beside its name if it fits there now.
  if (isBelow && !between.includes('#') && width <= WIDTH) {
    return { start: key[1], end, text: `:${written}` }
  }
  return { start, end, text: written.trimStart() }
}

const WIDTH = 100

function addition(
  text: string,
  contents: YAMLMap,
  under: Section,
  added: readonly Addition[],
): Splice | undefined {
  const entries = (indent: number): string => {
    const space = ' '.repeat(indent)
    const lines = added.map(({ name, value, comment }) => {
      const beside = comment === undefined ? '' : ` # ${comment}`
      return `${space}${inlineEntry(name, value, indent)}${beside}`
    })
    return lines.join('\n')
  }
  const section = pairOf(contents, under)
  if (!section) {
    // How the document is read is a setting of the file, like its version.
    const version = under === 'openapi' ? rangeOf(pairOf(contents, 'version')?.value) : undefined
    const end = version ? endOfLine(text, version[1]) : text.trimEnd().length
    return { start: end, end, text: `\n${under}:\n${entries(2)}` }
  }
  const map = section.value
  if (under === 'openapi' && isMap(map) && map.flow) return beside(map, added)
  const first = isMap(map) && !map.flow ? map.items[0] : undefined
  const last = isMap(map) ? map.items.at(-1) : undefined
  const from = rangeOf(first?.key)
  const end = endOf(last?.value) ?? endOf(last?.key)
  if (!from || end === undefined) return undefined
  const start = startOfLine(text, from[0])
  if (/[^ ]/.test(text.slice(start, from[0]))) return undefined
  const at = endOfLine(text, end)
  return { start: at, end: at, text: `\n${entries(from[0] - start)}` }
}

function inBraces(pair: Pair, value: unknown): Splice | undefined {
  const range = rangeOf(pair.value)
  return range && { start: range[0], end: range[1], text: flowValue(value) }
}

/** More entries of a map in braces, after its last one. */
function beside(map: YAMLMap, added: readonly Addition[]): Splice | undefined {
  const entries = added.map(({ name, value }) => `${name}: ${flowValue(value)}`).join(', ')
  const range = rangeOf(map)
  const last = map.items.at(-1)
  if (!last) return range && { start: range[0], end: range[1], text: `{ ${entries} }` }
  const end = endOf(last.value)
  return end === undefined ? undefined : { start: end, end, text: `, ${entries}` }
}

function rewritten(text: string, edits: readonly CatalogEdit[]): string {
  const doc = parseDocument(text, { uniqueKeys: false })
  const routes = indexOf(pairOf(doc.contents, 'routes')?.value)
  for (const edit of edits) {
    const node = doc.createNode(edit.value)
    if (edit.kind === 'add') doc.setIn([edit.under, edit.name], node)
    else if (edit.kind === 'setting') doc.setIn(['openapi', edit.key], node)
    else if (edit.kind === 'role-scopes') doc.setIn(['roles', edit.name, 'scopes'], node)
    else {
      const route = routes.get(edit.name)
      const pair = pairOf(route?.value, 'needs') ?? route
      const { comment, commentBefore } = (pair?.value ?? {}) as Partial<Node>
      Object.assign(node, { comment, commentBefore })
      if (pair) pair.value = node
    }
  }
  return doc.toString({ lineWidth: 0 })
}

const indexOf = (map: unknown): Map<string, Pair> =>
  new Map(isMap(map) ? map.items.map((pair) => [nameOf(pair), pair as Pair]) : [])

const nameOf = ({ key }: Pair): string => String(isScalar(key) ? key.value : key)

const pairOf = (map: unknown, name: string): Pair | undefined =>
  isMap(map) ? (map.items as Pair[]).find((pair) => nameOf(pair) === name) : undefined

function inJson(text: string, edits: readonly CatalogEdit[], path: string): string {
  const { routes } = JSON.parse(text) as { routes?: Record<string, unknown> }
  const placed = edits.map((edit) => {
    if (edit.kind === 'add') return { pointer: [edit.under, edit.name], value: edit.value }
    if (edit.kind === 'setting') return { pointer: ['openapi', edit.key], value: edit.value }
    if (edit.kind === 'role-scopes') {
      return { pointer: ['roles', edit.name, 'scopes'], value: edit.value }
    }
    const route = routes?.[edit.name]
    const isLong = typeof route === 'object' && route !== null && Object.hasOwn(route, 'needs')
    return { pointer: ['routes', edit.name, ...(isLong ? ['needs'] : [])], value: edit.value }
  })
  return editJson(text, placed, path)
}
