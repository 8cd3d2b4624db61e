import type { CallAnswer } from './counts.js'
import type { Decided } from './decided.js'
import { EXAMPLES, type Example, shownPath } from './example.js'
import type { CallRecord } from './record.js'

/** Calls that the catalog does not answer. */
export interface Unanswered {
  readonly answer: CallAnswer
  readonly method: string
  /** The template of the undecided route, or the path with what looks like an id as `{id}`. */
  readonly path: string
  readonly calls: number
  readonly examples: readonly Example[]
}

/** Beyond that, calls are only counted as a whole: a scanner calls any number of paths. */
const MOST = 1000
/** Numbers, UUIDs and long hexadecimal words. */
const ID = /^(?:\d+|[0-9a-fA-F-]{16,})$/

interface Tallied extends Omit<Unanswered, 'calls' | 'examples'> {
  calls: number
  readonly examples: Example[]
}

/** The routes and paths that the catalog does not answer. */
export class UnansweredPaths {
  /** Calls that are in no list. */
  left = 0
  readonly #all = new Map<string, Tallied>()

  add(call: CallRecord, { answer, route }: Decided, example: () => Example): void {
    const { method, template: path } = route ?? {
      method: call.method,
      template: withIds(call.path),
    }
    const tallied = this.#at({ answer, method, path })
    if (!tallied) {
      this.left++
      return
    }
    tallied.calls++
    if (tallied.examples.length < EXAMPLES) tallied.examples.push(example())
  }

  #at({ answer, method, path }: Pick<Unanswered, 'answer' | 'method' | 'path'>) {
    const key = `${answer} ${method} ${path}`
    const found = this.#all.get(key)
    if (found || this.#all.size >= MOST) return found
    const made: Tallied = { answer, method, path, calls: 0, examples: [] }
    this.#all.set(key, made)
    return made
  }

  /** In the order of their first calls. */
  get all(): Unanswered[] {
    return [...this.#all.values()]
  }

  restore(all: readonly Unanswered[], left: number): void {
    this.left = left
    for (const each of all) {
      const tallied = this.#at(each)
      if (!tallied) continue
      tallied.calls = each.calls
      tallied.examples.push(...each.examples)
    }
  }
}

const withIds = (path: string): string =>
  shownPath(path)
    .split('/')
    .map((segment) => (ID.test(segment) ? '{id}' : segment))
    .join('/')
