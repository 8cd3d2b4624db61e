import { canonicalPath, escapedSegment } from '../catalog/canonical-path.js'
import { matchRoute } from '../catalog/match-route.js'
import type { Catalog, Route } from '../catalog/model.js'
import { fillTemplate, type Template } from '../catalog/route-template.js'
import type { NotProbedWhy } from './model.js'

/** A path of the route with these parameters, or why there is none: they are never guessed. */
export function pathFor(
  catalog: Catalog,
  { method, pattern, name }: Route,
  values: ReadonlyMap<string, string>,
): { readonly path: string } | { readonly why: NotProbedWhy } {
  const missing = pattern.params.filter((each) => !values.has(each))
  if (missing.length > 0) return { why: { is: 'parameters', names: missing } }
  const encoded = pattern.params.map((each): [string, string] => [
    each,
    encode(values.get(each) ?? '', each === pattern.tail),
  ])
  const path = fillTemplate(pattern, new Map(encoded)) ?? ''
  const canonical = canonicalPath(path)
  const match = 'path' in canonical ? matchRoute(catalog, method, canonical.path) : undefined
  const governs = match?.kind === 'route' ? [match.route, ...match.also] : []
  if (governs.some((route) => route.name === name)) return { path }
  return { why: { is: 'other-route', path, route: governs[0]?.name } }
}

const encode = (value: string, isTail: boolean): string =>
  value
    .replace(/\p{Surrogate}/gu, '\ufffd') // as a URL would
    .split('/')
    .map(escapedSegment)
    .join(isTail ? '/' : '%2F')

interface Spelling {
  readonly variant: 'trailing-slash' | 'case'
  readonly path: string
}

/** Other spellings of a path that many servers take for it. */
export function spellings(path: string, pattern: Template): Spelling[] {
  const slash = path.endsWith('/') ? path.slice(0, -1) : `${path}/`
  const all: Spelling[] = [
    { variant: 'trailing-slash', path: slash },
    { variant: 'case', path: otherCase(path, pattern) },
  ]
  return all.filter((each) => each.path !== '' && each.path !== path)
}

/** Those that the catalog has no route for. */
export const otherSpellings = (
  catalog: Catalog,
  method: string,
  path: string,
  pattern: Template,
): Spelling[] =>
  spellings(path, pattern).filter((each) => matchRoute(catalog, method, each.path).kind === 'none')

/** Literal segments in the other case; parameters keep theirs, since they are data. */
function otherCase(path: string, { segments }: Template): string {
  const parts = path.split('/')
  const swapped = parts.map((part, i) => {
    const segment = segments[i - 1]
    if (!segment || segment.names.length > 0 || part.includes('%')) return part
    const upper = part.toUpperCase()
    return upper === part ? part.toLowerCase() : upper
  })
  return swapped.join('/')
}
