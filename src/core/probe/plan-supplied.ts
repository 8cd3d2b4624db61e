import { boundaryOf, heldIn } from '../catalog/boundary.js'
import type { Catalog, Requirement, Route } from '../catalog/model.js'
import { tokenAlternatives } from '../catalog/requirement.js'
import { sorted } from '../catalog/sorted.js'
import { FLAW_NAMES } from '../issue/flaws.js'
import { KEYLESS_FLAWS, keylessFlaws } from './flawed-supplied.js'
import { flawsFor } from './flaws-for.js'
import type { Check, Credential, Expected, Planned, RoutePlan } from './model.js'
import { inOrder } from './order.js'
import { isAllowed, type Supplied } from './supplied.js'
import { variantsOf } from './variants.js'

/** The most tokens that are sent to one route: of those that hold the same scopes, one. */
const MOST_TOKENS = 64

export interface SuppliedSettings {
  readonly methods: ReadonlySet<string>
  readonly supplied: readonly Supplied[]
  /** Whether the route is also sent with a token that is allowed to. */
  readonly sendsAllowed: boolean
  /** What is allowed at most, by other ways in as well. */
  readonly widest: Requirement
  /** What asks for the methods of the path. */
  readonly options: readonly Planned[]
}

/** The requests for a route with the tokens that the user supplied: they are refused or allowed by what they hold. */
export function planSupplied(
  catalog: Catalog,
  route: Route,
  path: string,
  { methods, supplied, sendsAllowed, widest, options }: SuppliedSettings,
): RoutePlan {
  const { method, requirement } = route
  const request = (check: Check, credential: Credential, expected: Expected): Planned => ({
    ...{ check, variant: undefined, method, path, headers: {} },
    ...{ credential, expected },
  })
  const tokens = supplied.filter(({ isUsable }) => isUsable)
  const judged = tokens.map((each) => ({ each, allowed: isAllowed(catalog, requirement, each) }))
  const allowedTokens = distinct(
    judged.filter(({ allowed }) => allowed === true).map(({ each }) => each),
  )
  // What another way in may allow need not be refused: sending it could change data.
  const refusedTokens = distinct(
    judged
      .filter(
        ({ allowed, each }) => allowed === false && isAllowed(catalog, widest, each) === false,
      )
      .map(({ each }) => each),
  )
  const credential = (each: Supplied): Credential => ({
    ...{ kind: 'supplied', who: each.who, scopes: sorted(catalog, each.held) },
  })
  const refused = refusedTokens.map((each) => ({
    credential: credential(each),
    lacks: lackedBy(requirement, each.held),
  }))
  const [first] = allowedTokens
  const refusals = [
    request({ is: 'no-token' }, { kind: 'none' }, 'unauthorized'),
    request({ is: 'garbage' }, { kind: 'garbage' }, 'unauthorized'),
    ...(first ? keylessFlaws(first.token) : []).map((flaw) => {
      const { who } = first as Supplied
      const scopes = sorted(catalog, (first as Supplied).held)
      return request({ is: 'flaw', flaw }, { kind: 'flaw', flaw, scopes, who }, 'unauthorized')
    }),
    ...refused.map((each) =>
      request(refusedCheck(each.credential, each.lacks), each.credential, 'forbidden'),
    ),
  ]
  const allowances = sendsAllowed
    ? allowedTokens.map((each) => {
        const token = credential(each)
        return request({ is: 'allowed', scopes: sorted(catalog, each.held) }, token, 'allowed')
      })
    : []
  const best = refused.find(({ credential: token }) => 'scopes' in token && token.scopes.length > 0)
  const variants = variantsOf(
    catalog,
    route,
    path,
    {
      refused: best?.credential,
      lacks: best?.lacks ?? [],
      allowed: sendsAllowed && first ? credential(first) : undefined,
      scopes: first ? sorted(catalog, first.held) : [],
    },
    methods,
  )
  const requests = inOrder(refusals, variants, allowances, options)
  const boundary = boundaryOf(requirement, catalog, MOST_TOKENS)
  const has = (names: readonly string[]): boolean =>
    tokens.some(({ held }) => held.size === names.length && names.every((name) => held.has(name)))
  const gaps = {
    withoutKey: keyedFlaws(catalog, requirement),
    allowed: boundary.allowed.filter((names) => !has(names)),
    refused: boundary.refused.filter((each) => !has(heldIn(catalog, each))),
    unclear: judged.filter(({ allowed }) => allowed === undefined).map(({ each }) => each.who),
    hasAllowed: first !== undefined,
    hasRefused: refused.length > 0 || requirement.level !== 'scopes',
  }
  const { leftOut } = boundary
  return {
    ...{ route, subject: { kind: 'anonymous' }, requests, withoutConsent: [] },
    ...{ leftOut: { ...leftOut, otherWays: 0 }, supplied: gaps },
  }
}

const refusedCheck = (credential: Credential, lacks: readonly string[]): Check =>
  'scopes' in credential && credential.scopes.length > 0
    ? { is: 'refused', lacks }
    : { is: 'empty' }

/** One token for each set of scopes: the first. */
function distinct(tokens: readonly Supplied[]): Supplied[] {
  const sets = new Map(
    tokens.toReversed().map((each) => [[...each.held].sort().join(' '), each] as const),
  )
  return tokens.filter((each) => [...sets.values()].includes(each)).slice(0, MOST_TOKENS)
}

/** The needed scopes that a token does not hold. */
const lackedBy = (requirement: Requirement, held: ReadonlySet<string>): string[] => [
  ...new Set(
    tokenAlternatives(requirement)
      .flat()
      .filter((name) => !held.has(name)),
  ),
]

/** The flaws that the catalog configures, and that only the issuer could sign. */
function keyedFlaws(catalog: Catalog, requirement: Requirement): RoutePlan['withoutConsent'] {
  const { flaws } = flawsFor(catalog, requirement, { consents: true, isSymmetric: false })
  const keyless: readonly string[] = KEYLESS_FLAWS
  return FLAW_NAMES.filter((flaw) => flaws.includes(flaw) && !keyless.includes(flaw))
}
