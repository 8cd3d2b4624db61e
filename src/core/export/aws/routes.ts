import type { ExportConstruct, TemplateFault } from '../../problems/export.js'
import { anyOfScopes, needed } from '../any-of.js'
import { isMixed, type Policy, type PolicyRoute } from '../policy.js'

/** A route of an HTTP API. */
export interface GatewayRoute {
  /** `GET /users/{p2}` */
  readonly key: string
  /** The catalog's route. */
  readonly name: string
  /** Undefined: public. Empty: any token. */
  readonly scopes: readonly string[] | undefined
}

/** Texts of a segment that routes may have. */
const TEXT = /^[A-Za-z0-9._:-]+$/

/** Without a token that is enough, a route is left out: the answer is 404. */
const isDenied = ({ level, anyOf }: PolicyRoute): boolean =>
  level === 'undecided' || (level === 'scopes' && anyOf.length === 0)

/** A GET route also governs HEAD, but any HEAD route comes first: with one, HEAD is denied elsewhere. */
export function gatewayRoutes(policy: Policy): GatewayRoute[] {
  const hasHead = policy.routes.some(({ method }) => method === 'HEAD')
  const routes = policy.routes.filter((route) => !isDenied(route))
  const all = routes.flatMap((route): GatewayRoute[] => {
    const scopes =
      route.level === 'public' ? undefined : (anyOfScopes(route, policy) ?? noScopes(route.name))
    const methods = route.method === 'GET' && !hasHead ? ['GET', 'HEAD'] : [route.method]
    return methods.map((method) => ({
      key: `${method} ${pathOf(route)}`,
      name: route.name,
      scopes,
    }))
  })
  return [...new Map(all.map((each) => [each.key, each])).values()]
}

function noScopes(name: string): never {
  throw new Error(`${name} needs several scopes`)
}

/** Parameters are numbered, so that two routes never name the same one differently. */
function pathOf({ segments, hasRest }: PolicyRoute): string {
  const parts = segments.map((text, i) => text ?? `{p${i + 1}}`)
  return `/${[...parts, ...(hasRest ? ['{rest+}'] : [])].join('/')}`
}

/** What an HTTP API cannot express of a route. */
export function routeConstructs(route: PolicyRoute, policy: Policy): ExportConstruct[] {
  const { name, clashes } = route
  const fault = faultOf(route)
  const wide = isDenied(route) ? widerOf(route, policy) : undefined
  const emptied = route.hasRest
    ? policy.routes.find(
        (other) => other.narrower.includes(name) && other.requires !== route.requires,
      )
    : undefined
  const several = route.anyOf
    .map((scopes) => needed(scopes, policy))
    .find(({ length }) => length > 1)
  return [
    ...(fault ? [{ is: 'template', route: name, why: fault } as const] : []),
    ...(several ? [{ is: 'all-of', route: name, scopes: several } as const] : []),
    ...(wide ? [{ is: 'denied', route: name, wider: wide } as const] : []),
    ...(emptied ? [{ is: 'rest', route: name, wider: emptied.name } as const] : []),
    // Both routes have it: one report is enough.
    ...clashes
      .filter((other) => name < other)
      .map((other) => ({ is: 'clash', route: name, other }) as const),
  ]
}

function faultOf({ segments, parts }: PolicyRoute): TemplateFault | undefined {
  if (isMixed(parts)) return 'mixed'
  // The root is one empty segment.
  if (segments.at(-1) === '') return segments.length > 1 ? 'slash' : undefined
  return segments.every((text) => text === null || TEXT.test(text)) ? undefined : 'text'
}

/** A route that would have the paths if this one is left out. */
const widerOf = ({ name }: PolicyRoute, { routes }: Policy): string | undefined =>
  routes.find((other) => other.narrower.includes(name) && !isDenied(other))?.name
