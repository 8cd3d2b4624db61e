import {
  Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml'
import { rangeOf } from './node-range.js'
import { safeYaml } from './safe-yaml.js'
import { startOfLine } from './splice.js'
import type { YamlTree } from './yaml-tree.js'

type Quotes = 'QUOTE_SINGLE' | 'QUOTE_DOUBLE'

/** How a value is laid out, level by level: the list, its maps, and their lists. */
export interface Style {
  readonly levels: readonly { readonly flow: boolean; readonly padded: boolean }[]
  /** Whether a list below a name is indented further than the name. */
  readonly indentSeq: boolean
  readonly keys: Quotes | undefined
  readonly values: Quotes | undefined
}

/** For a document that shows no style of its own: `[{ OAuth2: [read] }]`. */
const COMPACT: Style = {
  levels: [false, true, false].map((padded) => ({ flow: true, padded })),
  indentSeq: true,
  keys: undefined,
  values: undefined,
}

/** How the document writes `security`: like the value that is replaced, or else like the first one with entries. */
export function securityStyle(tree: YamlTree, replaced: Pair | undefined): Style {
  const holders = [
    tree.root,
    ...valuesOf(tree.at(['paths'])).flatMap((item) => [item, ...valuesOf(item)]),
  ]
  const candidates = [replaced, ...holders.map((holder) => tree.pair(holder, 'security'))]
  const example = candidates.find((pair) => isSeq(pair?.value) && pair.value.items.length > 0)
  return example ? styleOf(tree.text, example) : COMPACT
}

const valuesOf = (node: unknown): unknown[] =>
  isMap(node) ? node.items.map(({ value }) => value) : []

function styleOf(text: string, { key, value: list }: Pair): Style {
  const maps = isSeq(list) ? list.items.filter(isMap) : []
  const pairs = maps.flatMap((map) => map.items)
  const lists = pairs.map(({ value }) => value).filter(isSeq)
  const full = lists.find(({ items }) => items.length > 0)
  const map = maps.find(({ items }) => items.length > 0) ?? maps[0]
  const level = (node: unknown, padded: boolean) =>
    isCollection(node)
      ? { flow: node.flow === true, padded: isPadded(text, node) }
      : { flow: true, padded }
  return {
    levels: [level(list, false), level(map, true), level(full, false)],
    indentSeq: columnOf(text, list) > columnOf(text, key),
    keys: quotesOf(pairs[0]?.key),
    values: quotesOf(full?.items[0]),
  }
}

function columnOf(text: string, node: unknown): number {
  const start = rangeOf(node)?.[0] ?? 0
  return start - startOfLine(text, start)
}

const isPadded = (text: string, node: Node): boolean => text[(node.range?.[0] ?? 0) + 1] === ' '

export const quotesOf = (node: unknown): Quotes | undefined =>
  isScalar(node) && (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE')
    ? node.type
    : undefined

/** `value` behind its name, from the space after the colon or the line end: later lines are indented from the name. */
export function styled(value: unknown, style: Style, indent: number): string {
  const doc = new Document<Node>({ x: value }, OPTIONS)
  const node = isMap(doc.contents) ? (doc.contents.items[0]?.value as Node) : undefined
  layOut(node, style, 0)
  const text = safeYaml(doc, 0, { indent, indentSeq: style.indentSeq })
  return text.slice('x:'.length).trimEnd()
}

/** The style for a value in brackets. */
export const inBrackets = (style: Style): Style => ({
  ...style,
  levels: style.levels.map((level, i) => (level.flow ? level : (COMPACT.levels[i] ?? level))),
})

/** Text that YAML 1.1 would read differently (yes, on, 12:30) is quoted too, for other tools. */
const OPTIONS = { version: '1.2', compat: 'yaml-1.1', aliasDuplicateObjects: false } as const

function layOut(node: unknown, style: Style, depth: number): void {
  if (isScalar(node)) {
    quote(node, style.values)
    return
  }
  if (!isCollection(node)) return
  const { flow, padded } = style.levels[depth] ?? { flow: true, padded: isMap(node) }
  node.flow = flow || node.items.length === 0
  pad(node, padded)
  for (const item of node.items) {
    if (isPair(item)) quote(item.key, style.keys)
    layOut(isPair(item) ? item.value : item, style, depth + 1)
  }
}

function quote(node: unknown, type: Quotes | undefined): void {
  if (isScalar(node) && type && typeof node.value === 'string') (node as Scalar).type = type
}

/** The library pads both `{ … }` and `[ … ]`, or neither. */
function pad(node: { toString: Node['toString'] }, padded: boolean): void {
  const write = node.toString as (context?: object, ...rest: unknown[]) => string
  const flowCollectionPadding = padded ? ' ' : ''
  node.toString = ((context?: object, ...rest: unknown[]) =>
    write.call(node, context && { ...context, flowCollectionPadding }, ...rest)) as never
}

/** `name: value` on one line of a map in brackets or in a block, quoted like a neighbour. */
export function inlineMember(
  name: string,
  value: unknown,
  { keys, values }: Pick<Style, 'keys' | 'values'>,
): string {
  const doc = new Document<Node>({ [name]: value }, OPTIONS)
  layOut(
    doc.contents,
    { ...COMPACT, levels: [], keys, values: isText(value) ? values : undefined },
    0,
  )
  return safeYaml(doc, 0).trim().slice(1, -1).trim()
}

const isText = (value: unknown): boolean => typeof value === 'string'
