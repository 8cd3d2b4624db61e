/**
 * The people in a file that is too long to be read for a few of them. A lookup by name searches the file for that one;
 * anything else, or a third name, loads and keeps all of them. With `each`, iterating reads them one by one, every time
 * again, and keeps none.
 */
export class People<P> implements ReadonlyMap<string, P> {
  readonly #find: (name: string) => P | undefined
  readonly #names: () => Iterable<string>
  readonly #load: () => ReadonlyMap<string, P>
  readonly #each: (() => Iterable<P>) | undefined
  readonly #found = new Map<string, P | undefined>()
  #all: ReadonlyMap<string, P> | undefined

  constructor(how: {
    find: (name: string) => P | undefined
    names: () => Iterable<string>
    load: () => ReadonlyMap<string, P>
    each?: () => Iterable<P>
  }) {
    this.#find = how.find
    this.#names = how.names
    this.#load = how.load
    this.#each = how.each
  }

  get(name: string): P | undefined {
    if (this.#all || (this.#found.size >= FEW && !this.#found.has(name))) {
      return this.#everybody().get(name)
    }
    if (!this.#found.has(name)) this.#found.set(name, this.#find(name))
    return this.#found.get(name)
  }

  has(name: string): boolean {
    return this.get(name) !== undefined
  }

  /** In file order, for suggesting similar names; if all are loaded, each is valid. */
  keys(): MapIterator<string> {
    return this.#all ? this.#all.keys() : (this.#names()[Symbol.iterator]() as MapIterator<string>)
  }

  get size(): number {
    return this.#everybody().size
  }

  values(): MapIterator<P> {
    if (this.#all || !this.#each) return this.#everybody().values()
    return this.#each()[Symbol.iterator]() as MapIterator<P>
  }

  entries(): MapIterator<[string, P]> {
    return this.#everybody().entries()
  }

  [Symbol.iterator](): MapIterator<[string, P]> {
    return this.entries()
  }

  forEach(each: (person: P, name: string, all: ReadonlyMap<string, P>) => void): void {
    for (const [name, person] of this.#everybody()) each(person, name, this)
  }

  #everybody(): ReadonlyMap<string, P> {
    this.#all ??= this.#load()
    return this.#all
  }
}

/** How many names are searched for individually. */
const FEW = 2
