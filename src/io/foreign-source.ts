import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml'
import type { Path, Source } from '../core/source.js'
import { readForeignYaml } from './foreign-yaml.js'
import { endOf, rangeOf } from './node-range.js'
import { TextLines } from './text-lines.js'

/**
 * Third-party YAML with the place of each part, read as leniently as by {@link readForeignYaml}. What comes from a merge key has
 * the place of the map that it is merged into.
 *
 * @param written the text of the file, if `text` was derived from it without moving anything
 * @throws ScopectlError what {@link readForeignYaml} throws
 */
export function readForeignSource(file: string, text: string, written = text): Source {
  const value = readForeignYaml(file, text, undefined, written)
  return { file, value, locate: foreignPlaces(file, text, written) }
}

/** Where the parts of third-party YAML are, which was read before. It is parsed again on the first question. */
export function foreignPlaces(file: string, text: string, written = text): Source['locate'] {
  const lines = new TextLines(file, written)
  let document: Document | undefined
  return (path, part = 'value') => {
    document ??= parseDocument(text, { uniqueKeys: false, logLevel: 'silent' })
    const node = nodeAt(document, path, part)
    const range = rangeOf(node)
    return range && lines.at(range[0], endOf(node) ?? range[1])
  }
}

/** The node at a path, or the nearest one above it. */
function nodeAt(document: Document, path: Path, part: 'key' | 'value'): unknown {
  let node: unknown = document.contents
  for (const [i, step] of path.entries()) {
    const inner = isAlias(node) ? node.resolve(document) : node
    const isLast = i === path.length - 1
    if (isSeq(inner)) {
      const item = inner.items[Number(step)]
      if (!item) return node
      node = item
    } else if (isMap(inner)) {
      const pair = inner.items.find(({ key }) => nameOf(key) === String(step))
      if (!pair) return node
      node = isLast && (part === 'key' || !pair.value) ? pair.key : pair.value
    } else return node
  }
  return node as Node
}

const nameOf = (key: unknown): string => String(isScalar(key) ? key.value : key)
