import { canonicalPath } from '../catalog/canonical-path.js'
import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Route } from '../catalog/model.js'
import type { CallAnswer } from './counts.js'

/** The route of a call, or why there is none to decide by. */
export type FoundRoute =
  | { readonly unanswered: undefined; readonly route: Route }
  | {
      readonly unanswered: Exclude<CallAnswer, 'allowed' | 'refused'>
      /** Only of an undecided one. */
      readonly route: Route | undefined
    }

const MOST = 50_000
/** Longer paths are looked up each time: a line may have 1 MB of them. */
const LONGEST = 1000

/** Looks up routes, and remembers them: logs repeat the same paths. */
export function routeFinder(catalog: Catalog): (method: string, path: string) => FoundRoute {
  const known = new Map<string, FoundRoute>()
  return (method, path) => {
    const key = `${method} ${path}`
    const found = known.get(key)
    if (found) return found
    if (known.size >= MOST) known.clear()
    const made = find(catalog, method, path)
    if (key.length <= LONGEST) known.set(key, made)
    return made
  }
}

function find(catalog: Catalog, method: string, raw: string): FoundRoute {
  const canonical = canonicalPath(raw)
  if ('why' in canonical) return { unanswered: 'bad_path', route: undefined }
  const match = matchRoute(catalog, method, canonical.path)
  if (match.kind === 'none') return { unanswered: 'no_route', route: undefined }
  if (match.kind === 'ambiguous') return { unanswered: 'ambiguous', route: undefined }
  const { route } = match
  const isUndecided = route.requirement.level === 'undecided'
  return isUndecided ? { unanswered: 'undecided', route } : { unanswered: undefined, route }
}
