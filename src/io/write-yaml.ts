import { Document, isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair } from 'yaml'
import type { Comment, Draft } from '../core/init/draft.js'
import { COMMAND_SIGN, replaceUnsafe } from '../core/unsafe-text.js'
import { safeYaml } from './safe-yaml.js'

type Path = readonly (string | number)[]

/**
 * The text of a YAML file with comments. The library writes every name and value, none is pasted into text, so whatever
 * they contain (quotes, colons, line ends, words that YAML would not read as text) is read back the same. Comments are
 * ours, and must not contain names from outside.
 */
export function writeYaml({ head, value, inline, comments, foot }: Draft): string {
  // `compat`: text that YAML 1.1 would read differently (yes, on, 12:30) is quoted too, for other tools.
  const options = { version: '1.2', compat: 'yaml-1.1', aliasDuplicateObjects: false } as const
  const doc = new Document<Node>(value, options)
  layOut(doc.contents, [], inline)
  addComments(doc.contents, comments)
  if (doc.contents) doc.contents.commentBefore = lines(head)
  if (foot !== undefined) doc.comment = lines(foot)
  // The library counts the indentation of a block too low.
  return safeYaml(doc, LINE_WIDTH - 5)
}

const LINE_WIDTH = 100

/** Puts the collections at the given paths on one line each. One that is too long for a line is a block, and its parts are tried. */
function layOut(node: unknown, path: Path, inline: readonly string[], isInside = false): void {
  if (isScalar(node) && isProse(node.value, path)) node.type = 'BLOCK_FOLDED'
  if (!isCollection(node)) return
  const isChosen = isInside || inline.some((pattern) => fits(pattern.split('/'), path))
  node.flow = isChosen && fitsOnLine(node, path)
  if (node.flow) {
    tightenLists(node)
    return
  }
  for (const [i, item] of node.items.entries()) {
    if (isPair(item)) layOut(item.value, [...path, nameOf(item.key)], inline, isChosen)
    else layOut(item, [...path, i], inline, isChosen)
  }
}

/** A sentence that does not fit on the rest of the line is written as a block (`>-`), folded at its spaces. */
const isProse = (value: unknown, path: Path): boolean =>
  typeof value === 'string' &&
  placeOf(path) + value.length > LINE_WIDTH &&
  /^[!-~]+(?: [!-~]+)+$/.test(value)

/** Where the value of an entry begins in its line. */
const placeOf = (path: Path): number => 2 * (path.length - 1) + String(path.at(-1) ?? '').length + 2

/** Estimates the length by its JSON, with one space per pair of quotes. A text that needs quotes may still be folded. */
function fitsOnLine(node: Node, path: Path): boolean {
  const json = JSON.stringify(node)
  return placeOf(path) + json.length - (json.split('"').length - 1) / 2 + 4 <= LINE_WIDTH
}

/** Writes `[read, write]` but `{ default: true }`: the library pads both or neither. */
function tightenLists(node: unknown): void {
  if (!isCollection(node)) return
  const write = node.toString
  const flowCollectionPadding = isSeq(node) ? '' : ' '
  node.toString = (context, ...rest) =>
    write.call(node, context && { ...context, flowCollectionPadding }, ...rest)
  for (const item of node.items) tightenLists(isPair(item) ? item.value : item)
}

const fits = (pattern: readonly string[], path: Path): boolean =>
  pattern.length === path.length &&
  pattern.every((step, i) => step === '*' || step === String(path[i]))

/** A catalog has thousands of comments, so the entries of a map are indexed once. */
function addComments(root: unknown, comments: readonly Comment[]): void {
  const indexes = new Map<unknown, ReadonlyMap<string, Pair>>()
  const entryOf = (map: unknown, name: string | number): Pair | undefined => {
    if (!isMap(map)) return undefined
    const known =
      indexes.get(map) ?? new Map(map.items.map((pair) => [nameOf(pair.key), pair] as const))
    indexes.set(map, known)
    return known.get(String(name))
  }
  for (const comment of comments) {
    let pair: Pair | undefined
    for (const step of comment.at) pair = entryOf(pair ? pair.value : root, step)
    if (!pair) throw new Error(`nothing to comment on at ${comment.at.join(' / ')}`)
    addComment(pair, comment)
  }
}

function addComment({ key, value }: Pair, { above, beside }: Comment): void {
  const isBlock = isCollection(value) && !value.flow
  const before = above ?? (isBlock ? beside : undefined)
  if (before !== undefined) (key as Node).commentBefore = lines(before)
  if (beside !== undefined && !isBlock) (value as Node).comment = lines(beside)
}

const nameOf = (key: unknown): string => String(isScalar(key) ? key.value : key)

/** The text of a comment, without what cannot be escaped there. */
const lines = (text: string): string =>
  replaceUnsafe(text, (found) => (found === '\n' ? found : ''))
    .replace(COMMAND_SIGN, '# #')
    .replace(/^/gm, ' ')
