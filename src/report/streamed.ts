import { escapeJson } from './escape.js'

/** A list of a JSON document that is too long to be one text: it is written item by item. */
export class Streamed {
  readonly #items: Iterable<unknown>

  constructor(items: Iterable<unknown>) {
    this.#items = items
  }

  *parts(): Generator<string> {
    let before = '['
    for (const item of this.#items) {
      yield `${before}${JSON.stringify(item)}`
      before = ','
    }
    yield before === '[' ? '[]' : ']'
  }

  /** As a whole, for whoever does not mind its length. */
  toJSON(): unknown[] {
    return [...this.#items]
  }
}

/** One JSON document on one line, with its line end; in parts if one of its members is Streamed. */
export function jsonDocument(members: object): string | Iterable<string> {
  const isLong = Object.values(members).some((value) => value instanceof Streamed)
  return isLong ? partsOf(members) : `${escapeJson(JSON.stringify(members))}\n`
}

function* partsOf(members: object): Generator<string> {
  let before = '{'
  for (const [key, value] of Object.entries(members)) {
    if (value === undefined) continue
    yield `${before}${escapeJson(JSON.stringify(key))}:`
    before = ','
    const parts = value instanceof Streamed ? value.parts() : [JSON.stringify(value)]
    for (const part of parts) yield escapeJson(part)
  }
  yield before === '{' ? '{}\n' : '}\n'
}
