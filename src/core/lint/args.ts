import type { Scalar } from '../catalog/model.js'
import type { LintProblems } from '../problems/lint.js'

/** The facts that each rule's message needs. The messages are in report/finding-words.ts. */
interface CatalogArgs {
  'unused-scope': { scope: string }
  'ungranted-scope': { scope: string }
  /** `unmet`: it has a `when` that nobody's attributes satisfy. */
  'unreachable-role': { role: string; unmet: boolean }
  /** `expected`: what some `when` compares it with. */
  'unmatched-attribute': { user: string; attribute: string; value: Scalar; expected: Scalar }
  /** `other` undefined: it adds nothing to what everyone has. */
  'equal-roles': { role: string; other: string | undefined }
  'growing-glob': { glob: string; by: string; how: 'grants' | 'implies'; count: number }
  'extends-conditional-role': { role: string; other: string; when: string }
  'first-match-overlap': { route: string; other: string }
  'unpinned-scope-claim': Record<never, never>
  'any-issuer-or-audience': { claim: 'issuer' | 'audience'; by: string }
  /** `because`: the scope or role that already grants it. */
  'redundant-grant': { what: 'scope' | 'role'; name: string; to: string; because: string }
  /** `path`: a spelling variant of `other` that `route` matches; `more`: how many more routes it matches variants of. */
  'spelling-overlap': { route: string; other: string; path: string; more: number }
  'ambiguous-overlap': { route: string; other: string; path: string }
  'public-mutation': { route: string }
  /** `alternatives`: as a requirement's text; `scopes`: those that they name. */
  'dead-alternative': {
    route: string
    alternatives: readonly string[]
    scopes: readonly string[]
  }
  'undecided-route': { route: string }
  /** `instead`: how the method or the path should be written. */
  'unmatchable-route': {
    route: string
    part: string
    isMethod: boolean
    instead: string | undefined
  }
  /** Undefined: it implies nothing, but allows `route`. */
  'default-admin': {
    role: string
    scope: string
    implies: readonly string[]
    route: string | undefined
  }
  'long-lifetime': { seconds: number; by: string }
  'symmetric-production': { algorithm: string; issuer: string; by: string }
  'missing-audience': Record<never, never>
  'missing-issuer': Record<never, never>
  /** `like`: another name that it can be confused with; otherwise the characters that are not what they seem. */
  'confusable-name': {
    kind: NameKind
    name: string
    like: string | undefined
    characters: readonly string[]
  }
  'disabled-with-grants': { kind: 'user' | 'client'; name: string; count: number }
  /** `who`: a name, or how many more there are. */
  'without-grants': { kind: 'user' | 'client'; who: string | number }
  'tracked-development-key': { file: string }
  'unused-ignore': LintProblems['unused-ignore']
}

/** Facts about an OpenAPI document. `by`: an operation, or `security` of the whole document. */
interface GatewayArgs {
  'gateway-inherited-security': { by: string }
  'gateway-all-of-scopes': { by: string; scheme: string; scopes: readonly string[] }
  'gateway-several-authorizers': { by: string; schemes: readonly string[] }
  /** `count`: in how many places it is named; `declared`: the document has such a scheme. */
  'gateway-without-authorizer': { scheme: string; count: number; declared: boolean }
}

export interface LintArgs extends CatalogArgs, GatewayArgs {}

export type NameKind = 'scope' | 'role' | 'user' | 'client' | 'description of'

/** Names should fit after "allow": each names the pattern, not the remedy. */
export type RuleCode = keyof LintArgs
export type CatalogRuleCode = keyof CatalogArgs
export type GatewayRuleCode = keyof GatewayArgs
