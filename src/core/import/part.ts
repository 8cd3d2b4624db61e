import { isMap } from '../plain-map.js'
import { type Location, type Problem, problem } from '../problem.js'
import type { Path, Source } from '../source.js'

/**
 * A part of a document from another tool, with its place. A member that is missing or `null` is empty; one of the wrong
 * type is reported with its location, and read as empty: the import must then fail.
 */
export class Part {
  readonly #source: Source
  readonly #report: (found: Problem) => void
  readonly path: Path
  readonly value: unknown

  constructor(source: Source, report: (found: Problem) => void, path: Path, value: unknown) {
    this.#source = source
    this.#report = report
    this.path = path
    this.value = value
  }

  get at(): Location | undefined {
    return this.#source.locate(this.path)
  }

  /** The location of its name in the map around it. */
  get keyAt(): Location | undefined {
    return this.#source.locate(this.path, 'key')
  }

  /** The last step of its path. */
  get key(): string {
    return String(this.path.at(-1) ?? '')
  }

  get isEmpty(): boolean {
    return this.value === undefined || this.value === null
  }

  has(name: string): boolean {
    return isMap(this.value) && Object.hasOwn(this.value, name)
  }

  /** A member of a map, which may be missing. */
  get(name: string): Part {
    const { value } = this
    return this.#inner(name, isMap(value) && Object.hasOwn(value, name) ? value[name] : undefined)
  }

  /** Whether it is missing, `null`, or an empty list, map or text. */
  get saysNothing(): boolean {
    const { value } = this
    return typeof value === 'object' && value !== null
      ? Object.keys(value).length === 0
      : this.isEmpty || value === ''
  }

  /** The names of a map's members. */
  names(): string[] {
    return this.members().map(({ key }) => key)
  }

  /** The members of a map. */
  members(): Part[] {
    const { value } = this
    if (!isMap(value)) return this.#wrong('a map')
    return Object.keys(value).map((name) => this.#inner(name, value[name]))
  }

  /** The items of a list. */
  items(): Part[] {
    const { value } = this
    if (!Array.isArray(value)) return this.#wrong('a list')
    return value.map((item: unknown, i) => this.#inner(i, item))
  }

  /** The items of a list of texts. */
  texts(): string[] {
    return this.items().flatMap((item) => item.text() ?? [])
  }

  text(): string | undefined {
    if (typeof this.value === 'string') return this.value
    this.#wrong('text')
    return undefined
  }

  /** Also as text: Keycloak accepts `"false"`, and its own test realms have it. */
  flagOrText(): boolean | undefined {
    if (this.value === 'true' || this.value === 'false') return this.value === 'true'
    return this.flag()
  }

  flag(): boolean | undefined {
    if (typeof this.value === 'boolean') return this.value
    this.#wrong('true or false')
    return undefined
  }

  /** A whole number of something. */
  count(): number | undefined {
    if (typeof this.value === 'number' && Number.isSafeInteger(this.value)) return this.value
    this.#wrong('a whole number')
    return undefined
  }

  #inner(step: string | number, value: unknown): Part {
    return new Part(this.#source, this.#report, [...this.path, step], value)
  }

  #wrong(expected: string): [] {
    const args = { key: this.path.join('.'), expected, found: kindOf(this.value) }
    if (!this.isEmpty) this.#report(problem('import-wrong-type', args, this.at))
    return []
  }
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  if (isMap(value)) return 'a map'
  return typeof value === 'string' ? 'text' : JSON.stringify(value)
}
