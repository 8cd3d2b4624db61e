import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml'
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
  let tree: Tree | undefined
  return (path, part = 'value') => {
    tree ??= new Tree(parseDocument(text, { uniqueKeys: false, logLevel: 'silent' }).contents)
    const node = tree.nodeAt(path, part)
    const range = rangeOf(node)
    return range && lines.at(range[0], endOf(node) ?? range[1])
  }
}

/** A document's nodes, indexed: thousands of questions may be about one large map, or about aliases. */
class Tree {
  readonly #root: unknown
  readonly #names = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>()
  readonly #targets = new Map<unknown, unknown>()

  constructor(root: unknown) {
    this.#root = root
    this.#resolve(root, new Map())
  }

  /** The node at a path, or the nearest one above it. */
  nodeAt(path: Path, part: 'key' | 'value'): unknown {
    let node = this.#root
    for (const [i, step] of path.entries()) {
      const inner = this.#targets.get(node) ?? node
      const isLast = i === path.length - 1
      if (isSeq(inner)) {
        const item = inner.items[Number(step)]
        if (!item) return node
        node = item
      } else if (isMap(inner)) {
        const pair = this.#pairsOf(inner).get(String(step))
        if (!pair) return node
        node = isLast && (part === 'key' || !pair.value) ? pair.key : pair.value
      } else return node
    }
    return node
  }

  #pairsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
    const known = this.#names.get(map) ?? new Map(map.items.map((pair) => [nameOf(pair.key), pair]))
    this.#names.set(map, known)
    return known
  }

  /** Notes what each alias stands for: the last node before it with that anchor. */
  #resolve(node: unknown, anchors: Map<string, unknown>): void {
    if (isAlias(node)) this.#targets.set(node, anchors.get(node.source))
    if (!isScalar(node) && !isCollection(node)) return
    if (node.anchor !== undefined) anchors.set(node.anchor, node)
    if (isSeq(node)) for (const item of node.items) this.#resolve(item, anchors)
    if (!isMap(node)) return
    for (const { key, value } of node.items) {
      this.#resolve(key, anchors)
      this.#resolve(value, anchors)
    }
  }
}

const nameOf = (key: unknown): string => String(isScalar(key) ? key.value : key)
