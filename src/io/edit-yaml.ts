import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml'
import type { Placed } from '../core/openapi/placed.js'
import { type Added, gathered } from './gather-edits.js'
import { endOf, rangeOf } from './node-range.js'
import { endOfLine, type Splice, spliced, startOfLine } from './splice.js'
import { inBrackets, inlineMember, quotesOf, securityStyle, styled } from './yaml-style.js'
import { inherits, YamlTree } from './yaml-tree.js'

/**
 * A third-party YAML text with some values changed or added, in the style of those around them. A value with no place
 * of its own in the text, since an alias or merge key shares it, is not written and returned as `unplaced`.
 */
export function editYaml(
  text: string,
  edits: readonly Placed[],
): { text: string; unplaced: readonly Placed[] } {
  const tree = new YamlTree(text)
  const unplaced: Placed[] = []
  const { changed, added } = gathered(edits, (pointer) => tree.at(pointer) !== undefined)
  const splices: Splice[] = []
  const place = (found: readonly Splice[] | undefined, sources: readonly Placed[]): void => {
    if (found) splices.push(...found)
    else unplaced.push(...sources)
  }
  for (const edit of changed) place(change(tree, edit), [edit])
  for (const group of added) place(addition(tree, group), group.edits)
  return { text: spliced(text, splices), unplaced }
}

const isOwn = (tree: YamlTree, { pointer, agreed }: Placed): boolean =>
  agreed === true || !tree.isShared(pointer)

function change(tree: YamlTree, edit: Placed): Splice[] | undefined {
  const { pointer, value } = edit
  const { text } = tree
  const pair = tree.pair(tree.at(pointer.slice(0, -1)), pointer.at(-1) ?? '')
  const [key, range] = [rangeOf(pair?.key), rangeOf(pair?.value)]
  if (!pair || !key || !range || !isOwn(tree, edit) || tree.isNeeded(pair.value)) return undefined
  const column = key[0] - startOfLine(text, key[0])
  const written = indented(styled(value, securityStyle(tree, pair), unitOf(tree)), column)
  const isBlock = isSeq(pair.value) && !pair.value.flow
  const [start, end] = range
  if (!written.startsWith('\n')) {
    if (!isBlock) return [{ start, end, text: written.trimStart() }]
    const colon = text.indexOf(':', key[1]) + 1
    return [{ start: colon, end, text: `${written}${commentIn(text.slice(colon, start))}` }]
  }
  if (isBlock) {
    // The first line keeps its own indentation.
    const lineStart = startOfLine(text, start)
    if (text.slice(lineStart, start).trim() !== '') return undefined
    return [{ start: lineStart, end, text: written.slice(1) }]
  }
  const colon = text.indexOf(':', key[1]) + 1
  return [{ start: colon, end, text: `${commentIn(text.slice(colon, start))}${written}` }]
}

/** The comment between a name and its value, which is kept. */
const commentIn = (between: string): string => /[^\S\n]+#[^\n]*/.exec(between)?.[0].trimEnd() ?? ''

const indented = (text: string, column: number): string =>
  text.replaceAll('\n', `\n${' '.repeat(column)}`)

function addition(tree: YamlTree, group: Added): Splice[] | undefined {
  const holder = tree.at(group.pointer)
  if (!group.edits.every((edit) => isOwn(tree, edit))) return undefined
  if (isScalar(holder) && holder.value === null) return intoNothing(tree, group)
  if (!isMap(holder)) return undefined
  // What `<<` inherits is not in the map itself, and must not be hidden by a new parent.
  const isDeep = group.edits.some(({ pointer }) => pointer.length > group.pointer.length + 1)
  if (isDeep && inherits(holder)) return undefined
  return holder.flow ? intoFlow(tree, holder, group) : intoBlock(tree, holder, group)
}

/** `scopes:` without a value. */
function intoNothing(tree: YamlTree, { pointer, members }: Added): Splice[] | undefined {
  const pair = tree.pair(tree.at(pointer.slice(0, -1)), pointer.at(-1) ?? '')
  const key = rangeOf(pair?.key)
  const range = rangeOf(pair?.value)
  if (!key || !range) return undefined
  const column = key[0] - startOfLine(tree.text, key[0])
  const names = Object.entries(members).map(([name, value]) => inlineMember(name, value, PLAIN))
  const colon = tree.text.indexOf(':', key[1]) + 1
  const end = Math.max(range[1], colon)
  if (/[{,[]/.test(tree.text.slice(startOfLine(tree.text, key[0]), key[0]))) {
    return [{ start: colon, end, text: ` { ${names.join(', ')} }` }]
  }
  const space = ' '.repeat(column + unitOf(tree))
  const rest = commentIn(tree.text.slice(colon, endOfLine(tree.text, end)))
  const text = `${rest}\n${names.map((each) => `${space}${each}`).join('\n')}`
  return [{ start: colon, end: endOfLine(tree.text, end), text }]
}

const PLAIN = { keys: undefined, values: undefined }

/** After the last line of the map's last value. */
function intoBlock(tree: YamlTree, map: YAMLMap, { members }: Added): Splice[] | undefined {
  const { text } = tree
  const [first, last] = [map.items[0], map.items.at(-1)]
  const from = rangeOf(first?.key)
  const end = endOf(last?.value) ?? endOf(last?.key)
  if (!from || end === undefined) return undefined
  const column = from[0] - startOfLine(text, from[0])
  const entries = Object.entries(members).map(([name, value]) =>
    member(tree, map, name, value, column),
  )
  if (end > 0 && text[end - 1] === '\n') {
    // After a block of text, which may end in blank lines that belong to it.
    return [{ start: end, end, text: entries.map((entry) => `${entry.slice(1)}\n`).join('') }]
  }
  const place = endOfLine(text, end)
  return [{ start: place, end: place, text: entries.join('') }]
}

/** A new line with `name: value`. */
function member(
  tree: YamlTree,
  map: YAMLMap,
  name: string,
  value: unknown,
  column: number,
): string {
  const space = `\n${' '.repeat(column)}`
  if (name === 'security') {
    const written = styled(value, securityStyle(tree, undefined), unitOf(tree))
    return `${space}security:${indented(written, column)}`
  }
  const last = map.items.at(-1)?.value
  if (typeof value === 'object' && isMap(last) && !last.flow) {
    return indented(`\n${name}:${styled(value, BLOCK, unitOf(tree))}`, column)
  }
  return `${space}${inlineMember(name, value, neighbour(map))}`
}

const BLOCK = {
  levels: Array.from({ length: 6 }, () => ({ flow: false, padded: true })),
  indentSeq: true,
  ...PLAIN,
}

const neighbour = (map: YAMLMap) => ({
  keys: quotesOf(map.items.at(-1)?.key),
  values: quotesOf(map.items.at(-1)?.value),
})

function intoFlow(tree: YamlTree, map: YAMLMap, { members }: Added): Splice[] | undefined {
  const { text } = tree
  const open = map.range?.[0]
  if (open === undefined || text[open] !== '{') return undefined
  const entries = Object.entries(members).map(([name, value]) =>
    name === 'security'
      ? `security:${styled(value, inBrackets(securityStyle(tree, undefined)), 2)}`
      : inlineMember(name, value, neighbour(map)),
  )
  const last = map.items.at(-1)
  const end = endOf(last?.value) ?? endOf(last?.key)
  const close = (map.range?.[1] ?? 0) - 1
  if (!last || end === undefined) {
    return [{ start: open + 1, end: close, text: ` ${entries.join(', ')} ` }]
  }
  // On a line of its own if the last one is.
  const start = rangeOf(last.key)?.[0] ?? end
  const space = text.slice(startOfLine(text, start), start)
  const gap = space.trim() === '' && space !== '' ? `,\n${space}` : ', '
  return [{ start: end, end, text: entries.map((entry) => `${gap}${entry}`).join('') }]
}

/** How many columns one level is indented, by the first block in a block. */
function unitOf({ root, text }: YamlTree): number {
  for (const { value } of isMap(root) ? root.items : []) {
    const key = isMap(value) && !value.flow ? rangeOf(value.items[0]?.key)?.[0] : undefined
    const column = key === undefined ? 0 : key - startOfLine(text, key)
    if (column > 0) return column
  }
  return 2
}
