import { CHANGES } from './node-changes.js'

/** A change of one node: the document is node 0, and the rest follow in the order of their text, modulo their number. */
export interface NodeChange {
  readonly at: number
  /** One of CHANGES. */
  readonly by: string
}

/** How many nodes a document has: values of maps with their keys, and items of lists. */
export const nodesIn = (value: unknown): number =>
  1 + childrenOf(value).reduce((sum, [, each]) => sum + nodesIn(each), 0)

const childrenOf = (value: unknown): [key: string | undefined, value: unknown][] =>
  Array.isArray(value)
    ? value.map((each) => [undefined, each])
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
      : []

/**
 * The text of a document with some nodes changed. It is written by hand, since no library writes what is put in.
 *
 * @param block in the block style of YAML; JSON and the flow style are the same
 */
function written(document: unknown, changes: readonly NodeChange[], block = false): string {
  const count = nodesIn(document)
  const by = new Map(changes.map((change) => [change.at % count, change.by]))
  let next = 0

  /** The text of a node: its key, and its value, which starts on a new line if it is a block. */
  function node(key: string | undefined, value: unknown, pad: string | undefined): string {
    const change = by.get(next++)
    const name = key === undefined ? undefined : JSON.stringify(key)
    // What is in a node that is changed is written on one line.
    if (change === undefined || change === 'same') {
      const text = textOf(value, pad)
      return name === undefined ? text : `${name}:${text.startsWith('\n') ? '' : ' '}${text}`
    }
    return (CHANGES[change] as (typeof CHANGES)[string])(name, textOf(value, undefined))
  }

  function textOf(value: unknown, pad: string | undefined): string {
    const children = childrenOf(value)
    if (children.length === 0) return JSON.stringify(value)
    const isList = Array.isArray(value)
    const inner = pad === undefined ? undefined : `${pad}  `
    const texts = children.map(([key, each]) => node(key, each, inner))
    if (pad === undefined)
      return isList ? `[${kept(texts).join(',')}]` : `{${kept(texts).join(',')}}`
    const lines = kept(texts).map((text) => (isList ? `- ${text}` : text))
    return lines.length === 0 ? '' : `\n${lines.map((line) => pad + line).join('\n')}`
  }

  return `${node(undefined, document, block ? '' : undefined).replace(/^\n/, '')}\n`
}

/**
 * The text of a file with a document, or with one per line.
 *
 * @param which the one that is changed, modulo their number
 */
export function writtenFile(
  documents: readonly unknown[],
  which: number,
  changes: readonly NodeChange[],
  block: boolean,
): string {
  const [only] = documents
  if (documents.length === 1) return written(only, changes, block)
  return documents
    .map((each, i) => written(each, i === which % documents.length ? changes : []))
    .map((line) => `${line.trimEnd().replaceAll('\n', ' ')}\n`)
    .join('')
}

/** A node that is removed leaves no comma. */
const kept = (texts: readonly string[]): string[] => texts.filter((text) => text !== '')
