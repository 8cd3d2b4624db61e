/** Findings of an import that explain why a route is closed to the catalog's tokens, the most specific first. */
const REASONS = [
  ['openapi-any-token-beside', () => 'any token, beside another scheme'],
  ['openapi-level-is-scope', () => 'a scope has the name of a keyword'],
  ['openapi-undeclared-scheme', () => 'an undeclared scheme'],
  ['openapi-scheme-kept', ({ type }) => `another scheme: ${type}`],
]

/**
 * How many routes no token of the catalog can pass, by reason. Undecided routes are not among them.
 * @returns {Map<string, number>}
 */
export function closedRoutes({ routes = {} }, findings) {
  const counts = new Map()
  for (const [route, needs] of Object.entries(routes)) {
    if (isOpen(needs)) continue
    const reason = reasonOf(route, findings)
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  return counts
}

/** Whether some alternative of a requirement consists of scopes only. */
function isOpen(needs) {
  if (typeof needs === 'string') return true
  if (needs.needs !== undefined) return isOpen(needs.needs)
  if (needs.any !== undefined) return needs.any.some(isOpen)
  return Array.isArray(needs.all) && needs.all.every((part) => typeof part === 'string')
}

function reasonOf(route, findings) {
  for (const [code, say] of REASONS) {
    const found = findings.find((each) => each.code === code && each.routes.includes(route))
    if (found) return say(found)
  }
  return 'a scope that a catalog cannot declare, or other'
}
