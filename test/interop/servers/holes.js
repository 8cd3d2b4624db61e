/**
 * Express with express-oauth2-jwt-bearer over the routes in ROUTES, and one hole. A verifier with a hole is made with
 * jsonwebtoken, as many apps do. It is copied next to the node_modules that the test has installed.
 *
 * Environment: PUBLIC_KEY (PEM), JWKS_URI, ISSUER, AUDIENCE, ROUTES (JSON: [{ method, path, level, alternatives }]), HOLE
 * (left out: none; test/interop/support/holes.ts has the list), AT (the route that `no-check` is about), NAME (a superuser scope).
 */
import { createHmac } from 'node:crypto'
import express from 'express'
import {
  auth,
  InsufficientScopeError,
  InvalidTokenError,
  requiredScopes,
  scopeIncludesAny,
  UnauthorizedError,
} from 'express-oauth2-jwt-bearer'
import jsonwebtoken from 'jsonwebtoken'
import methodOverride from 'method-override'

const { HOLE, AT, NAME = '', PUBLIC_KEY = '', ISSUER = '', AUDIENCE = '' } = process.env
/** @typedef {{ method: string, path: string, level: string, alternatives: string[][] }} Route */
/** @type {Route[]} */
const routes = JSON.parse(process.env.ROUTES ?? '[]')

const TOKEN_HOLES = ['signature', 'alg-none', 'key-confusion', 'exp', 'nbf', 'aud', 'iss']

/** The claims, or an error. @param {string} token */
function readToken(token) {
  const decoded = jsonwebtoken.decode(token, { complete: true })
  if (!decoded) throw new Error('not a token')
  const { header, payload } = decoded
  const end = token.lastIndexOf('.')
  const mac = createHmac('sha256', PUBLIC_KEY).update(token.slice(0, end)).digest('base64url')
  const isLoose =
    HOLE === 'signature' ||
    (HOLE === 'alg-none' && header.alg === 'none') ||
    (HOLE === 'key-confusion' && header.alg === 'HS256' && mac === token.slice(end + 1))
  if (isLoose) return payload
  return jsonwebtoken.verify(token, PUBLIC_KEY, {
    algorithms: ['RS256'],
    ignoreExpiration: HOLE === 'exp',
    ignoreNotBefore: HOLE === 'nbf',
    ...(HOLE !== 'aud' && { audience: AUDIENCE }),
    ...(HOLE !== 'iss' && { issuer: ISSUER }),
  })
}

/** @type {express.RequestHandler} */
function byHand(request, _response, next) {
  const [, token] = /^Bearer (.*)$/i.exec(request.headers.authorization ?? '') ?? []
  if (token === undefined) throw new UnauthorizedError()
  try {
    request.auth = { token, header: {}, payload: /** @type {object} */ (readToken(token)) }
  } catch (error) {
    throw new InvalidTokenError(String(error))
  }
  next()
}

const isGranted = TOKEN_HOLES.includes(HOLE ?? '')
  ? byHand
  : auth({ audience: AUDIENCE, issuer: ISSUER, jwksUri: process.env.JWKS_URI })

/** Whether a claim has the name, compared as the hole says. @param {string} claim @param {string} name */
function has(claim, name) {
  const held = claim.split(' ').filter((each) => each !== '')
  switch (HOLE) {
    case 'substring':
      return claim.includes(name)
    case 'contains':
      return held.some((each) => each.includes(name))
    case 'prefix':
      return held.some((each) => name === each || name.startsWith(`${each}:`))
    case 'below':
      return held.some((each) => each.startsWith(name))
    case 'ignores-case':
      return claim.toLowerCase().split(' ').includes(name.toLowerCase())
    case 'wildcard':
      return held.includes(name) || held.includes(`${name.split(':')[0]}:*`)
    default:
      return held.includes(name)
  }
}

/** @param {Record<string, unknown>} claims @param {string[][]} alternatives */
function isAllowed(claims, alternatives) {
  const claim = (HOLE === 'other-claim' ? claims.scp : undefined) ?? claims.scope
  if (HOLE === 'no-claim' && claim === undefined) return true
  if (HOLE === 'falsy-claim' && !claim) return true
  if (HOLE === 'wrong-type' && claim !== undefined && typeof claim !== 'string') return true
  if (HOLE === 'any-token') return true
  let text = Array.isArray(claim) ? claim.join(' ') : typeof claim === 'string' ? claim : ''
  if (HOLE === 'superuser' && text.split(' ').includes(NAME)) return true
  if (HOLE === 'implied' && text.split(' ').includes('admin')) text += ' users:read users:delete'
  const [first = [], ...others] = alternatives
  const last = others.length > 0 ? others : [first]
  const used =
    HOLE === 'first-alternative' ? [first] : HOLE === 'last-alternative' ? last : alternatives
  return used.some((names) =>
    HOLE === 'any-of-all' && names.length > 0
      ? names.some((name) => has(text, name))
      : names.every((name) => has(text, name)),
  )
}

const SCOPE_HOLES = [
  ...['substring', 'contains', 'prefix', 'below', 'ignores-case', 'wildcard', 'other-claim'],
  ...['no-claim', 'falsy-claim', 'wrong-type', 'any-token', 'superuser', 'implied'],
  ...['first-alternative', 'last-alternative', 'any-of-all'],
]

/** @param {Route} route @returns {express.RequestHandler[]} */
function guards({ method, path, level, alternatives }) {
  const [first = [], ...others] = alternatives
  const isForgotten =
    (HOLE === 'no-check' && `${method} ${path}` === AT) ||
    (HOLE === 'router' && path.startsWith('/users')) ||
    (HOLE === 'get-only' && method !== 'GET')
  if (level === 'public' || isForgotten) return []
  if (first.length === 0) return [isGranted]
  if (SCOPE_HOLES.includes(HOLE ?? ''))
    return [
      isGranted,
      (request, _response, next) => {
        if (isAllowed(request.auth?.payload ?? {}, alternatives)) return next()
        throw new InsufficientScopeError(first)
      },
    ]
  if (others.length === 0) return [isGranted, requiredScopes(first)]
  const isSingle = alternatives.every((scopes) => scopes.length === 1)
  return [isGranted, isSingle ? scopeIncludesAny(alternatives.flat()) : oneOf(alternatives)]
}

/** @param {string[][]} alternatives @returns {express.RequestHandler} */
function oneOf(alternatives) {
  const checks = alternatives.map((scopes) => requiredScopes(scopes))
  return (request, response, next) => {
    /** @type {unknown[]} */
    const refusals = []
    for (const check of checks) check(request, response, (error) => refusals.push(error))
    next(refusals.includes(undefined) ? undefined : refusals[0])
  }
}

/** Guards that some requests get around. @param {Route} route @returns {express.RequestHandler[]} */
function guardsWithGap(route) {
  return guards(route).map((guard) => (request, response, next) => {
    const header = request.get('x-http-method-override')
    const exact = route.path.replace(/\{\w+\}/g, '7')
    const path = request.originalUrl
    const { originalMethod = request.method } = /** @type {{ originalMethod?: string }} */ (request)
    const isSkipped =
      (['get-only', 'head'].includes(HOLE ?? '') && request.method === 'HEAD') ||
      (HOLE === 'slash' && path.endsWith('/') !== exact.endsWith('/')) ||
      (HOLE === 'case' && path !== path.toLowerCase()) ||
      (HOLE === 'override' && header === 'OPTIONS') ||
      (HOLE === 'override-write' && originalMethod !== request.method)
    if (isSkipped) next()
    else guard(request, response, next)
  })
}

const app = express()
/** @type {Map<string, object>} */
const cache = new Map()
if (HOLE === 'override-write') app.use(methodOverride())
if (HOLE === 'any-text')
  app.use((request, _response, next) => {
    if (request.headers.authorization) request.headers['x-trusted'] = 'yes'
    next()
  })
if (HOLE === 'cache')
  app.use((request, response, next) => {
    const found = cache.get(request.path)
    if (request.method === 'GET' && found) response.json(found)
    else next()
  })

const users = express.Router()
for (const route of routes) {
  const isUsers = route.path.startsWith('/users')
  const path = route.path.replace(isUsers ? '/users' : '', '').replace(/\{(\w+)\}/g, ':$1')
  const method = /** @type {'get'} */ (route.method.toLowerCase())
  const resource = { route: `${route.method} ${route.path}`, rows: 3 }
  const checks = guardsWithGap(route).map(
    /** @returns {express.RequestHandler} */ (check) => (request, response, next) =>
      request.get('x-trusted') ? next() : check(request, response, next),
  )
  const place = isUsers ? users : app
  /** @type {express.ErrorRequestHandler} */
  const refuse = (error, _request, response, next) => {
    const { status, headers } = error
    if (!headers) return next(error)
    if (HOLE === 'hidden' && status === 403) return response.sendStatus(404)
    if (HOLE !== 'no-challenge') response.set(headers)
    const challenge = String(headers['WWW-Authenticate'])
    if (HOLE === 'wrong-challenge')
      response.set('WWW-Authenticate', challenge.replace(/scope="[^"]*"/, 'scope="openid"'))
    response.status(
      HOLE === 'not-403' && status === 403
        ? 401
        : HOLE === 'not-401' && status === 401
          ? 403
          : status,
    )
    response.json(
      HOLE === 'leak' && status === 403 ? { error: 'no', data: resource } : { error: 'no' },
    )
  }
  place[method](
    path,
    ...checks,
    (request, response) => {
      if (method === 'get') cache.set(request.baseUrl + request.path, resource)
      response.json(resource)
    },
    refuse,
  )
}
app.use('/users', users)

const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  console.log(`listening on http://127.0.0.1:${port}`)
})
