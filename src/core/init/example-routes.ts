import { partsOf } from './describe-scope.js'
import type { Value } from './draft.js'

/** A route to suggest: its name, and its value in the catalog. */
export interface ExampleRoute {
  readonly name: string
  readonly needs: Value
}

/**
 * The two routes that every API has, then those that the names of the scopes suggest. If two scopes suggest the same
 * route, the first one gets it; a scope whose name suggests no route gets none.
 */
export function exampleRoutes(scopes: readonly string[]): ExampleRoute[] {
  const routes = new Map<string, Value>([
    ['GET /health', 'public'],
    ['GET /me', 'authenticated'],
  ])
  for (const scope of scopes) {
    const route = routeOf(scope, scopes)
    if (route && !routes.has(route.name)) routes.set(route.name, route.needs)
  }
  return [...routes].map(([name, needs]) => ({ name, needs }))
}

function routeOf(scope: string, scopes: readonly string[]): ExampleRoute | undefined {
  const { resource, verb } = partsOf(scope)
  if (resource !== undefined) return aboutResource(resource, verb, scope, scopes)
  if (scope === 'read') return { name: 'GET /items/', needs: scope }
  if (scope === 'write') return { name: 'POST /items/', needs: scope }
  if (scope === 'delete') return { name: 'DELETE /items/{id}', needs: orAdmin([scope], scopes) }
  // For deleting, `admin` is the alternative.
  if (scope === 'admin' && scopes.some((each) => /(^|:)delete$/.test(each))) return undefined
  return /^[A-Za-z0-9_-]+$/.test(scope) ? { name: `GET /${scope}`, needs: scope } : undefined
}

function aboutResource(
  resource: string,
  verb: string,
  scope: string,
  scopes: readonly string[],
): ExampleRoute {
  const one = `/${resource}/{id}`
  const seen = scope.slice(0, scope.lastIndexOf(':') + 1)
  const also = scopes.includes(`${seen}read`) ? [`${seen}read`] : []
  switch (verb) {
    case 'read':
    case 'view':
      return { name: `GET ${one}`, needs: { needs: scope, params: { id: 42 } } }
    case 'list':
      return { name: `GET /${resource}`, needs: scope }
    case 'create':
      return { name: `POST /${resource}`, needs: scope }
    case 'write':
    case 'update':
    case 'edit':
      return { name: `PATCH ${one}`, needs: [scope, ...also].join(' ') }
    case 'delete':
      return { name: `DELETE ${one}`, needs: orAdmin([scope, ...also], scopes) }
    default:
      return { name: `POST ${one}/${verb}`, needs: scope }
  }
}

const orAdmin = (needed: readonly string[], scopes: readonly string[]): Value =>
  scopes.includes('admin') ? { any: [needed.join(' '), 'admin'] } : needed.join(' ')
