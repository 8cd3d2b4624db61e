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

/**
 * How the document writes `security`: like the value that is replaced, and what that does not show (its lists may be
 * empty) like the first one that does.
 */
export function securityStyle(tree: YamlTree, replaced: Pair | undefined): Style {
  const known = EXAMPLES.get(tree) ?? examplesIn(tree)
  EXAMPLES.set(tree, known)
  const shown = [...(isExample(replaced) ? [styleOf(tree.text, replaced)] : []), ...known]
  if (shown.length === 0) return COMPACT
  let isInFlow = false
  const levels = COMPACT.levels.map((otherwise, depth) => {
    const all = shown.map((each) => each.levels[depth])
    const found = all.find((level) => level !== undefined && (level.flow || !isInFlow))
    isInFlow ||= (found ?? otherwise).flow
    return found ?? otherwise
  })
  return {
    levels,
    indentSeq: shown.find((each) => each.indentSeq !== undefined)?.indentSeq ?? true,
    keys: shown[0]?.keys,
    values: shown.find((each) => each.levels[2] !== undefined)?.values,
  }
}

/** What one `security` shows: a level without entries shows nothing. */
type Shown = Omit<Style, 'levels' | 'indentSeq'> & {
  readonly levels: readonly (Style['levels'][number] | undefined)[]
  readonly indentSeq: boolean | undefined
}

const EXAMPLES = new WeakMap<YamlTree, readonly Shown[]>()

/** The lists of the document, until one shows all levels. */
function examplesIn(tree: YamlTree): Shown[] {
  const shown: Shown[] = []
  const items = valuesOf(tree.at(['paths']))
  for (const holder of [tree.root, ...items.flatMap(valuesOf)]) {
    const pair = tree.pair(holder, 'security')
    if (isExample(pair)) shown.push(styleOf(tree.text, pair))
    if (shown.at(-1)?.levels[2]) break
  }
  return shown
}

const isExample = (pair: Pair | undefined): pair is Pair =>
  isSeq(pair?.value) && pair.value.items.length > 0

const valuesOf = (node: unknown): unknown[] =>
  isMap(node) ? node.items.map(({ value }) => value) : []

function styleOf(text: string, { key, value: list }: Pair): Shown {
  const maps = isSeq(list) ? list.items.filter(isMap) : []
  const pairs = maps.flatMap((map) => map.items)
  const lists = pairs.map(({ value }) => value).filter(isSeq)
  const full = lists.find(({ items }) => items.length > 0)
  const map = maps.find(({ items }) => items.length > 0)
  const level = (node: unknown) =>
    isCollection(node) ? { flow: node.flow === true, padded: isPadded(text, node) } : undefined
  return {
    levels: [level(list), level(map), level(full)],
    indentSeq: isSeq(list) && !list.flow ? columnOf(text, list) > columnOf(text, key) : undefined,
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
