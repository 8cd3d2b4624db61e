import { Document, isCollection, isMap, isPair, isScalar, type Node, visit } from 'yaml'
import type { Comment, Draft } from '../core/init/draft.js'

type Path = readonly (string | number)[]

/**
 * The text of a YAML file with comments. Every name and value is spelled by the library, never pasted into text, so
 * whatever is in it (quotes, colons, line ends, words that YAML would read as something else) is read back the same.
 * Comments are ours: no name that somebody gave belongs in one.
 */
export function writeYaml({ head, value, inline, comments, foot }: Draft): string {
  // `compat`: what YAML 1.1 would not read as text (yes, on, 12:30) is quoted too, for the sake of other tools.
  const options = { version: '1.2', compat: 'yaml-1.1', aliasDuplicateObjects: false } as const
  const doc = new Document<Node>(value, options)
  visit(doc, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && (UNSEEN.test(node.value) || node.value.startsWith('?')))
        node.type = 'QUOTE_DOUBLE'
    },
  })
  layOut(doc.contents, [], inline)
  for (const comment of comments) addComment(doc.contents, comment)
  if (doc.contents) doc.contents.commentBefore = lines(head)
  if (foot !== undefined) doc.comment = lines(foot)
  return doc.toString({ lineWidth: 100 }).replace(UNSEEN_ALL, escaped)
}

/** Controls, format characters and separators: not to be seen, and some of them refused by our own reader. */
const UNSEEN = /(?!\n)[\p{Control}\p{Format}\u2028\u2029\ufffe\uffff]/u
const UNSEEN_ALL = new RegExp(UNSEEN, 'gu')

/** They stand in double quotes alone, where YAML has escapes for them that the library does not use. */
const escaped = (character: string): string =>
  `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`

/** Puts the collections at the given paths on one line. */
function layOut(node: unknown, path: Path, inline: readonly string[]): void {
  if (!isCollection(node)) return
  node.flow = inline.some((pattern) => fits(pattern.split('/'), path))
  if (node.flow) return
  for (const [i, item] of node.items.entries()) {
    if (isPair(item)) layOut(item.value, [...path, nameOf(item.key)], inline)
    else layOut(item, [...path, i], inline)
  }
}

const fits = (pattern: readonly string[], path: Path): boolean =>
  pattern.length === path.length &&
  pattern.every((step, i) => step === '*' || step === String(path[i]))

function addComment(root: unknown, { at, above, beside }: Comment): void {
  let node = root
  for (const [i, step] of at.entries()) {
    const pair = isMap(node) ? node.items.find(({ key }) => nameOf(key) === step) : undefined
    if (!pair) throw new Error(`nothing to comment on at ${at.join(' / ')}`)
    node = pair.value
    if (i < at.length - 1) continue
    if (above !== undefined) (pair.key as Node).commentBefore = lines(above)
    if (beside !== undefined) (pair.value as Node).comment = lines(beside)
  }
}

const nameOf = (key: unknown): string => String(isScalar(key) ? key.value : key)

const lines = (text: string): string => text.replace(/^/gm, ' ')
