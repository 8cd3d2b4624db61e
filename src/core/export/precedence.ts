import type { Policy, PolicyRoute } from './policy.js'

/** A line of a list in which the first one that matches a request says which route governs. */
export interface Precedence {
  readonly route: PolicyRoute
  /** Another route that matches the same path and contradicts this one: the request is undecided. */
  readonly clash: PolicyRoute | undefined
  /** Narrower than `clash`: where one of them has the path too, this line does not match. */
  readonly except: readonly PolicyRoute[]
}

/** The routes with the narrowest first, each after the lines in which it contradicts another one. Those of HEAD come first. */
export function precedenceOf({ routes }: Policy): Precedence[] {
  const order = new Map(routes.map((route, i) => [route.name, { route, i }]))
  const clashesOf = (route: PolicyRoute): Precedence[] => {
    const own = order.get(route.name)?.i ?? 0
    const after = (names: readonly string[]): PolicyRoute[] =>
      names
        .flatMap((name) => order.get(name) ?? [])
        .flatMap((each) => (each.i > own ? [each.route] : []))
    return after(route.clashes).map((clash) => ({ route, clash, except: after(clash.narrower) }))
  }
  const head = routes.filter(({ method }) => method === 'HEAD')
  const others = routes.filter(({ method }) => method !== 'HEAD')
  return [...head, ...others].flatMap((route) => [
    ...clashesOf(route),
    { route, clash: undefined, except: [] },
  ])
}

/** A GET route also governs HEAD where no HEAD route, which comes first, has the path. */
export const methodsOf = ({ method }: PolicyRoute): readonly string[] =>
  method === 'GET' ? ['GET', 'HEAD'] : [method]
