import { createServer } from 'node:http'

/**
 * An API for the pictures: it takes the scopes of the repository's catalog at their word, without a look at the signature, and
 * lets whoever may write delete items, too. A probe finds both.
 */
const NEEDS = [
  [/^GET \/me$/, []],
  [/^GET \/items\/$/, ['read']],
  [/^(POST \/items\/|DELETE \/items\/[^/]+)$/, ['write']],
  [/^GET \/users\/[^/]+$/, ['users:read']],
  [/^PATCH \/users\/[^/]+$/, ['users:read', 'users:write']],
  [/^DELETE \/users\/[^/]+$/, ['users:read', 'users:delete']],
  [/^GET \/orders$/, ['orders:read']],
  [/^POST \/orders$/, ['orders:write']],
  [/^POST \/orders\/[^/]+\/payments$/, ['orders:read', 'payments:process']],
]

/** @returns {Promise<{ url: string, stop(): void }>} */
export async function startExampleApi() {
  const server = createServer(({ method, url = '', headers }, response) => {
    const status = statusOf(`${method} ${url.split('?')[0]}`, headers.authorization)
    response.writeHead(status, { 'www-authenticate': 'Bearer' }).end('{"ok":true}')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() }
}

function statusOf(line, authorization = '') {
  if (line === 'GET /health') return 200
  const [, needs] = NEEDS.find(([route]) => route.test(line)) ?? []
  if (!needs) return 404
  const claims = claimsIn(authorization)
  const isCurrent = claims?.iss === 'http://localhost:8000' && claims.exp > Date.now() / 1000
  if (!isCurrent) return 401
  const held = String(claims.scope ?? '').split(' ')
  return needs.every((scope) => held.includes(scope)) ? 200 : 403
}

function claimsIn(authorization) {
  const [, body] = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(authorization) ?? []
  try {
    return body && JSON.parse(Buffer.from(body, 'base64url').toString())
  } catch {
    return undefined
  }
}
