import type { YamlValue } from '../block-yaml.js'
import type { Policy, PolicyRoute } from '../policy.js'
import { CHECKED, SCOPES_READ } from './lua.js'
import { istioPath } from './paths.js'

type Entry = { readonly [name: string]: YamlValue }

/** The rules that allow a route: one for each set of scopes that is enough; none if no token is. */
export function istioRules(route: PolicyRoute, policy: Policy): Entry[] {
  const to = operationsOf(route, policy)
  return waysOf(route, policy).map((ways) => ({
    to,
    when: [noted(CHECKED), ...ways],
  }))
}

/** The conditions of each way in: an accepted token has an issuer. */
function waysOf(route: PolicyRoute, { givenBy, tokens }: Policy): Entry[][] {
  if (route.level === 'public') return [[]]
  const [claim = []] = tokens.scopeClaims
  const token = [claimIn('iss', tokens.issuers === 'any' ? [] : tokens.issuers)]
  if (route.level === 'authenticated') return [token]
  return route.anyOf.map((scopes) => [
    noted(SCOPES_READ),
    ...token,
    ...scopes.map((name) => claimIn(claim[0] ?? '', givenBy.get(name) ?? [name])),
  ])
}

const noted = ({ filter, key, value }: typeof CHECKED): Entry => ({
  key: `experimental.${filter}[${key}]`,
  values: [value],
})

const claimIn = (name: string, values: readonly string[]): Entry => ({
  key: `request.auth.claims[${name}]`,
  values,
})

/** Its paths without those of narrower routes, and of routes that contradict it. */
function operationsOf(route: PolicyRoute, { routes }: Policy): Entry[] {
  const pathsOf = (names: readonly string[]): string[] =>
    routes.filter(({ name }) => names.includes(name)).map(istioPath)
  const operation = (methods: readonly string[], except: readonly string[]): Entry => ({
    operation: {
      methods,
      paths: [istioPath(route)],
      ...(except.length > 0 ? { notPaths: [...new Set(except)] } : {}),
    },
  })
  const except = pathsOf([...route.narrower, ...route.clashes])
  if (route.method !== 'GET') return [operation([route.method], except)]
  // A GET route also governs HEAD where no HEAD route has the path.
  const heads = routes.filter(({ method }) => method === 'HEAD').map(istioPath)
  if (heads.length === 0) return [operation(['GET', 'HEAD'], except)]
  if (heads.includes(istioPath(route))) return [operation(['GET'], except)]
  return [operation(['GET'], except), operation(['HEAD'], [...except, ...heads])]
}
