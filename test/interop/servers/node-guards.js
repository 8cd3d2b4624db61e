/**
 * What the Node servers here have in common: the routes in ROUTES (JSON: [{ method, path, level, alternatives }]), the
 * settings in SECRET (or a public key as PEM), ALGORITHM, JWKS_URL (instead of SECRET), ISSUER and AUDIENCE, and a guard for
 * scopes as apps write it by hand.
 */

/** @typedef {{ method: string, path: string, level: string, alternatives: string[][] }} Route */

/** @type {Route[]} */
export const routes = JSON.parse(process.env.ROUTES ?? '[]')
export const secret = process.env.SECRET ?? ''
/** @type {any} */
export const algorithm = process.env.ALGORITHM ?? 'HS256'
export const jwksUrl = process.env.JWKS_URL ?? ''
export const issuer = process.env.ISSUER
export const audience = process.env.AUDIENCE
const CLAIM = process.env.SCOPE_CLAIM ?? 'scope'

/** @param {Route} route */
export const isPublic = ({ level }) => level === 'public'

/**
 * The scopes in the claim: an array as it is, anything else as text.
 * @param {Record<string, unknown>} claims
 * @returns {unknown[]}
 */
function held(claims) {
  const value = claims[CLAIM]
  return Array.isArray(value) ? value : String(value ?? '').split(' ')
}

/**
 * Whether the claims satisfy one of the route's alternatives.
 * @param {Route} route
 * @param {unknown} claims
 */
export function isAllowed({ alternatives }, claims) {
  const scopes = held(/** @type {Record<string, unknown>} */ (claims))
  return alternatives.some((names) => names.every((name) => scopes.includes(name)))
}

/** @param {import('node:http').Server} server */
export function announce(server) {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  console.log(`listening on http://127.0.0.1:${port}`)
}
