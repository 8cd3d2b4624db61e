import type { Location } from '../problem.js'
import type { Algorithm } from '../token/model.js'
import type { Sets } from './reach.js'
import type { Template } from './route-template.js'

/** A declared scope (RFC 6749 §3.3: one scope-token, compared by code unit). */
export interface Scope {
  readonly name: string
  readonly description: string
  /** Exactly as written: names, or globs whose `*` stops at ":". Catalog.implied has them worked out. */
  readonly implies: readonly string[]
  readonly at: Location | undefined
}

export type Scalar = string | number | boolean

/** A named set of scopes that users and clients have. */
export interface Role {
  readonly name: string
  readonly description: string
  /** Its own scopes, globs expanded; without those it copies by `extends`, without implied ones. */
  readonly scopes: readonly string[]
  /** Copies scopes only: never `default`, never `when`. */
  readonly extends: readonly string[]
  /** Every user has it; clients do not. */
  readonly isDefault: boolean
  /** Assigned to every user whose own attributes equal all of these; undefined where the role has no `when`. */
  readonly when: ReadonlyMap<string, Scalar> | undefined
  readonly at: Location | undefined
}

/** What no token of this catalog's scopes can satisfy: another scheme (with that scheme's scopes), or a rule in words. */
export type OtherWay =
  | { readonly scheme: string; readonly scopes: readonly string[] }
  | { readonly other: string }

/** All of these together; scopes sorted by first mention, without repeats. */
export interface Alternative {
  readonly scopes: readonly string[]
  readonly others: readonly OtherWay[]
}

/** What a route demands: an OR of ANDs, or one of the three words. `undecided` cannot be asked about. */
export type Requirement =
  | { readonly level: 'public' }
  | { readonly level: 'authenticated' }
  | { readonly level: 'undecided' }
  | { readonly level: 'scopes'; readonly alternatives: readonly Alternative[] }

/** A method and a path template, with what it requires. */
export interface Route {
  /** `METHOD /template`, as written: the route's name everywhere. */
  readonly name: string
  readonly method: string
  readonly template: string
  readonly pattern: Template
  readonly requirement: Requirement
  readonly description: string
  /** Example values of its path parameters. */
  readonly params: ReadonlyMap<string, string>
  readonly at: Location | undefined
}

export type ScopeFormat = 'string' | 'array'
export type View = 'literal' | 'implied'

/** The catalog's `token:`, one profile laid over it. Undefined always means "not written". */
export interface TokenSettings {
  /** First is written, any is accepted; `any`: written in the catalog, never a default. [] where left out. */
  readonly issuers: readonly string[] | 'any'
  readonly audiences: readonly string[] | 'any'
  readonly algorithm: Algorithm | undefined
  /** `optional`: tokens without `sub` are accepted too; one that is there still must be text. */
  readonly subject: 'required' | 'optional'
  readonly key: string | undefined
  /** Seconds. */
  readonly lifetime: number
  /** Claim names or JSON pointers, first present wins; undefined: not pinned. */
  readonly scopeClaims: readonly string[] | undefined
  readonly scopeFormat: ScopeFormat | undefined
  readonly roleClaim: string | undefined
  readonly enforce: View
  /** Assertions that hang on the view fail where the catalog does not say which one its server uses. */
  readonly enforceWritten: boolean
  readonly profile: string | undefined
  readonly at: Location | undefined
}

/** A scope catalog that was read: every name in it exists, and what follows from the file is worked out. */
export interface Catalog {
  readonly file: string
  readonly token: TokenSettings
  /** The settings of every profile, each laid over `token:`; those of `token:` alone under undefined. */
  readonly settings: ReadonlyMap<string | undefined, TokenSettings>
  readonly scopes: ReadonlyMap<string, Scope>
  readonly roles: ReadonlyMap<string, Role>
  readonly routes: readonly Route[]
  /** Every scope with all that it implies, itself included: reflexive and transitive. */
  readonly implied: Sets
  /** Every role with the scopes of its own and of all it extends; not closed under implication. */
  readonly own: Sets
  /** The attribute names that some `when` reads. */
  readonly attributes: ReadonlySet<string>
  /** Where the users are, if the catalog says so; relative to the catalog. */
  readonly usersFile: string | undefined
}
