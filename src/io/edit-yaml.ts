import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from 'yaml'
import type { Placed } from '../core/openapi/merge-security.js'
import { type Added, gathered } from './gather-edits.js'
import { inlineEntry, inlineValue } from './inline-yaml.js'
import { endOf, rangeOf } from './node-range.js'
import { endOfLine, type Splice, spliced } from './splice.js'

/**
 * A third-party YAML text with some values changed or added. An alias or merge key on the path to one of them is not
 * followed, since more than that value would change.
 * @returns undefined if one of them cannot be placed
 */
export function editYaml(text: string, edits: readonly Placed[]): string | undefined {
  const { contents } = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false })
  const { changed, added } = gathered(edits, (pointer) => at(contents, pointer) !== undefined)
  const splices = [
    ...changed.map((edit) => change(text, contents, edit)),
    ...added.map((group) => addition(text, at(contents, group.pointer), group)),
  ]
  const all = splices.filter((splice) => splice !== undefined)
  return all.length === splices.length ? spliced(text, all) : undefined
}

function pairOf(map: unknown, name: string): Pair | undefined {
  if (!isMap(map)) return undefined
  return (map.items as Pair[]).find(({ key }) => isScalar(key) && String(key.source) === name)
}

const at = (root: unknown, pointer: readonly string[]): unknown =>
  pointer.reduce<unknown>((node, step) => pairOf(node, step)?.value ?? undefined, root)

function change(text: string, root: unknown, { pointer, value }: Placed): Splice | undefined {
  const pair = pairOf(at(root, pointer.slice(0, -1)), pointer.at(-1) ?? '')
  const [key, range] = [rangeOf(pair?.key), rangeOf(pair?.value)]
  if (!key || !range) return undefined
  const indent = key[0] - startOfLine(text, key[0])
  return { start: range[0], end: range[1], text: inlineValue(value, indent) }
}

function addition(text: string, map: unknown, { members }: Added): Splice | undefined {
  if (!isMap(map)) return undefined
  return map.flow ? intoFlow(text, map, members) : intoBlock(text, map, members)
}

/** After the last line of the map's last value. */
function intoBlock(
  text: string,
  map: YAMLMap,
  members: Readonly<Record<string, unknown>>,
): Splice | undefined {
  const [first, last] = [map.items[0], map.items.at(-1)]
  const from = rangeOf(first?.key)
  const end = endOf(last?.value) ?? endOf(last?.key)
  if (!from || end === undefined) return undefined
  const indent = from[0] - startOfLine(text, from[0])
  const entries = Object.entries(members).map(
    ([name, value]) => `\n${' '.repeat(indent)}${inlineEntry(name, value, indent)}`,
  )
  const place = endOfLine(text, end)
  return { start: place, end: place, text: entries.join('') }
}

function intoFlow(
  text: string,
  map: YAMLMap,
  members: Readonly<Record<string, unknown>>,
): Splice | undefined {
  const open = map.range?.[0]
  if (open === undefined || text[open] !== '{') return undefined
  const indent = startOfLine(text, open)
  const entries = Object.entries(members).map(([name, value]) =>
    inlineEntry(name, value, open - indent),
  )
  const tail = map.items.length > 0 ? ', ' : ' '
  const next = /^[ ]*/.exec(text.slice(open + 1))?.[0].length ?? 0
  return { start: open + 1, end: open + 1 + next, text: ` ${entries.join(', ')}${tail}` }
}

const startOfLine = (text: string, offset: number): number =>
  offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
