/**
 * People of a file that is too long to be read for one of them. Asked for by name, the file is looked through for that
 * one; asked for anything else, or for the third name, all of them are loaded and kept. With `each`, those who are
 * walked over one by one are read meanwhile, every time anew, and none is kept.
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

  /** As they stand in the file, for guesses at what was meant; where all are loaded, each is valid. */
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

/** So many names are looked for one by one. */
const FEW = 2
