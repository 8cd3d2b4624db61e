/** Findings of an import that explain why a route is closed to the catalog's tokens, the most specific first. */
const REASONS = [
  ['openapi-bad-scopes', () => 'a scope that a catalog cannot declare', beside],
  [
    'openapi-same-issuer',
    () => 'another scheme of the same issuer: `--scheme` is proposed',
    within,
  ],
  ['openapi-level-is-scope', () => 'a scope has the name of a keyword', within],
  ['openapi-undeclared-scheme', () => 'an undeclared scheme', within],
  ['openapi-scheme-kept', ({ type }) => `another scheme: ${type}`, within],
]

/**
 * How many routes no token of the catalog can pass, by reason. Undecided routes are not among them.
 * @returns {Map<string, number>}
 */
export function closedRoutes({ routes = {} }, findings) {
  const counts = new Map()
  for (const [route, value] of Object.entries(routes)) {
    const needs = value.needs ?? value
    if (isOpen(needs)) continue
    const reason = reasonOf(route, needs, findings)
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return counts
}

/** Whether some alternative of a requirement consists of scopes only, or any token is enough. */
function isOpen(needs) {
  if (typeof needs === 'string') return true
  if (needs.any !== undefined) return needs.any.some(isOpen)
  return Array.isArray(needs.all) && needs.all.every((part) => typeof part === 'string')
}

function reasonOf(route, needs, findings) {
  for (const [code, say, applies] of REASONS) {
    const found = findings.find((each) => each.code === code && applies(each, route, needs))
    if (found) return say(found)
  }
  return 'other'
}

function within({ routes }, route) {
  return routes.includes(route)
}

/** That finding has no routes, only the names. */
function beside({ scopes }, _route, needs) {
  const text = JSON.stringify(needs)
  return scopes.some((name) => text.includes(JSON.stringify(name)))
}
