import { parse } from 'yaml'

interface RouteProperties {
  readonly RouteKey: string
  readonly AuthorizationType: 'JWT' | 'NONE'
  readonly AuthorizationScopes?: readonly string[]
}

export interface HttpApi {
  /** Whether a request passes; scopes undefined: no token. */
  passes(method: string, path: string, scopes: readonly string[] | undefined): boolean
}

/**
 * An HTTP API as the developer guide of API Gateway describes it: a full match of method and path, then the most specific
 * greedy one; a JWT authorizer that takes one of the scopes. A model for tests. NOT the service: nothing of it runs here.
 */
export function httpApi(template: string): HttpApi {
  const { Resources } = parse(template) as {
    Resources: Record<string, { Type: string; Properties: RouteProperties }>
  }
  const routes = Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
    .map(({ Properties }) => Properties)
  return {
    passes(method, path, scopes) {
      const found = routes
        .filter(({ RouteKey }) => hasPath(RouteKey, method, path))
        .sort((a, b) => (specificity(a.RouteKey) < specificity(b.RouteKey) ? -1 : 1))
      const [route] = found
      if (!route) return false
      if (route.AuthorizationType === 'NONE') return true
      if (!scopes) return false
      const any = route.AuthorizationScopes
      return any === undefined || any.some((name) => scopes.includes(name))
    },
  }
}

function hasPath(key: string, method: string, path: string): boolean {
  const [own, template = ''] = key.split(' ')
  if (own !== method) return false
  const source = template
    .replace(/[.$^*()[\]\\|?]/g, '\\$&')
    .replace(/\{\w+\+\}/g, '.+')
    .replace(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${source}$`).test(path)
}

/** Sorts the most specific first: per segment a text, a parameter, a greedy one. */
const specificity = (key: string): string => {
  const segments = (key.split(' ')[1] ?? '').split('/').slice(1)
  const ranks = segments.map((each) =>
    each.endsWith('+}') ? 'c' : each.startsWith('{') ? 'b' : 'a',
  )
  return `${ranks.includes('c') ? 1 : 0}${ranks.join('')}`
}
