import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  type Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml'

/** The nodes of a third-party YAML text, by pointer. Aliases and merge keys are never followed. */
export class YamlTree {
  readonly text: string
  readonly root: unknown
  readonly #aliased = new Set<string>()
  readonly #pairs = new WeakMap<YAMLMap, Map<string, Pair>>()

  constructor(text: string) {
    const doc = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: false })
    this.text = text
    this.root = doc.contents
    visit(doc, { Alias: (_key, { source }) => void this.#aliased.add(source) })
  }

  pair(map: unknown, name: string): Pair | undefined {
    if (!isMap(map)) return undefined
    let pairs = this.#pairs.get(map)
    if (!pairs) {
      pairs = new Map(map.items.map((pair) => [nameOf(pair.key), pair as Pair]))
      this.#pairs.set(map, pairs)
    }
    return pairs.get(name)
  }

  at(pointer: readonly string[]): unknown {
    return pointer.reduce<unknown>(
      (node, step) => this.pair(node, step)?.value ?? undefined,
      this.root,
    )
  }

  /** Whether some alias elsewhere yields a node on the way to this place, so that a change there shows up twice. */
  isShared(pointer: readonly string[]): boolean {
    return pointer.some((_step, i) => this.#isAliased(this.at(pointer.slice(0, i))))
  }

  /** Whether an alias elsewhere needs this node, or something in it. */
  isNeeded(node: unknown): boolean {
    if (this.#isAliased(node)) return true
    if (isMap(node)) {
      return node.items.some(({ key, value }) => this.isNeeded(key) || this.isNeeded(value))
    }
    return isCollection(node) && node.items.some((item) => this.isNeeded(item))
  }

  #isAliased(node: unknown): boolean {
    const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined
    return anchor !== undefined && this.#aliased.has(anchor)
  }
}

const nameOf = (key: unknown): string => (isScalar(key) ? String(key.source) : '')

/** A map with `<<`: it has members that are written elsewhere. */
export const inherits = (map: YAMLMap): boolean =>
  map.items.some(({ key, value }) => nameOf(key) === '<<' && !isMap(value)) ||
  map.items.some(({ key }) => isAlias(key))
