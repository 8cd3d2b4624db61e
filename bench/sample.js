/** A catalog of some size, the same in each run: a route needs one to three alternatives of one to three scopes. */
export function catalogOf({ scopes, roles, scopesPerRole, routes }) {
  let state = 42
  const pick = (below) => {
    state = (state * 48_271) % 2_147_483_647 // fits a double
    return state % below
  }
  const names = Array.from({ length: scopes }, (_, i) => `area${i % 20}:scope${i}`)
  const some = (count) => [...new Set(Array.from({ length: count }, () => names[pick(scopes)]))]
  const mapOf = (count, entry) => Object.fromEntries(Array.from({ length: count }, entry))
  return {
    scopes: mapOf(scopes, (_, i) => [names[i], `Operation ${i}`]),
    roles: mapOf(roles, (_, i) => [`role${i}`, { scopes: some(scopesPerRole) }]),
    routes: mapOf(routes, (_, i) => {
      const method = ['GET', 'POST', 'PUT', 'DELETE'][i % 4]
      const any = Array.from({ length: 1 + pick(3) }, () => some(1 + pick(3)).join(' '))
      return [`${method} /v1/things${i >> 3}${i % 8 < 4 ? '' : '/{id}'}`, { any }]
    }),
  }
}
