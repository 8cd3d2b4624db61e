import { createHmac, createPublicKey, type JsonWebKey, verify as verifyBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One thing that a server gets wrong. */
export const HOLES = [
  ...['no-check', 'router', 'signature', 'alg-none', 'hs-confusion', 'exp', 'aud', 'iss', 'typ'],
  ...['substring', 'prefix', 'any-of-all', 'no-claim', 'get-only', 'head', 'slash', 'case'],
  ...[
    'falsy-claim',
    'loose-prefix',
    'override',
    'override-write',
    'leak',
    'not-403',
    'no-challenge',
    'first-alternative',
  ],
  ...['superuser', 'cache', 'overlap'],
] as const
export type Hole = (typeof HOLES)[number]

export const API_CATALOG = `token: { issuer: https://idp.test, audience: api, type: at+jwt, scope_claim: scope, enforce: literal }
scopes:
  read: Read
  write: Write
  users:read: See users
  users:delete: Delete users
  reports:read: See reports
  reports:export: Export reports
  admin: { description: Everything about users, implies: ["users:*"] }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items/: read
  POST /items/: write
  GET /reports: reports:read reports:export
  GET /settings: admin
  GET /users/: users:read
  GET /users/export: users:read reports:export
  GET /users/{id}: { needs: { any: [users:read, admin] }, params: { id: 7 } }
  DELETE /users/{id}: { needs: { any: [users:delete users:read, admin] }, params: { id: 7 } }
`

type Need = 'public' | readonly (readonly string[])[]
const ROUTES: readonly { method: string; path: RegExp; need: Need; body: string }[] = [
  { method: 'GET', path: /^\/health$/, need: 'public', body: '{"status":"healthy"}' },
  { method: 'GET', path: /^\/me$/, need: [[]], body: '{"me":"somebody"}' },
  { method: 'GET', path: /^\/items\/$/, need: [['read']], body: '[{"item":1},{"item":2}]' },
  { method: 'POST', path: /^\/items\/$/, need: [['write']], body: '{"created":true,"id":3}' },
  {
    method: 'GET',
    path: /^\/reports$/,
    need: [['reports:read', 'reports:export']],
    body: '{"report":"all of it"}',
  },
  { method: 'GET', path: /^\/settings$/, need: [['admin']], body: '{"mode":"strict"}' },
  { method: 'GET', path: /^\/users\/$/, need: [['users:read']], body: '[{"user":7}]' },
  {
    method: 'GET',
    path: /^\/users\/export$/,
    need: [['users:read', 'reports:export']],
    body: '{"export":[7]}',
  },
  {
    method: 'GET',
    path: /^\/users\/\d+$/,
    need: [['users:read'], ['admin']],
    body: '{"user":7,"name":"Seven"}',
  },
  {
    method: 'DELETE',
    path: /^\/users\/\d+$/,
    need: [['users:delete', 'users:read'], ['admin']],
    body: '{"deleted":7}',
  },
]

interface Api {
  readonly url: string
  /** `METHOD path` of everything that was received. */
  readonly log: readonly string[]
  close(): void
}

/** An API that does what API_CATALOG says, or all of it but one thing. */
export async function guardedApi(jwk: JsonWebKey, hole?: Hole): Promise<Api> {
  const log: string[] = []
  const cache = new Map<string, string>()
  const server = createServer((request, response) => {
    log.push(`${request.method} ${request.url}`)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    log,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }

  function answer(request: IncomingMessage, response: ServerResponse): ServerResponse {
    const sent = request.method ?? ''
    const override = request.headers['x-http-method-override']
    const method = hole === 'override-write' && typeof override === 'string' ? override : sent
    const [written = ''] = (request.url ?? '').split('?')
    const asked = decodeURIComponent(written)
    let path = asked
    if (hole === 'slash' && /[^/]\/$/.test(path)) path = path.replace(/\/$/, '')
    if (hole === 'case') path = path.toLowerCase()
    const route = ROUTES.find(
      (each) => each.method === (method === 'HEAD' ? 'GET' : method) && each.path.test(path),
    )
    if (!route) return end(response, 404, '{"error":"not found"}')
    const key = `${method} ${path}`
    // A cache in front of the API knows addresses only as they are written.
    const address = `${method} ${request.url}`
    const cached = hole === 'cache' ? cache.get(address) : undefined
    if (cached !== undefined) return end(response, 200, cached)
    const isSkipped =
      (hole === 'no-check' && key === 'GET /items/') ||
      (hole === 'router' && path.startsWith('/users')) ||
      (hole === 'get-only' && method !== 'GET') ||
      (hole === 'head' && method === 'HEAD') ||
      ((hole === 'slash' || hole === 'case') && path !== asked) ||
      (hole === 'override' && override === 'OPTIONS') ||
      (hole === 'override-write' && method !== sent)
    if (!isSkipped && route.need !== 'public') {
      // The guard compares the path as it is written, and takes a literal for the parameter beside it.
      const isBeside = hole === 'overlap' && path === '/users/export' && path !== written
      const refusal = refuse(request, isBeside ? [['users:read'], ['admin']] : route.need)
      if (refusal) {
        const leaked = hole === 'leak' && refusal.status === 403
        if (hole !== 'no-challenge') response.setHeader('www-authenticate', refusal.challenge)
        const body = leaked ? `{"error":"forbidden","data":${route.body}}` : '{"error":"refused"}'
        return end(response, refusal.status, body)
      }
    }
    if (method === 'GET') cache.set(address, route.body)
    return end(response, 200, route.body)
  }

  function refuse(
    request: IncomingMessage,
    need: readonly (readonly string[])[],
  ): { status: number; challenge: string } | undefined {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (token === undefined) return { status: 401, challenge: 'Bearer' }
    const claims = read(token)
    if (!claims) return { status: 401, challenge: 'Bearer error="invalid_token"' }
    if (isEnough(claims['scope'], need)) return undefined
    const scope = need[0]?.join(' ')
    return {
      status: hole === 'not-403' ? 401 : 403,
      challenge: `Bearer error="insufficient_scope", scope="${scope}"`,
    }
  }

  function isEnough(claim: unknown, need: readonly (readonly string[])[]): boolean {
    if (claim === undefined && hole === 'no-claim') return true
    if (!claim && hole === 'falsy-claim') return true
    const text = typeof claim === 'string' ? claim : ''
    const held = text.split(' ').filter((name) => name !== '')
    if (hole === 'superuser' && held.includes('superuser')) return true
    const has = (name: string): boolean => {
      if (hole === 'substring') return text.includes(name)
      if (hole === 'loose-prefix') return text.split(' ').some((each) => name.startsWith(each))
      if (hole === 'prefix')
        return held.some((each) => name === each || name.startsWith(`${each}:`))
      return held.includes(name)
    }
    const alternatives = hole === 'first-alternative' ? need.slice(0, 1) : need
    return alternatives.some((names) =>
      hole === 'any-of-all' && names.length > 0 ? names.some(has) : names.every(has),
    )
  }

  function read(token: string): Record<string, unknown> | undefined {
    const [head = '', body = '', signature = ''] = token.split('.')
    let header: Record<string, unknown>
    let claims: Record<string, unknown>
    try {
      header = JSON.parse(Buffer.from(head, 'base64url').toString())
      claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    } catch {
      return undefined
    }
    const now = Date.now() / 1000
    const isInTime =
      (hole === 'exp' || Number(claims['exp']) > now) && !(Number(claims['nbf'] ?? 0) > now)
    const isForUs =
      (hole === 'aud' || claims['aud'] === 'api') &&
      (hole === 'iss' || claims['iss'] === 'https://idp.test') &&
      (hole === 'typ' || header['typ'] === 'at+jwt')
    const isSigned =
      hole === 'signature' || isAuthentic(String(header['alg']), `${head}.${body}`, signature)
    return isSigned && isInTime && isForUs ? claims : undefined
  }

  function isAuthentic(alg: string, text: string, signature: string): boolean {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    if (alg === 'none') return hole === 'alg-none'
    if (alg === 'HS256') {
      const secret = key.export({ type: 'spki', format: 'pem' })
      const mac = createHmac('sha256', secret).update(text).digest('base64url')
      return hole === 'hs-confusion' && mac === signature
    }
    const bytes = Buffer.from(signature, 'base64url')
    return (
      alg === 'ES256' &&
      verifyBytes('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes)
    )
  }
}

const end = (response: ServerResponse, status: number, body: string): ServerResponse =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(body)
