import { jsonText } from '../core/token/written-number.js'
import { escapeJson } from './escape.js'

/** So many small texts are put together at once: a part of what is printed goes through several hands. */
const RUN = 1000

/** The items, in lists of some length. */
export function* runsOf<T>(items: Iterable<T>): Generator<T[]> {
  let run: T[] = []
  for (const item of items) {
    if (run.push(item) < RUN) continue
    yield run
    run = []
  }
  if (run.length > 0) yield run
}

/** A list of a JSON document that is too long to be one text. Its items may have such lists in them. */
export class Streamed {
  readonly #items: Iterable<unknown>

  constructor(items: Iterable<unknown>) {
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

  /** As a whole, for whoever does not mind its length. */
  toJSON(): unknown[] {
    return [...this.#items]
  }
}

/** One JSON document on one line, with its line end; in parts if something in it is Streamed. */
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
