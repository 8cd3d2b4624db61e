import { basename, dirname, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { isCollection, isMap, isNode, isPair, isScalar, type Pair, parseDocument } from 'yaml'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import type { Context } from './context.js'
import { whileLocked } from './dev-ring.js'
import { editJson } from './edit-json.js'
import { readJson } from './json-source.js'
import { readMarkedText, refuseTooBig } from './read-file.js'
import { endOfLine, inFormOf, spliced } from './splice.js'
import { writeInPlace } from './write-file.js'
import { readYaml } from './yaml-source.js'

/** An entry of the users file, and one of its settings. */
export interface Entry {
  readonly group: 'users' | 'clients'
  readonly name: string
  readonly setting: 'password' | 'secret'
}

/**
 * Writes one setting into a users file and leaves every other byte as it is: comments, order, layout, line ends and a
 * byte order mark. The result is read back before it replaces the old file. Of several processes that do this at once, each adds
 * to what the others have written.
 *
 * @param shown the path of the file as in messages, relative to the current folder.
 * @throws ScopectlError `no-such-user`, `no-such-client`, those of reading and writing files, and of `whileLocked`
 */
export function setSetting(
  shown: string,
  entry: Entry,
  value: string,
  ctx: Context,
): Promise<void> {
  const path = resolve(ctx.cwd, shown)
  return whileLocked(dirname(path), basename(path), ctx, () => {
    const { text, mark } = readMarkedText(path, shown)
    const edited = mark + withSetting(text, shown, entry, value)
    refuseTooBig(edited, shown)
    writeInPlace(path, edited, shown)
  })
}

/** The text with the setting in it. */
export function withSetting(before: string, shown: string, entry: Entry, value: string): string {
  const was = parse(shown, before) as Plain
  const own = was[entry.group]?.[entry.name]
  if (own === undefined) return unknown(was, entry, shown)
  const wanted = {
    ...was,
    [entry.group]: { ...was[entry.group], [entry.name]: { ...own, [entry.setting]: value } },
  }
  // Usually the smallest edit; with an unusual layout the library rewrites the file, keeping the comments.
  for (const edit of isJson(shown) ? [inJson] : [splice, rewrite]) {
    const after = edit(before, entry, value)
    if (after !== undefined && isDeepStrictEqual(read(shown, after), wanted)) return after
  }
  throw new Error(`no way to write ${entry.setting} into ${shown}`)
}

type Plain = Record<string, Record<string, Record<string, unknown>>>

const isJson = (file: string): boolean => file.endsWith('.json')

const parse = (shown: string, text: string): unknown =>
  (isJson(shown) ? readJson(shown, text) : readYaml(shown, text)).value

function read(shown: string, text: string): unknown {
  try {
    return parse(shown, text)
  } catch {
    return undefined
  }
}

function unknown(was: Plain, { group, name }: Entry, file: string): never {
  const suggestion = nearest(name, Object.keys(was[group] ?? {}))
  return group === 'users'
    ? fail('no-such-user', { user: name, file, suggestion })
    : fail('no-such-client', { client: name, file, suggestion })
}

const inJson = (text: string, { group, name, setting }: Entry, value: string): string =>
  editJson(text, [{ pointer: [group, name, setting], value }], 'the users file')

/** The text has no duplicate names: it was read before. The library's own search for them takes quadratic time. */
const documentOf = (text: string) => parseDocument(text, { uniqueKeys: false })

/** Replaces the old value, or adds the setting after the last one of the entry. */
function splice(text: string, { group, name, setting }: Entry, value: string): string | undefined {
  const map = pairOf(pairOf(documentOf(text).contents, group)?.value, name)?.value
  if (!isMap(map) || !map.range) return undefined
  // Letters, digits, `$`, `-` and `_`: plain in YAML. In YAML that is JSON, everything is in quotes.
  const [key, written] = text.trimStart().startsWith('{')
    ? [JSON.stringify(setting), JSON.stringify(value)]
    : [setting, value]
  const old = pairOf(map, setting)?.value
  if (isScalar(old) && old.range) return replace(text, old.range[0], old.range[1], written)
  const end = endOf(map)
  const line = `${key}: ${written}`
  if (map.flow) {
    if (end !== undefined) return replace(text, end, end, `, ${line}`)
    return replace(text, map.range[0] + 1, map.range[1] - 1, ` ${line} `)
  }
  if (end === undefined) return undefined
  const indent = /[^\n]*$/.exec(text.slice(0, map.range[0]))?.[0] ?? ''
  const at = endOfLine(text, end)
  return replace(text, at, at, `\n${indent}${line}`)
}

const replace = (text: string, start: number, end: number, by: string): string =>
  spliced(text, [{ start, end, text: by }])

/** Where the last value of the map ends; the end of a block itself would include the comments after it. */
function endOf(node: unknown): number | undefined {
  if (!isCollection(node)) return isNode(node) ? node.range?.[1] : undefined
  const last: unknown = node.items.at(-1)
  const inner = isPair(last) ? last.value : last
  return isCollection(inner) && inner.flow ? inner.range?.[1] : endOf(inner)
}

function pairOf(node: unknown, name: string): Pair | undefined {
  return isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === name) : undefined
}

function rewrite(text: string, { group, name, setting }: Entry, value: string): string {
  const doc = documentOf(text)
  doc.setIn([group, name, setting], value)
  return inFormOf(text, doc.toString({ lineWidth: 0 }))
}
