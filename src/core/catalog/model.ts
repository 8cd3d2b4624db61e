import type { Location } from '../problem.js'
import type { Algorithm, Json, TokenType } from '../token/model.js'
import type { OpenApiSettings } from './openapi-settings.js'
import type { Reached, Sets } from './reach.js'
import type { Template } from './route-template.js'

/** A declared scope (RFC 6749 §3.3: one scope-token, compared by code unit). */
export interface Scope {
  readonly name: string
  readonly description: string
  /** Exactly as written: names, or globs whose `*` stops at ":". Catalog.implied has them expanded. */
  readonly implies: readonly string[]
  readonly at: Location | undefined
}

export type Scalar = string | number | boolean

/** A named set of scopes that users and clients can have. */
export interface Role {
  readonly name: string
  readonly description: string
  /** Its own scopes, globs expanded; without those copied by `extends` and without implied ones. */
  readonly scopes: readonly string[]
  /** Copies scopes only: never `default`, never `when`. */
  readonly extends: readonly string[]
  /** Every user has it; clients don't. */
  readonly isDefault: boolean
  /** Assigned to every user whose own attributes equal all of these; undefined if the role has no `when`. */
  readonly when: ReadonlyMap<string, Scalar> | undefined
  readonly at: Location | undefined
}

/**
 * A condition that no token with this catalog's scopes can satisfy: another scheme (with that scheme's scopes), or a
 * rule in words.
 */
export type ForeignWay =
  | { readonly scheme: string; readonly scopes: readonly string[] }
  | { readonly other: string }

/**
 * A part of an alternative that is not a scope. `authenticated`, any accepted token, is only found next to `scheme`:
 * the alternative still needs both, so no token satisfies it.
 */
export type OtherWay = ForeignWay | { readonly authenticated: true }

/**
 * All of these are needed together; scopes in order of first mention, without duplicates. Without any part it means any
 * accepted token.
 */
export interface Alternative {
  readonly scopes: readonly string[]
  readonly others: readonly OtherWay[]
}

/** What a route requires: an OR of ANDs, or one of the three keywords. An `undecided` route cannot be asked about. */
export type Requirement =
  | { readonly level: 'public' }
  | {
      /** Any accepted token. */
      readonly level: 'authenticated'
      /** The alternatives written beside it: other ways in, and scopes, which are no longer needed. */
      readonly beside?: readonly Alternative[]
    }
  | { readonly level: 'undecided' }
  | { readonly level: 'scopes'; readonly alternatives: readonly Alternative[] }

/** A method and a path template, with its requirement. */
export interface Route {
  /** `METHOD /template`, as written: the name of the route everywhere. */
  readonly name: string
  readonly method: string
  readonly template: string
  readonly pattern: Template
  readonly requirement: Requirement
  readonly description: string
  /** Example values of its path parameters. */
  readonly params: ReadonlyMap<string, string>
  /** Example values of its query parameters. */
  readonly query?: ReadonlyMap<string, string>
  /** An example of its JSON body, as text. */
  readonly body?: string
  readonly at: Location | undefined
}

export type ScopeFormat = 'string' | 'array'
export type View = 'literal' | 'implied'

/** The catalog's `token:`, overlaid with one profile. Undefined always means "not written". */
export interface TokenSettings {
  /**
   * Tokens are issued with the first, and accepted with any of them; `any` must be written in the catalog, it is never
   * a default. [] if left out.
   */
  readonly issuers: readonly string[] | 'any'
  readonly audiences: readonly string[] | 'any'
  readonly algorithm: Algorithm | undefined
  /** `optional`: tokens without `sub` are accepted too; if present, it still must be a string. */
  readonly subject: 'required' | 'optional'
  /** Whether `subject` was written: a server need not check what the catalog does not mention. */
  readonly subjectWritten: boolean
  readonly key: string | undefined
  /** What sets `key`, for messages: `token.key`, `profiles.NAME.key` or `--key`. */
  readonly keyBy: string
  /** Seconds. */
  readonly lifetime: number
  /** The `typ` of issued tokens, and then required of every token. */
  readonly type: TokenType | undefined
  /** The `client_id` in tokens of users and roles; undefined: they have none. */
  readonly clientId: string | undefined
  /** Claims of every issued token. */
  readonly claims: ReadonlyMap<string, Json>
  /** Claim names or JSON pointers, the first one present is used; undefined: not pinned. */
  readonly scopeClaims: readonly string[] | undefined
  readonly scopeFormat: ScopeFormat | undefined
  readonly roleClaim: string | undefined
  readonly enforce: View
  /** Assertions that depend on the view fail if the catalog does not say which one its server uses. */
  readonly enforceWritten: boolean
  readonly profile: string | undefined
  /** Flags replace the catalog. */
  readonly byFlags?: true
  readonly at: Location | undefined
}

/** A finding that the catalog accepts, with a reason: an entry of `lint: ignore`. */
export interface Ignore {
  readonly rule: string
  readonly name: string
  readonly at: { readonly rule: Location | undefined; readonly name: Location | undefined }
}

/** A finding of `probe` that is accepted until a day: an entry of `probe: waive`. */
export interface Waiver {
  readonly id: string
  readonly reason: string
  /** Seconds since 1970; from then on, the finding counts again. */
  readonly until: number
  readonly at: Location | undefined
}

/** A resource that `probe` creates for a write, and removes afterwards: an entry of `probe: fixtures`. */
export interface Fixture {
  readonly create: Route
  readonly remove: Route
  /** The parameter of `remove` that the id is for. */
  readonly param: string
  /** The field of the JSON answer with the id, or a JSON pointer to it; undefined: it is in the Location header. */
  readonly id: string | undefined
  readonly at: Location | undefined
}

/** A scope catalog that was read: every name in it exists, and everything derived from the file is computed. */
export interface Catalog {
  readonly file: string
  readonly token: TokenSettings
  /** The settings of every profile, each overlaid on `token:`; those of `token:` alone under undefined. */
  readonly settings: ReadonlyMap<string | undefined, TokenSettings>
  readonly scopes: ReadonlyMap<string, Scope>
  readonly roles: ReadonlyMap<string, Role>
  readonly routes: readonly Route[]
  /** Every scope with everything it implies, itself included: reflexive and transitive. */
  readonly implied: Reached
  /** Every role with its own scopes and those of all roles it extends; not closed under implication. */
  readonly own: Sets
  /** The attribute names that some `when` reads. */
  readonly attributes: ReadonlySet<string>
  /** The findings of `lint` and `drift` that are accepted. */
  readonly ignores: readonly Ignore[]
  /** The findings of `probe` that are accepted for some time. */
  readonly waivers: readonly Waiver[]
  /** What `probe` creates for writes. */
  readonly fixtures: readonly Fixture[]
  /** How the API's OpenAPI document is read. */
  readonly openapi: OpenApiSettings
  /** The users file, if the catalog names one; relative to the catalog. */
  readonly usersFile: string | undefined
}
