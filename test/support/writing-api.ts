import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

// An API whose writes have effects: POST creates an item, and DELETE removes it.

export const WRITING_CATALOG = `token: { issuer: https://idp.test, audience: api, scope_claim: scope, enforce: literal }
scopes: { read: Read, write: Write, admin: Everything }
routes:
  GET /health: { needs: read }
  POST /items/: write
  POST /items/{id}/close: { any: [write, admin] }
  DELETE /items/{id}: { any: [write, admin] }
`

/**
 * What goes wrong. `open`: everybody with a token may delete. `gone-403`: a missing item is 403, as for someone who may not
 * know that it exists; `admin`: the alternative of admins does not work; `no-create`: nothing can be created; `keeps`: DELETE
 * refuses to remove created items; `location`: the id is in Location only. `gone-first`: a missing item is 404 before the guard.
 */
export type Habit =
  | 'open'
  | 'gone-403'
  | 'gone-first'
  | 'admin'
  | 'no-create'
  | 'no-id'
  | 'keeps'
  | 'location'

export interface WritingApi {
  readonly url: string
  readonly log: readonly string[]
  /** The items that exist, by id. */
  readonly items: ReadonlyMap<string, string>
  /** An item with this id, which a command of the tests creates. */
  make(id: string): void
  close(): void
  onRequest: ((line: string) => void) | undefined
}

export async function writingApi(jwk: JsonWebKey, ...habits: Habit[]): Promise<WritingApi> {
  const has = (habit: Habit): boolean => habits.includes(habit)
  const items = new Map([['7', 'open']])
  const log: string[] = []
  let next = 100
  const server = createServer((request, response) => {
    const line = `${request.method} ${request.url}`
    log.push(line)
    api.onRequest?.(line)
    answer(request, response)
  })
  const api: WritingApi = {
    url: '',
    log,
    items,
    make: (id) => void items.set(id, 'open'),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
    onRequest: undefined,
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => api.close())
  const { port } = server.address() as AddressInfo
  return Object.assign(api, { url: `http://127.0.0.1:${port}` })

  function answer(request: IncomingMessage, response: ServerResponse): ServerResponse {
    const { method, url = '' } = request
    const say = (
      status: number,
      body: object,
      headers: Record<string, string> = {},
    ): ServerResponse =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(body))
    if (method === 'PUT' && url.startsWith('/test/')) {
      api.make(url.slice('/test/'.length))
      return say(200, {})
    }
    const [, id = '', action] = /^\/items\/([^/]+)(\/close)?$/.exec(url) ?? []
    const item = items.get(id)
    if (has('gone-first') && id !== '' && item === undefined) return say(404, { error: 'gone' })
    const scopes = scopesOf(request, jwk)
    const refuse = (status: 401 | 403, error: string): ServerResponse =>
      say(status, { error }, { 'www-authenticate': `Bearer error="${error}"` })
    if (!scopes) return refuse(401, 'invalid_token')
    if (url === '/health')
      return scopes.includes('read') ? say(200, { up: 1 }) : refuse(403, 'insufficient_scope')
    const isAllowed =
      scopes.includes('write') || (id !== '' && scopes.includes('admin') && !has('admin'))
    if (!isAllowed && !(has('open') && method === 'DELETE'))
      return refuse(403, 'insufficient_scope')
    if (method === 'POST' && url === '/items/') {
      if (has('no-create')) return say(422, { error: 'no' })
      const made = String(next++)
      items.set(made, 'open')
      if (has('location')) return say(201, {}, { location: `/items/${made}` })
      return say(201, has('no-id') ? {} : { data: { id: Number(made) } })
    }
    if (item === undefined)
      return has('gone-403') ? refuse(403, 'insufficient_scope') : say(404, { error: 'gone' })
    if (method === 'POST' && action) {
      if (item === 'closed')
        return has('gone-403') ? refuse(403, 'insufficient_scope') : say(409, { error: 'closed' })
      items.set(id, 'closed')
      return say(200, { closed: id })
    }
    if (method !== 'DELETE' || action) return say(405, {})
    if (has('keeps') && id !== '7') return say(409, { error: 'kept' })
    items.delete(id)
    return say(200, { deleted: id })
  }
}

/** The scopes of a token that is good in every way. */
function scopesOf(request: IncomingMessage, jwk: JsonWebKey): string[] | undefined {
  const [head = '', body = '', signature = ''] = (request.headers.authorization ?? '')
    .replace('Bearer ', '')
    .split('.')
  try {
    const { alg } = JSON.parse(Buffer.from(head, 'base64url').toString())
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString())
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    const bytes = Buffer.from(signature, 'base64url')
    const signed = Buffer.from(`${head}.${body}`)
    const now = Date.now() / 1000
    const isGood =
      alg === 'ES256' &&
      verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, bytes) &&
      claims.iss === 'https://idp.test' &&
      claims.aud === 'api' &&
      claims.exp > now &&
      !(claims.nbf > now)
    return isGood ? String(claims.scope ?? '').split(' ') : undefined
  } catch {
    return undefined
  }
}
