/**
 * Express with express-oauth2-jwt-bearer over the routes in ROUTES (JSON: [{ method, path, level, alternatives }]).
 * CLAIM: `permissions`, to require these with claimIncludes. Environment: AUDIENCE_JSON and ISSUER_BASE_URL (keys by its metadata), or ISSUER, SECRET and TOKEN_SIGNING_ALG. It is
 * copied next to the node_modules that the test has installed.
 */
import express from 'express'
import { auth, claimIncludes, requiredScopes, scopeIncludesAny } from 'express-oauth2-jwt-bearer'

const app = express()
const isGranted = auth({ audience: JSON.parse(process.env.AUDIENCE_JSON ?? '[]') })

/** @param {string[]} names */
const required = (names) => claimIncludes('permissions', ...names)

/** @typedef {{ method: string, path: string, level: string, alternatives: string[][] }} Route */

/** @param {Route} route */
function guards({ level, alternatives }) {
  if (level === 'public') return []
  const [first = [], ...others] = alternatives
  if (first.length === 0) return [isGranted]
  if (process.env.CLAIM) return [isGranted, oneOf(alternatives, required)]
  if (others.length === 0) return [isGranted, requiredScopes(first)]
  const isSingle = alternatives.every((scopes) => scopes.length === 1)
  return [
    isGranted,
    isSingle ? scopeIncludesAny(alternatives.flat()) : oneOf(alternatives, requiredScopes),
  ]
}

/**
 * What the library cannot express: allows the caller by any alternative, otherwise answers with the first refusal.
 * @param {string[][]} alternatives
 * @param {(scopes: string[]) => express.RequestHandler} requires
 * @returns {express.RequestHandler}
 */
function oneOf(alternatives, requires) {
  const checks = alternatives.map((scopes) => requires(scopes))
  return (request, response, next) => {
    /** @type {unknown[]} */
    const refusals = []
    for (const check of checks) check(request, response, (error) => refusals.push(error))
    next(refusals.includes(undefined) ? undefined : refusals[0])
  }
}

/** @type {Route[]} */
const routes = JSON.parse(process.env.ROUTES ?? '[]')
for (const route of routes) {
  const path = route.path.replace(/\{(\w+)\*\}/g, '*$1').replace(/\{(\w+)\}/g, ':$1')
  const method = /** @type {'get'} */ (route.method.toLowerCase())
  app[method](path, ...guards(route), (_request, response) => {
    response.json({ ok: true })
  })
}

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  console.log(`listening on http://127.0.0.1:${port}`)
})
