import type { Requirement, Scalar, View } from '../catalog/model.js'
import type { PackedProbed } from './page-probed.js'
import type { PackedToken } from './page-token.js'
import type { RowKind } from './rows.js'

/**
 * The access page's data, as the JSON in the page: a catalog and its users without anything secret. Passwords, client
 * secrets, keys and claims are not in it. The page turns it back into a catalog (unpack.ts), and so decides with the same
 * code as the commands.
 */
export interface PageData {
  /** The version of this format. */
  readonly version: 1
  /** The catalog file, as the user would write it. */
  readonly catalog: string
  /** For the commands that the page offers. */
  readonly given: FileFlags
  readonly side: PackedSide
  /** The rows that are shown first. */
  readonly by: RowKind
  /** With filters on the command line: the numbers of the routes that are shown, and the names of the roles. */
  readonly routes: readonly number[] | undefined
  readonly roles: readonly string[] | undefined
  /** What the filters were, as written: `--path /users/*`. */
  readonly filters: readonly string[]
  /** With --compare: the names of the two rows. */
  readonly compare: readonly [string, string] | undefined
  readonly older: PackedOlder | undefined
  /** For checking a pasted token. */
  readonly token: PackedToken
  /** With --probed: what a server did. */
  readonly probed: PackedProbed | undefined
}

/** The flags of the command line that made a page, as far as a command about the same files must repeat them; as given. */
export interface FileFlags {
  readonly catalog?: string | undefined
  readonly usersFile?: string | undefined
  readonly profile?: string | undefined
  readonly env?: string | undefined
}

/** A number for a name in the list of scopes or roles. */
type Index = number
/** A file, as its number in `files`, and a line; undefined: not known. */
export type Place = readonly [file: number, line: number] | null

export interface PackedSide {
  readonly files: readonly string[]
  readonly enforce: View
  readonly scopes: readonly (readonly [
    name: string,
    description: string,
    implies: readonly string[],
    place: Place,
  ])[]
  readonly roles: readonly (readonly [
    name: string,
    description: string,
    scopes: readonly Index[],
    extends_: readonly Index[],
    isDefault: 0 | 1,
    when: readonly (readonly [string, Scalar])[] | null,
    place: Place,
  ])[]
  /** Each requirement once: thousands of routes share a few. */
  readonly requirements: readonly Requirement[]
  readonly routes: readonly PackedRoute[]
  readonly usersFile: string | null
  readonly users: readonly PackedPerson[]
  readonly clients: readonly PackedPerson[]
}

export type PackedRoute = readonly [
  method: string,
  template: string,
  requirement: number,
  description: string,
  place: Place,
]

export type PackedPerson = readonly [
  name: string,
  roles: readonly Index[],
  scopes: readonly Index[],
  disabled: 0 | 1,
  /** For users: only those that some `when` reads. */
  attributes: readonly (readonly [string, Scalar])[],
  place: Place,
]

export type RouteChangeKind = 'opened' | 'weaker' | 'stronger' | 'new-route' | 'gone-route'

/** The older side of a comparison, with the same routes wherever a path is governed on both. */
export interface PackedOlder {
  /** The revision, as written. */
  readonly name: string
  readonly side: PackedSide
  /** For each route of the newer side, then each of `gone`: its older requirement in `side`; -1: no route governed it. */
  readonly before: readonly number[]
  /** Routes that the newer side does not have. Their requirement is one of the newer side: of the route that governs their paths now; -1: none does. */
  readonly gone: readonly PackedRoute[]
  /** How the route itself changed, by its number; as diff has it. */
  readonly changed: readonly (readonly [route: number, kind: RouteChangeKind])[]
}
