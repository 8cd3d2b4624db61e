import { isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap } from 'yaml'
import { writeYaml } from './write-yaml.js'

/** One change of a catalog's text. */
export type CatalogEdit =
  | {
      readonly kind: 'add'
      readonly under: 'scopes' | 'routes'
      readonly name: string
      readonly value: unknown
      readonly comment?: string | undefined
    }
  /** What a route demands: its value, or its `needs` where it has one. */
  | { readonly kind: 'demand'; readonly name: string; readonly value: unknown }

/**
 * A catalog's text with these changes, and not a character changed elsewhere: comments, order and spacing stay.
 * Only where the text is laid out in a way that leaves no room (`routes: { … }` on one line), the file is written anew,
 * with its comments. Not checked: what the text means afterwards; its writer has to read it again.
 */
export function editCatalog(text: string, edits: readonly CatalogEdit[], path: string): string {
  if (path.endsWith('.json')) return editJson(text, edits)
  let next = text
  for (const edit of edits) next = spliced(next, edit) ?? rewritten(next, edit)
  return next
}

function spliced(text: string, edit: CatalogEdit): string | undefined {
  const { contents } = parseDocument(text)
  if (!isMap(contents)) return undefined
  if (edit.kind === 'demand') {
    const pair = demandOf(pairOf(contents, 'routes')?.value, edit.name)
    const [name, range] = [rangeOf(pair?.key), rangeOf(pair?.value)]
    if (!name || !range) return undefined
    const value = entryText('x', edit.value, name[0] - startOfLine(text, name[0])).slice(
      'x: '.length,
    )
    return text.slice(0, range[0]) + value + text.slice(range[1])
  }
  const beside = edit.comment === undefined ? '' : ` # ${edit.comment}`
  const section = pairOf(contents, edit.under)
  if (!section) {
    const entry = entryText(edit.name, edit.value, 2)
    return `${text.trimEnd()}\n${edit.under}:\n  ${entry}${beside}\n`
  }
  const map = section.value
  const first = isMap(map) && !map.flow ? map.items[0] : undefined
  const last = isMap(map) ? map.items.at(-1) : undefined
  const from = rangeOf(first?.key)
  const end = endOf(last?.value) ?? endOf(last?.key)
  if (!from || end === undefined) return undefined
  const indent = text.slice(startOfLine(text, from[0]), from[0])
  if (/[^ ]/.test(indent)) return undefined
  const entry = entryText(edit.name, edit.value, indent.length)
  const ended = text[end - 1] === '\n' ? end - 1 : text.indexOf('\n', end)
  const at = ended < 0 ? text.length : ended
  return `${text.slice(0, at)}\n${indent}${entry}${beside}${text.slice(at) || '\n'}`
}

function rewritten(text: string, edit: CatalogEdit): string {
  const doc = parseDocument(text)
  if (edit.kind === 'add') doc.setIn([edit.under, edit.name], doc.createNode(edit.value))
  else {
    const route = doc.getIn(['routes', edit.name])
    const needs = isMap(route) && route.has('needs') ? ['needs'] : []
    doc.setIn(['routes', edit.name, ...needs], doc.createNode(edit.value))
  }
  return doc.toString({ lineWidth: 0 })
}

const pairOf = (map: unknown, name: string): Pair | undefined =>
  isMap(map)
    ? (map as YAMLMap).items.find(({ key }) => isScalar(key) && key.value === name)
    : undefined

/** The pair whose value a requirement is. */
function demandOf(routes: unknown, name: string): Pair | undefined {
  const route = pairOf(routes, name)
  return pairOf(route?.value, 'needs') ?? route
}

const startOfLine = (text: string, offset: number): number =>
  offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1

/** `name: value` as it stands in a block map of that indentation: what does not fit on a line goes on deeper. */
function entryText(name: string, value: unknown, indent: number): string {
  const draft = { head: '', value: { [name]: value }, inline: ['*'], comments: [] }
  const lines = writeYaml(draft as unknown as Parameters<typeof writeYaml>[0]).split('\n')
  return lines
    .slice(1)
    .join(`\n${' '.repeat(indent)}`)
    .trim()
}

/** From the first character to the last that counts, without what follows it. */
function rangeOf(node: unknown): [number, number] | undefined {
  const start = (node as { range?: [number, number, number] } | null | undefined)?.range?.[0]
  const end = endOf(node)
  return start === undefined || end === undefined ? undefined : [start, end]
}

/** A block collection's own range may hold the comments after it. */
function endOf(node: unknown): number | undefined {
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1)
    return endOf(last?.value) ?? endOf(last?.key)
  }
  if (isSeq(node) && !node.flow) return endOf(node.items.at(-1))
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[1]
}

/** JSON has no comments to keep: order and indentation stay. */
function editJson(text: string, edits: readonly CatalogEdit[]): string {
  const value = JSON.parse(text) as Record<string, Record<string, unknown>>
  for (const edit of edits) {
    if (edit.kind === 'add') {
      const section = value[edit.under] ?? {}
      section[edit.name] = edit.value
      value[edit.under] = section
      continue
    }
    const routes = value['routes'] ?? {}
    const route = routes[edit.name]
    const isLong = typeof route === 'object' && route !== null && Object.hasOwn(route, 'needs')
    routes[edit.name] = isLong ? { ...route, needs: edit.value } : edit.value
  }
  const indent = /^[^\n]*\n([ \t]+)/.exec(text)?.[1] ?? '  '
  return `${JSON.stringify(value, null, indent)}\n`
}
