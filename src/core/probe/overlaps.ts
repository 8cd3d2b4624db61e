import { heldIn, type Lacking } from '../catalog/boundary.js'
import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Route } from '../catalog/model.js'
import { norm, satisfies } from '../catalog/requirement.js'
import { routeIndex } from '../catalog/route-index.js'
import type { Check, Credential, Planned } from './model.js'
import { spellings } from './paths.js'
import { withOtherWays } from './widest.js'

/**
 * Requests for a literal path beside a parameter, like `/users/me` beside `/users/{id}`. A guard that compares text takes
 * `/users/%6De` for the other route, while the router decodes it; and a router that ignores case takes `/users/ME`, which the
 * catalog leaves to the other route, for the literal one. All of them must be refused.
 *
 * @param refused what the route refuses
 */
export function overlapsOf(
  catalog: Catalog,
  route: Route,
  path: string,
  refused: readonly Lacking[],
): Planned[] {
  if (route.method !== 'GET') return []
  const rule = norm(route.requirement)
  const beside = routeIndex(catalog)
    .candidates(route.method, path)
    .filter(({ requirement }) => norm(requirement) !== rule && requirement.level !== 'undecided')
  const isLetIn = ({ requirement }: Route, each: Lacking): boolean =>
    satisfies(withOtherWays(requirement), new Set(heldIn(catalog, each)))
  const escaped = new Map<string, Planned[]>()
  for (const other of beside) {
    const form = { variant: 'overlap', path: withEscape(path, route, other) } as const
    const weaker = refused.find((each) => isLetIn(other, each)) ?? refused[0]
    if (form.path !== path && !escaped.has(form.path))
      escaped.set(form.path, requests(catalog, form, weaker))
  }
  const others = spellings(path, route.pattern).flatMap((form) => {
    const match = matchRoute(catalog, route.method, form.path)
    if (match.kind !== 'route' || !beside.includes(match.route)) return []
    const { route: other } = match
    if (other.requirement.level === 'public') return []
    const nowhere = refused.find((each) => !isLetIn(other, each))
    return requests(catalog, form, nowhere)
  })
  return [...[...escaped.values()].flat(), ...others]
}

function requests(
  catalog: Catalog,
  form: Pick<Planned, 'path' | 'variant'>,
  lacking: Lacking | undefined,
): Planned[] {
  const planned = (check: Check, credential: Credential): Planned => ({
    ...{ ...form, method: 'GET', headers: {}, isShared: true },
    ...{ check, credential, expected: 'refused' },
  })
  const none = planned({ is: 'no-token' }, { kind: 'none' })
  if (!lacking) return [none]
  const scopes = heldIn(catalog, lacking)
  return [none, planned({ is: 'refused', lacks: lacking.lacks }, { kind: 'scopes', scopes })]
}

/** The path with an escape in the first literal where the other route has a parameter: the same path, spelled in another way. */
function withEscape(path: string, { pattern }: Route, { pattern: other }: Route): string {
  const parts = path.split('/')
  const at = pattern.segments.findIndex((segment, i) => {
    const hasHole = (other.segments[i]?.names.length ?? 1) > 0
    return segment.names.length === 0 && hasHole && /^[a-z\d]/i.test(parts[i + 1] ?? '')
  })
  const escaped = (first: string): string =>
    `%${first.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  return parts
    .map((part, i) => (at >= 0 && i === at + 1 ? part.replace(/^./, escaped) : part))
    .join('/')
}
