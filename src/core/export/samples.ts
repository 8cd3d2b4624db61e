import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Route } from '../catalog/model.js'
import { pathOf, samplesIn } from '../catalog/overlap.js'
import { close } from '../catalog/reach.js'
import { satisfies } from '../catalog/requirement.js'
import { grantsOf } from '../subject/grants.js'
import { byCodeUnit } from '../word.js'

/** The answers that one caller must get, for the engine's own tests. */
export interface Sample {
  /** `role editor`, `no token`, `no scopes`; of a suite, its file and the subject. */
  readonly who: string
  /** The scopes in its token; undefined: it has none. */
  readonly scopes: readonly string[] | undefined
  readonly answers: readonly SampleAnswer[]
}

type Status = 200 | 401 | 403 | 501

export interface SampleAnswer {
  /** The route's name. */
  readonly route: string
  readonly method: string
  /** A path that the route governs, in canonical form. */
  readonly path: string
  /** Any of these is right. */
  readonly statuses: readonly Status[]
}

/**
 * The permission matrix as requests: each role, a token without scopes, and no token, at each route. A route whose paths
 * are all governed by others has none.
 */
export function samplesOf(catalog: Catalog): Sample[] {
  const places = [...catalog.routes]
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .flatMap((route) => {
      const path = samplePath(catalog, route)
      return path === undefined ? [] : [{ route, path }]
    })
  const sample = (who: string, scopes: readonly string[] | undefined): Sample => {
    const held = scopes && heldBy(catalog, scopes)
    const answers = places.map(({ route, path }) => ({
      route: route.name,
      method: route.method,
      path,
      statuses: [statusOf(route, held)],
    }))
    return { who, scopes, answers }
  }
  const roles = [...catalog.roles.keys()].sort(byCodeUnit).map((name) => {
    const granted = grantsOf(catalog, { kind: 'role', roles: [name] }) ?? []
    return sample(`role ${name}`, [...granted].sort(byCodeUnit))
  })
  return [sample('no token', undefined), sample('no scopes', []), ...roles]
}

const heldBy = ({ implied, token }: Catalog, scopes: readonly string[]): ReadonlySet<string> =>
  token.enforce === 'implied' ? close(implied, scopes) : new Set(scopes)

function statusOf({ requirement }: Route, held: ReadonlySet<string> | undefined): Status {
  if (requirement.level === 'undecided') return 501
  if (requirement.level === 'public') return 200
  if (held === undefined) return 401
  return satisfies(requirement, held) ? 200 : 403
}

/** A path that this route governs. */
export function samplePath(catalog: Catalog, route: Route): string | undefined {
  const governs = (path: string): boolean => {
    const match = matchRoute(catalog, route.method, path)
    if (match.kind === 'none') return false
    return match.kind === 'route' ? match.route === route : isAlone(match.routes, route)
  }
  for (const sample of samplesIn(route.pattern, route.pattern.segments.length)) {
    const path = pathOf(sample, governs)
    if (path !== undefined) return path
  }
  return undefined
}

/** An undecided route is reported as ambiguous only together with others. */
const isAlone = (routes: readonly Route[], route: Route): boolean =>
  routes.length === 1 && routes[0] === route
