import { rawCharacters } from '../findings.js'
import type { YamlFound } from '../yaml-found.js'
import { Brackets } from './brackets.js'
import { isLineEnd, NotPlain, notPlain } from './plain-text.js'
import { isBracket } from './words.js'

/**
 * Reads YAML of the plain kind that nearly every catalog is written in: block maps and lists, brackets, text on one line,
 * quoted without escapes, `true`, `false`, whole numbers, comments. To load the library for such a text takes a sixth of
 * the start-up time, and to read it with the library five to ten times as long.
 *
 * @returns what the library's `findYaml` would, places too; undefined for a text that has anything else in it, mistakes
 * above all: whatever is not certain is the library's to read and to name.
 */
export function findPlainYaml(text: string): YamlFound | undefined {
  if (text.includes('\t') || rawCharacters(text).length > 0) return undefined
  try {
    return new Blocks(text).root()
  } catch (error) {
    if (error instanceof NotPlain) return undefined
    throw error
  }
}

class Blocks extends Brackets {
  root(): YamlFound {
    if (this.on.column !== 0) notPlain()
    const value = this.#map(0)
    return { value, places: this.places, root: this.inside }
  }

  #map(column: number): unknown {
    const { on, places } = this
    const start = on.at
    const opened = places.open()
    const map: Record<string, unknown> = {}
    on.enter()
    do {
      const name = this.name() ?? notPlain()
      const key = [this.start, this.end] as const
      if (Object.hasOwn(map, name)) notPlain()
      map[name] = this.#valueOf(column)
      places.add(name, key, [this.start, this.end], this.inside)
    } while (on.column === column)
    this.#close(start, opened, column, true)
    return map
  }

  /** What stands behind a name: on its line, or indented below it. A list needs no indentation. */
  #valueOf(column: number): unknown {
    const { on } = this
    if (!on.isLineDone()) return this.#lineValue(column)
    on.nextLine()
    if (on.column > column) return this.#below(column)
    return on.column === column && this.#isDash() ? this.#list(column) : notPlain()
  }

  #list(column: number): unknown {
    const { on, places } = this
    const start = on.at
    const opened = places.open()
    const list: unknown[] = []
    on.enter()
    do {
      list.push(this.#item(column))
      places.add('', undefined, [this.start, this.end], this.inside)
    } while (on.column === column && this.#isDash())
    this.#close(start, opened, column, false)
    return list
  }

  /** What stands behind a dash: on its line, where a map or list may begin too, or indented below it. */
  #item(column: number): unknown {
    const { on } = this
    const dash = on.at++
    if (on.isLineDone()) {
      on.nextLine()
      return on.column > column ? this.#below(column) : notPlain()
    }
    on.skipSpaces()
    const from = on.at
    const inner = column + from - dash
    if (this.#isDash()) return this.#list(inner)
    if (this.name() === undefined) return this.#lineValue(column)
    on.at = from
    return this.#map(inner)
  }

  /** What is on a line of its own, further in than `column`: of single values only brackets. */
  #below(column: number): unknown {
    const { on } = this
    if (isBracket(on.here())) return on.isNext ? this.#lineValue(column) : notPlain()
    return this.#isDash() ? this.#list(on.column) : this.#map(on.column)
  }

  #lineValue(column: number): unknown {
    this.on.skipSpaces()
    const value = isBracket(this.on.here()) ? this.brackets(column) : this.lineValue()
    this.on.nextLine()
    return value
  }

  /** What is open ends where a line is indented less; one that is indented more belongs to nothing. */
  #close(start: number, opened: number, column: number, isMap: boolean): void {
    const { on } = this
    if (on.column > column) notPlain()
    this.start = start
    this.end = on.at
    this.inside = this.places.close(opened, [start, on.at], isMap)
    on.count()
    on.leave()
  }

  #isDash(): boolean {
    const next = this.on.here(1)
    return this.on.here() === '-' && (next === ' ' || isLineEnd(next))
  }
}
