import type { Scalar } from '../catalog/model.js'
import type { Location } from '../problem.js'
import type { Json } from '../token/model.js'
import type { Client, User } from './model.js'

/** Finds the location of a line's entry; computed when needed, since only a few of a million are. */
export interface Places {
  /** @param line undefined if lines were not counted while reading. */
  at(offset: number, line: number | undefined): Location | undefined
  /** The claims of the user there, read again, since they are rarely needed. */
  claims(offset: number, line: number | undefined): ReadonlyMap<string, Json>
}

/** The line of an entry, in a file with one entry per line. */
export interface EntryPlace {
  readonly places: Places
  /** In bytes. */
  readonly offset: number
  readonly line: number | undefined
}

/** A client that only stores the line that it was read from; `at` is an inherited getter. */
export class ListedClient implements Client {
  readonly name: string
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  readonly disabled: boolean
  protected readonly places: Places
  protected readonly offset: number
  protected readonly line: number | undefined

  constructor(
    name: string,
    { roles, scopes, disabled }: Pick<Client, 'roles' | 'scopes' | 'disabled'>,
    { places, offset, line }: EntryPlace,
  ) {
    this.name = name
    this.roles = roles
    this.scopes = scopes
    this.disabled = disabled
    this.places = places
    this.offset = offset
    this.line = line
  }

  get at(): Location | undefined {
    return this.places.at(this.offset, this.line)
  }
}

const NO_CLAIMS: ReadonlyMap<string, Json> = new Map()

export class ListedUser extends ListedClient implements User {
  readonly attributes: ReadonlyMap<string, Scalar>
  readonly #hasClaims: boolean

  constructor(
    name: string,
    entry: Omit<User, 'name' | 'at' | 'claims'> & { readonly hasClaims: boolean },
    place: EntryPlace,
  ) {
    super(name, entry, place)
    this.attributes = entry.attributes
    this.#hasClaims = entry.hasClaims
  }

  get claims(): ReadonlyMap<string, Json> {
    return this.#hasClaims ? this.places.claims(this.offset, this.line) : NO_CLAIMS
  }
}
