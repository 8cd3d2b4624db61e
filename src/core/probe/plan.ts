import { boundaryOf, heldIn, type Lacking } from '../catalog/boundary.js'
import type { Catalog, Requirement, Route } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { antichain, satisfies, tokenAlternatives } from '../catalog/requirement.js'
import { sorted } from '../catalog/sorted.js'
import { expectedAnswer, type Flaw, lookalikes } from '../issue/flaws.js'
import type { Subject } from '../subject/model.js'
import { flawsFor } from './flaws-for.js'
import { isSafe } from './methods.js'
import type { Check, Credential, Expected, NotProbed, Planned, RoutePlan } from './model.js'
import { namespaces, superusers } from './names.js'
import { optionsOf } from './options.js'
import { inOrder } from './order.js'
import { overlapsOf } from './overlaps.js'
import { pathFor } from './paths.js'
import { planSupplied } from './plan-supplied.js'
import { type Sample, sampleFor, withPayload } from './sample.js'
import { subjectFor } from './subject-for.js'
import type { Supplied } from './supplied.js'
import { variantsOf } from './variants.js'
import { withOtherWays } from './widest.js'

export interface PlanSettings {
  /** The methods that may be sent. */
  readonly methods: ReadonlySet<string>
  /** Whether a method that changes data is also sent with a credential that is allowed to. */
  readonly allowWrites: boolean
  /** Whether flawed tokens may have a valid signature. */
  readonly consents: boolean
  /** Whether tokens are signed with a shared secret. */
  readonly isSymmetric: boolean
  readonly params: ReadonlyMap<string, string>
  /** What examples and recordings say about requests, by route; earlier ones win. */
  readonly samples?: readonly ReadonlyMap<string, Sample>[]
  /** In order of preference. */
  readonly subjects: readonly Subject[]
  /** Tokens to use instead of issued ones. */
  readonly supplied?: readonly Supplied[] | undefined
}

/** The most refused sets that are sent for one route. */
const MOST_REFUSED = 64

/**
 * The requests that find out whether a server enforces what the catalog says about a route. Refused credentials come
 * first: nothing has consumed the resource or warmed a cache then.
 */
export function planRoute(
  catalog: Catalog,
  route: Route,
  settings: PlanSettings,
): RoutePlan | NotProbed {
  const sample = sampleFor(route, settings)
  const plan = planRequests(catalog, route, settings, sample.params)
  return 'why' in plan ? plan : withPayload(plan, sample)
}

function planRequests(
  catalog: Catalog,
  route: Route,
  settings: PlanSettings,
  params: ReadonlyMap<string, string>,
): RoutePlan | NotProbed {
  const { method, requirement } = route
  if (requirement.level === 'undecided') return { route, why: { is: 'undecided' } }
  if (!settings.methods.has(method)) return { route, why: { is: 'method' } }
  const found = pathFor(catalog, route, params)
  if ('why' in found) return { route, why: found.why }
  const { path } = found
  const subject = subjectFor(catalog, requirement, settings.subjects)
  const request = (check: Check, credential: Credential, expected: Expected): Planned => ({
    ...{ check, variant: undefined, method, path, headers: {} },
    ...{ credential, expected },
  })
  const options = optionsOf(catalog, route, path, settings.methods)
  const none = { leftOut: { count: 0, isExact: true, otherWays: 0 }, withoutConsent: [] }
  if (requirement.level === 'public') {
    const requests = [request({ is: 'no-token' }, { kind: 'none' }, 'allowed'), ...options]
    const sends = isSafe(method) || settings.allowWrites
    return sends ? { route, subject, requests, ...none } : { route, why: { is: 'method' } }
  }

  if (settings.supplied) {
    const { methods, supplied } = settings
    const sendsAllowed = isSafe(method) || settings.allowWrites
    const widest = withOtherWays(requirement)
    const to = { methods, supplied, sendsAllowed, widest, options }
    return planSupplied(catalog, route, path, to)
  }
  const boundary = boundaryOf(requirement, catalog, MOST_REFUSED)
  // What another way in may allow need not be refused: sending it could change data.
  const widest = withOtherWays(requirement)
  const { refused, leftOut: tooMany } = boundaryOf(widest, catalog, MOST_REFUSED)
  const mayGetIn = (names: readonly string[]): boolean => satisfies(widest, new Set(names))
  const otherWays = boundary.refused.filter((each) => mayGetIn(heldIn(catalog, each))).length
  const leftOut = { ...tooMany, otherWays }
  const allowed = boundary.allowed.map((names) => sorted(catalog, new Set(names)))
  const [first] = allowed
  const sendsAllowed = isSafe(method) || settings.allowWrites
  const { flaws, withoutConsent } = flawsFor(catalog, requirement, settings)
  const scoped = (scopes: readonly string[]): Credential => ({ kind: 'scopes', scopes })

  // Where the catalog has no `enforce`, such a token may get in.
  const asksView = catalog.token.enforceWritten || sendsAllowed
  const implying = settings.consents && asksView ? impliers(catalog, requirement).map(implied) : []
  const refusals = [
    request({ is: 'no-token' }, { kind: 'none' }, 'unauthorized'),
    request({ is: 'garbage' }, { kind: 'garbage' }, 'unauthorized'),
    ...(first ? flaws.flatMap((flaw) => flawed(flaw, first)) : []).filter(
      ({ expected }) => expected !== 'forbidden' || !mayGetIn([]),
    ),
    ...(requirement.level === 'scopes' && !mayGetIn([])
      ? [request({ is: 'empty' }, scoped([]), 'forbidden')]
      : []),
    ...refused.map((each) =>
      request({ is: 'refused', lacks: each.lacks }, scoped(heldIn(catalog, each)), 'forbidden'),
    ),
    ...(settings.consents ? impostors(refused[0]) : []),
    ...implying.filter(
      ({ expected, check }) =>
        expected === 'forbidden' && !(check.is === 'implied' && mayGetIn(check.scopes)),
    ),
  ]
  const allowances = sendsAllowed
    ? [
        ...allowed.map((scopes) => request({ is: 'allowed', scopes }, scoped(scopes), 'allowed')),
        ...bareAlternatives(catalog, requirement).map((scopes) =>
          request({ is: 'bare', scopes }, scoped(scopes), 'allowed'),
        ),
        ...implying.filter(({ expected }) => expected !== 'forbidden'),
      ]
    : []
  const credentials = {
    refused: refused[0] && scoped(heldIn(catalog, refused[0])),
    lacks: refused[0]?.lacks ?? [],
    allowed: sendsAllowed && first ? scoped(first) : undefined,
    scopes: first ?? [],
  }
  const variants = [
    ...variantsOf(catalog, route, path, credentials, settings.methods),
    ...overlapsOf(catalog, route, path, refused),
  ]
  const requests = inOrder(refusals, variants, allowances, options)
  return { route, subject, requests, leftOut, withoutConsent }

  function flawed(flaw: Flaw, scopes: readonly string[]): Planned[] {
    const granted = new Set(scopes)
    const { status } = expectedAnswer(catalog, flaw, requirement, granted)
    const expected = status === 200 ? 'allowed' : status === 401 ? 'unauthorized' : 'forbidden'
    const one = request({ is: 'flaw', flaw }, { kind: 'flaw', flaw, scopes }, expected)
    const line = { ...one, credential: { kind: 'flaw', flaw, scopes, pem: 'line' } } as const
    // A server that read its key from a file has it with a line break.
    return flaw === 'hs-with-public-key' ? [one, line] : [one]
  }

  function implied(scopes: readonly string[]): Planned {
    const { enforce, enforceWritten } = catalog.token
    const expected = !enforceWritten ? 'any' : enforce === 'implied' ? 'allowed' : 'forbidden'
    return request({ is: 'implied', scopes }, scoped(scopes), expected)
  }

  /** Undeclared names in place of the needed ones: alone, and beside all scopes that are not needed. */
  function impostors(nearly: Lacking | undefined): Planned[] {
    const needed = [...new Set(tokenAlternatives(requirement).flat())]
    if (!nearly || needed.length === 0) return []
    const sets = {
      lookalike: lookalikes(catalog, needed),
      namespace: namespaces(catalog, needed),
      superuser: superusers(catalog, needed),
    }
    const alone = (['lookalike', 'namespace', 'superuser'] as const).map((is) =>
      request({ is, names: sets[is] }, scoped(sets[is]), 'forbidden'),
    )
    const { lacks } = nearly
    const beside = [...lookalikes(catalog, lacks), ...namespaces(catalog, lacks)]
    const near = request(
      { is: 'near', lacks },
      scoped([...heldIn(catalog, nearly), ...beside]),
      'forbidden',
    )
    return tokenAlternatives(requirement).some(({ length }) => length > 1)
      ? [...alone, near]
      : alone
  }
}

/** The alternatives as written, where what they imply makes a difference: a server that reads tokens literally must accept them. */
function bareAlternatives(catalog: Catalog, requirement: Requirement): string[][] {
  if (requirement.level !== 'scopes') return []
  const written = antichain(tokenAlternatives(requirement))
  return written
    .filter((names) => close(catalog.implied, names).size > names.length)
    .map((names) => sorted(catalog, new Set(names)))
}

/**
 * A scope that is not needed itself, but implies what is: whether a token with that scope alone gets in depends on
 * `enforce`. If the catalog has none, the answer is only reported.
 */
function impliers(catalog: Catalog, requirement: Requirement): string[][] {
  if (requirement.level !== 'scopes') return []
  const [smallest] = [...catalog.scopes.keys()]
    .filter((name) => !satisfies(requirement, new Set([name])))
    .map((name) => ({ name, closed: close(catalog.implied, [name]) }))
    .filter(({ closed }) => satisfies(requirement, closed))
    .sort((a, b) => a.closed.size - b.closed.size)
  return smallest ? [[smallest.name]] : []
}
