import { escapedSegment } from '../catalog/canonical-path.js'
import type { Catalog, Requirement, Route, TokenSettings } from '../catalog/model.js'
import { otherText } from '../catalog/norm.js'
import { norm } from '../catalog/requirement.js'
import type { Template } from '../catalog/route-template.js'
import { tokenAccess } from '../catalog/token-access.js'
import { overlapping } from '../lint/overlaps.js'
import type { Location } from '../problem.js'
import { namesOf } from '../token/algorithms.js'
import type { Algorithm, Jwk, TokenType } from '../token/model.js'
import { claimPath } from '../token/pointer.js'
import { SCOPE_CLAIMS } from '../token/reserved-claims.js'
import { byCodeUnit } from '../word.js'
import { pathExpression } from './path-rules.js'

/** What an engine must decide, in no engine's terms: everything that `decide` reads from a catalog, written out. */
export interface Policy extends PolicyRules {
  readonly tokens: PolicyTokens
}

/** What is decided about a request whose token was accepted. */
export interface PolicyRules {
  readonly routes: readonly PolicyRoute[]
  /** Each scope that some route needs, with the scopes by which a token has it: itself, and those that imply it. */
  readonly givenBy: ReadonlyMap<string, readonly string[]>
}

export interface PolicyRoute {
  readonly name: string
  readonly method: string
  /** An RE2 expression without anchors, for the paths in canonical form. */
  readonly path: string
  readonly pattern: Template
  /** The text of each segment of such a path; null if it has a parameter. */
  readonly segments: readonly (string | null)[]
  /** The text around the parameters of each segment, not escaped: one text if it has none. */
  readonly parts: readonly (readonly string[])[]
  /** Whether anything may follow the segments. */
  readonly hasRest: boolean
  readonly level: 'public' | 'authenticated' | 'undecided' | 'scopes'
  /** The minimal sets of scopes that are enough, by themselves; none if no token is. */
  readonly anyOf: readonly (readonly string[])[]
  /** The ways in that need more than a token, as text: no token satisfies them. */
  readonly otherWays: readonly string[]
  /** Equal for two routes exactly if they require the same. */
  readonly requires: string
  /** The routes of the same method that govern where their paths and this route's meet. Each comes before this one. */
  readonly narrower: readonly string[]
  /**
   * The routes of the same method that have some of its paths, but not all, and require something else. Where both
   * match and no narrower one does, there is no decision.
   */
  readonly clashes: readonly string[]
  readonly at: Location | undefined
}

/** Whether some segment has text next to a parameter, or several parameters. */
export const isMixed = (parts: PolicyRoute['parts']): boolean =>
  parts.some((texts) => texts.length > 2 || (texts.length > 1 && texts.join('') !== ''))

export interface PolicyTokens {
  /** The accepted values of `alg`, all for the same keys. */
  readonly algorithms: readonly Algorithm[]
  readonly keys: PolicyKeys
  readonly issuers: readonly string[] | 'any'
  readonly audiences: readonly string[] | 'any'
  readonly subject: 'required' | 'optional'
  readonly type: TokenType | undefined
  /** Seconds. */
  readonly leeway: number
  /** The claims that scopes are read from, each as a path. */
  readonly scopeClaims: readonly (readonly string[])[]
  /** Whether the first claim present counts; otherwise those present must not differ. */
  readonly firstClaim: boolean
  readonly scopeFormat: 'string' | 'array' | undefined
  readonly roles:
    | {
        readonly claim: readonly string[]
        readonly scopes: ReadonlyMap<string, readonly string[]>
      }
    | undefined
  /** Where the settings are in the catalog. */
  readonly at: Location | undefined
}

/** Public keys: a copy, or where they are published. Never a secret. */
export type PolicyKeys =
  | { readonly from: 'url'; readonly url: string }
  | { readonly from: 'copy'; readonly keys: readonly Jwk[] }

interface Given {
  readonly algorithm: Algorithm
  readonly keys: PolicyKeys
  /** Seconds. */
  readonly leeway: number
}

/**
 * The catalog's rules with everything written out, in an order in which narrower routes come first. It is the same for
 * the same catalog, whatever the order of its routes.
 */
export const policyOf = (catalog: Catalog, given: Given): Policy => ({
  ...rulesOf(catalog),
  tokens: tokensOf(catalog, given),
})

/** The routes and scopes of a policy, without what makes a token acceptable. */
export function rulesOf(catalog: Catalog): PolicyRules {
  const routes = routesOf(catalog)
  const needed = new Set(routes.flatMap(({ anyOf }) => anyOf.flat()))
  const givenBy = [...needed]
    .sort(byCodeUnit)
    .map((name) => [name, giversOf(catalog, name)] as const)
  return { routes, givenBy: new Map(givenBy) }
}

function giversOf({ scopes, implied, token }: Catalog, name: string): string[] {
  if (token.enforce === 'literal') return [name]
  return [...scopes.keys()].filter((each) => implied.get(each)?.has(name)).sort(byCodeUnit)
}

function tokensOf(
  { token, roles, own }: Catalog,
  { algorithm, keys, leeway }: Given,
): PolicyTokens {
  const { issuers, audiences, subject, type, scopeClaims, scopeFormat, roleClaim, at } = token
  const names = [...roles.keys()].sort(byCodeUnit)
  const scopes = names.map((name) => [name, [...(own.get(name) ?? [])].sort(byCodeUnit)] as const)
  return {
    algorithms: namesOf(algorithm),
    keys,
    issuers: unordered(issuers),
    audiences: unordered(audiences),
    subject,
    type,
    leeway,
    scopeClaims: (scopeClaims ?? SCOPE_CLAIMS).map(claimPath),
    firstClaim: scopeClaims !== undefined,
    scopeFormat,
    roles:
      roleClaim === undefined
        ? undefined
        : { claim: claimPath(roleClaim), scopes: new Map(scopes) },
    at,
  }
}

const unordered = (names: TokenSettings['issuers']): readonly string[] | 'any' =>
  names === 'any' ? 'any' : [...new Set(names)].sort(byCodeUnit)

/** Sorted by name, each after the routes that are narrower. */
function routesOf({ routes }: Catalog): PolicyRoute[] {
  const narrower = new Map<Route, Set<Route>>(routes.map((route) => [route, new Set()]))
  const clashes = new Map<Route, Set<Route>>(routes.map((route) => [route, new Set()]))
  for (const { first, second, relation } of overlapping(routes)) {
    if (relation.kind === 'within') narrower.get(second)?.add(first)
    else if (relation.kind === 'around') narrower.get(first)?.add(second)
    else if (norm(first.requirement) !== norm(second.requirement)) {
      clashes.get(first)?.add(second)
      clashes.get(second)?.add(first)
    }
  }
  const placed = new Set<Route>()
  const place = (route: Route): void => {
    if (placed.has(route)) return
    // At most as deep as a chain of templates, each within the next.
    for (const inner of byName(narrower.get(route) ?? [])) place(inner)
    placed.add(route)
  }
  for (const route of byName(routes)) place(route)
  return [...placed].map((route) => ({
    name: route.name,
    method: route.method,
    path: pathExpression(route.pattern),
    pattern: route.pattern,
    segments: route.pattern.segments.map(({ plain }) =>
      plain.length === 1 ? escapedSegment(plain[0] ?? '') : null,
    ),
    parts: route.pattern.segments.map(({ plain }) => plain),
    hasRest: route.pattern.tail !== undefined,
    level: route.requirement.level,
    ...waysOf(route.requirement),
    requires: norm(route.requirement),
    narrower: byName(narrower.get(route) ?? []).map(({ name }) => name),
    clashes: byName(clashes.get(route) ?? []).map(({ name }) => name),
    at: route.at,
  }))
}

function waysOf(requirement: Requirement): Pick<PolicyRoute, 'anyOf' | 'otherWays'> {
  const access = tokenAccess(requirement)
  const others = access.who === 'everyone' ? [] : access.otherWays
  return {
    // Any accepted token is a level of its own.
    anyOf: access.who === 'token' && requirement.level === 'scopes' ? access.anyOf : [],
    otherWays: [...new Set(others.map(otherText))].sort(byCodeUnit),
  }
}

const byName = (routes: Iterable<Route>): Route[] =>
  [...routes].sort((a, b) => byCodeUnit(a.name, b.name))
