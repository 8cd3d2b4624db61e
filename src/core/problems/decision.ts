import type { Fault, InSettings, NoFacts } from './fault.js'
import type { PathFault, RouteFault } from './route.js'

type Near = { readonly suggestion?: string | undefined }

/** `other`: the client that a user was probably meant to be, or the other way round, if nothing of its own kind is near. */
export type NoSubject = {
  readonly file: string | undefined
  readonly other?: string | undefined
} & Near

/** What was found instead of a token. Of its content, only `null` and the like or an error code is shown. */
export type NotAToken =
  | { readonly is: 'empty' | 'word' | 'no-dot' | 'quoted' | 'markup' | 'text' }
  | { readonly is: 'nothing'; readonly text: string }
  | {
      readonly is: 'json'
      /** Its `error`, if that is a code. */
      readonly error?: string | undefined
      /** The member that contains a token. */
      readonly member?: string | undefined
    }

/** A name in a token that resembles a scope or role, but is not equal to it. */
export interface Spelling {
  /**
   * `separator`: names joined by another sign than a space; `element`: several names in one element of a list; `list`: a
   * list written as text; the others: another name that only looks alike (`order`: its parts are in another order).
   */
  readonly how:
    | 'separator'
    | 'element'
    | 'list'
    | 'case'
    | 'prefix'
    | 'punctuation'
    | 'order'
    | 'letters'
  readonly name: string
  /** The scopes that it probably means. */
  readonly meant: readonly string[]
}

/** The claim that a setting probably means; `isPath`: the setting writes its path in another notation. */
type Meant = { readonly claim: string; readonly isPath: boolean } | undefined

/** A part of a route with a meaning in some other router; in a catalog it is plain text. */
export interface ForeignPart {
  readonly part: string
  readonly what: 'parameter' | 'star' | 'method'
  /** The path in the catalog's notation, if that is known. */
  readonly path: string | undefined
}

/** Why this catalog cannot have a token with some flaw. */
export type FlawFault =
  | 'any-audience'
  | 'audience-accepted'
  | 'any-issuer'
  | 'issuer-accepted'
  | 'subject-optional'
  | 'no-type'
  | 'no-scopes'
  | 'no-scope-claim'
  | 'every-scope-claim'
  | 'nothing-implied'
  | 'no-public-key'

/** Why a line of a batch is not a question. */
export interface BatchLineFaults {
  /** `offset`: where the text stops being valid JSON. */
  'not-json': { what: string; offset: number }
  'not-object': NoFacts
  /** It has neither a route nor a need, or both. */
  goal: NoFacts
  'any-without-need': NoFacts
  expect: Near
}

/** Problems of a question about scopes, routes and subjects, and notes on its answer. */
export interface DecisionProblems {
  'blank-scopes': { flag: string }
  /** `option`: that of a call to the library. */
  'no-such-scope': { scope: string; option?: string | undefined } & Near
  /** `others`: routes for the same path. `example`: a route of the catalog, if nothing is similar. */
  'bad-route': {
    route: string
    why: RouteFault
    others?: readonly string[]
    example?: string
  } & Near
  'bad-path': { path: string; why: PathFault }
  /** `others`: routes for the same path with other methods. */
  'no-route': { route: string; others?: readonly string[] } & Near
  /** `part`: what other routers read as a parameter, the rest of a path or any method. */
  'unmatchable-route': { route: string; part: string; what: ForeignPart['what'] } & Near
  'ambiguous-route': { route: string; routes: readonly string[] }
  'undecided-route': { route: string }
  /** `router`: undefined if the command line does not name the router of the API. */
  'route-unclear': { route: string; routes: readonly string[]; router: string | undefined }
  'route-cut': { cut: readonly string[]; path: string }
  /** `file`: undefined if there is none. */
  'no-such-user': { user: string } & NoSubject
  'no-such-client': { client: string } & NoSubject
  'no-such-role': { role: string } & Near
  /** `wanted`: what it does not get, if the answer is not a decision. */
  'subject-disabled': { kind: string; name: string; wanted?: 'token' }
  'more-than-granted': { name: string; scopes: readonly string[]; granted: readonly string[] }
  'scopes-dropped': { scopes: readonly string[] }
  'no-token': Record<string, never>
  /** `best`: the one to suggest. `unusable`: those that are not names, for example null. */
  'scope-claims-differ': InSettings & {
    claims: readonly string[]
    unusable: readonly { readonly claim: string; readonly found: string }[]
    best: string
    catalog: string
  }
  'scope-claim-type': InSettings & {
    claim: string
    found: string
    expected: 'string' | 'array' | undefined
  }
  'role-claim-type': InSettings & { claim: string; found: string }
  'role-claim-missing': InSettings & { claim: string; meant: Meant }
  /** `names`: the first of `count`. */
  'role-claim-unknown': { claim: string; names: readonly string[]; count: number }
  /** `setting`: the catalog line that would read it. `read`: the claim that is read now, if the token has it. */
  'no-scope-claim': InSettings & {
    claim: string
    setting: 'role_claim' | 'scope_claim'
    value: string
    read?: string | undefined
    /** Whether its names only look like the catalog's. */
    alike?: boolean | undefined
    /** It is inside a list of objects: no setting can refer to it. */
    inList?: boolean | undefined
  }
  /** The token has no claim that scopes are read from, and no other claim holds a scope of the catalog. */
  'scope-claim-missing': InSettings & { claims: readonly string[]; pinned: boolean; meant: Meant }
  'scope-claim-empty': { claim: string }
  'scope-spelling': Spelling & {
    kind: 'scope' | 'role'
    claim: string
    form: 'string' | 'array'
    byFlags?: boolean | undefined
  }
  'missing-scopes': { missing: readonly string[] }
  'only-other-ways': { ways: readonly string[] }
  /** A note on the rows of a matrix: these scopes allow more where implied ones are expanded. */
  'rows-literal': InSettings & { scopes: readonly string[] }
  'views-differ': InSettings & { view: 'literal' | 'implied'; written: boolean }
  'would-be-refused': { reason: string }
  'flaw-not-expressible': { flaw: string; why: FlawFault }
  'flaw-needs-consent': { flaw: string }
  'unknown-flaw': { flaw: string } & Near
  'bad-claim-flag': { claim: string }
  'audience-any': Record<string, never>
  'audience-not-accepted': { audience: string }
  'no-subject-named': { stdin: string }
  'not-a-token': { source: string; found: NotAToken }
  'token-blank': { source: string }
  'token-utf16': { source: string }
  'goal-missing': { flags: readonly string[] }
  'goal-twice': Record<string, never>
  'iat-unreadable': Record<string, never>
  'keying-without-key': InSettings & { flags: readonly string[] }
  /** `raw`: a secret as bytes, not a JWK. */
  'algorithm-unsaid': InSettings & { source: string; kty: string; raw: boolean; flag: boolean }
  'algorithms-differ': InSettings & { source: string; algorithms: readonly string[]; flag: boolean }
  /** `profiles`: those whose key can sign; undefined in it: without a profile. */
  'key-cannot-sign': { source: string; profiles?: readonly (string | undefined)[] }
  'several-signing-keys': { source: string; count: number }
  'no-development-key': InSettings & { folder: string }
  'development-key-algorithm': InSettings & { algorithm: string; made: string }
  'clock-set': { at: number }
  'batch-empty': Record<string, never>
  'batch-line': { why: Fault<BatchLineFaults> }
  'catalog-skipped': { file: string | undefined }
  'undeclared-roles': { roles: readonly string[] }
  'undeclared-scopes': { scopes: readonly string[] }
  'token-for-whom': Record<string, never>
  'key-is-configured': { catalog: string }
  'ring-exists': { folder: string }
  'secret-not-public': { source: string }
  'flag-needs': { flag: string; needs: string }
}
