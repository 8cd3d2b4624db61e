import { jsonText } from '../core/token/written-number.js'
import { escapeJson } from './escape.js'

/** Joins this many small texts into one: each printed part passes through several functions. */
const RUN = 1000

/** The items in lists of at most RUN. */
export function* runsOf<T>(items: Iterable<T>): Generator<T[]> {
  let run: T[] = []
  for (const item of items) {
    if (run.push(item) < RUN) continue
    yield run
    run = []
  }
  if (run.length > 0) yield run
}

/** A list in a JSON document that is too long for one string. Its items may contain such lists. */
export class Streamed<T = unknown> {
  readonly #items: Iterable<T>

  constructor(items: Iterable<T>) {
    this.#items = items
  }

  *parts(): Generator<string> {
    let before = '['
    for (const run of runsOf(this.#items)) {
      if (!run.some(isLong)) {
        yield `${before}${escapeJson(jsonText(run).slice(1, -1))}`
        before = ','
        continue
      }
      for (const item of run) {
        yield before
        yield* partsOf(item)
        before = ','
      }
    }
    yield before === '[' ? '[]' : ']'
  }

  /** The whole list, for callers that accept its length. */
  toJSON(): T[] {
    return [...this.#items]
  }
}

/** A JSON document on one line, with a line break; in parts if it contains Streamed. */
export function jsonDocument(members: object): string | Iterable<string> {
  return isLong(members) ? lineOf(members) : `${escapeJson(jsonText(members))}\n`
}

const isLong = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).some((member) => member instanceof Streamed)

function* lineOf(members: object): Generator<string> {
  yield* partsOf(members)
  yield '\n'
}

function* partsOf(value: unknown): Generator<string> {
  if (value instanceof Streamed) return yield* value.parts()
  if (!isLong(value)) return yield escapeJson(jsonText(value))
  let before = '{'
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue
    yield `${before}${escapeJson(JSON.stringify(key))}:`
    before = ','
    yield* partsOf(member)
  }
  yield '}'
}
