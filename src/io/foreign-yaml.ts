import {
  Composer,
  type CST,
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type YAMLMap,
} from 'yaml'
import { type Problem, problem } from '../core/problem.js'
import { DocumentBudget } from './document-budget.js'
import { type Finding, toError } from './findings.js'
import { TextLines } from './text-lines.js'

/** Schemas nest deeper than our own files. */
export const FOREIGN_DEPTH = 200

const LENIENT = { version: '1.2', schema: 'core', uniqueKeys: false, logLevel: 'silent' } as const

/**
 * Reads third-party YAML, such as an OpenAPI document: names may be numbers (`200:`), and anchors, aliases and merge
 * keys are followed. An alias yields the same value, never a copy, so nothing grows. A duplicate name is refused, since
 * some readers use the first and some the last. Maps have no prototype.
 *
 * @param budget what the values may take in memory
 * @param written the text of the file, if `text` was derived from it without moving anything
 * @throws ScopectlError `yaml-syntax`, `yaml-second-document`, `duplicate-name`, `yaml-alias`, `nested-too-deep`,
 * `document-memory`
 */
export function readForeignYaml(
  file: string,
  text: string,
  budget = new DocumentBudget(),
  written = text,
): unknown {
  const lines = new TextLines(file, written)
  const failAt = (start: number, found: Problem) =>
    toError(file, lines, [{ start, end: start + 1, problem: found }])
  const take = (bytes: number): void => budget.takeMemory(bytes, file)
  const composed = new Composer(LENIENT).compose(tokens(text, take, failAt), true, text.length)
  const [doc, second] = [...composed]
  if (second) throw failAt(second.range[0], problem('yaml-second-document', { file }))
  const findings: Finding[] = (doc?.errors ?? []).map(({ message, pos: [start, end] }) => {
    const what = (message.split('\n', 1)[0] ?? '').replace(/[.:]$/, '')
    return { start, end, syntax: true, problem: problem('yaml-syntax', { what, slip: false }) }
  })
  const walk = new Walk(lines, findings, take)
  const value = walk.value(doc?.contents)
  if (findings.length > 0) throw toError(file, lines, findings)
  return value
}

function tokens(
  text: string,
  take: (bytes: number) => void,
  failAt: (start: number, found: Problem) => Error,
): CST.Token[] {
  const all: CST.Token[] = []
  const parser = new Parser()
  let offset = 0
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) all.push(token)
    if (parser.stack.length > FOREIGN_DEPTH + 2)
      throw failAt(offset, problem('nested-too-deep', { limit: FOREIGN_DEPTH }))
    take(MEMORY.get(lexeme.charCodeAt(0)) ?? OTHER_MEMORY)
    if (!isMark(lexeme)) offset += lexeme.length
  }
  for (const token of parser.end()) all.push(token)
  return all
}

/**
 * What a piece of text takes at most in memory, as a token and as a node of the library, by its first character; measured
 * on Node 20: `[`, `{`, `*` (an alias), and `,`, which ends an item.
 */
const MEMORY: ReadonlyMap<number, number> = new Map([
  [0x5b, 850],
  [0x7b, 850],
  [0x2a, 1050],
  [0x2c, 450],
])
const OTHER_MEMORY = 250
/** What a name takes that a merge key copies into a map. */
const MERGED_BYTES = 100

/** Marks that the lexer yields in addition to pieces of the text. */
const MARKS = new Set(['\u0002', '\u0018', '\u001f'])
const isMark = (lexeme: string): boolean => MARKS.has(lexeme)

type Made = Record<string, unknown>

class Walk {
  readonly #lines: TextLines
  readonly #findings: Finding[]
  readonly #take: (bytes: number) => void
  /** `undefined` while the anchored value is still being built: an alias to it would be circular. */
  readonly #anchors = new Map<string, { value: unknown } | undefined>()

  constructor(lines: TextLines, findings: Finding[], take: (bytes: number) => void) {
    this.#lines = lines
    this.#findings = findings
    this.#take = take
  }

  value(node: unknown): unknown {
    if (isAlias(node)) {
      const known = this.#anchors.get(node.source)
      if (known) return known.value
      this.#find(node, problem('openapi-yaml-cycle', { name: node.source }))
      return null
    }
    const anchor = isScalar(node) || isCollection(node) ? node.anchor : undefined
    if (anchor !== undefined) this.#anchors.set(anchor, undefined)
    const value = this.#make(node)
    if (anchor !== undefined) this.#anchors.set(anchor, { value })
    return value
  }

  #make(node: unknown): unknown {
    if (isScalar(node)) return node.value
    if (isSeq(node)) return node.items.map((item) => this.value(item))
    return isMap(node) ? this.#map(node) : null
  }

  #map(map: YAMLMap): Made {
    const made: Made = Object.create(null)
    const inherited: Made[] = []
    const starts = new Map<string, number>()
    for (const { key, value } of map.items) {
      const name = nameOf(key)
      const inner = this.value(value)
      const start = rangeOf(key)?.[0] ?? 0
      const first = starts.get(name)
      if (first !== undefined) {
        const line = this.#lines.line(first)
        this.#find(key, problem('duplicate-name', { name, line }))
      }
      starts.set(name, start)
      if (name === '<<' && isScalar(key) && key.type === 'PLAIN') inherited.push(...mapsOf(inner))
      else made[name] = inner
    }
    for (const other of inherited) this.#inherit(made, other)
    return made
  }

  /** `<<`: adds what the map does not define itself. */
  #inherit(made: Made, other: Made): void {
    const names = Object.keys(other)
    this.#take(MERGED_BYTES * names.length)
    for (const name of names) if (!Object.hasOwn(made, name)) made[name] = other[name]
  }

  #find(node: unknown, found: Problem): void {
    const [start, end] = rangeOf(node) ?? [0, 1]
    this.#findings.push({ start, end, problem: found })
  }
}

const rangeOf = (node: unknown): readonly [number, number, number] | undefined =>
  (node as { range?: [number, number, number] } | null)?.range ?? undefined

/** As written: `200` and `1.0` are kept as they are. */
const nameOf = (key: unknown): string =>
  isScalar(key) ? (typeof key.value === 'string' ? key.value : (key.source ?? '')) : String(key)

const mapsOf = (value: unknown): Made[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (each): each is Made => typeof each === 'object' && each !== null && !Array.isArray(each),
  )
