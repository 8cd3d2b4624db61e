import { createServer, type RequestListener } from 'node:http'
import { thumbprint } from '../../src/core/token/key-rules.js'
import type { Key } from '../../src/core/token/model.js'
import { sign } from '../../src/core/token/sign.js'
import { makeKey } from '../../src/io/make-key.js'
import { listening } from './tls-world.js'

export const ISSUER = 'https://idp.test'
export const SCOPES = 'scopes: { read: Read, write: Write }\n'
const ROLES = 'roles: { reader: { default: true, scopes: [read] }, editor: { scopes: [write] } }\n'
const ROUTES = 'routes: { GET /items: read, POST /items: write }\n'
export const catalog = (key: string, algorithm = 'ES256'): string =>
  `token: { issuer: ${ISSUER}, audience: api, algorithm: ${algorithm}, key: "${key}" }\n${SCOPES}${ROLES}${ROUTES}`

export const lines = (count: number, line: (i: number) => unknown): string =>
  Array.from({ length: count }, (_, i) => `${JSON.stringify(line(i))}\n`).join('')

/** A key server that counts its requests. */
export async function keyServer(respond: RequestListener) {
  const seen = { requests: 0, url: '' }
  const port = await listening(
    createServer((request, response) => {
      seen.requests++
      respond(request, response)
    }),
  )
  seen.url = `http://127.0.0.1:${port}/jwks`
  return seen
}

export async function signed(key: Key, scope: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const times = { iat: now, exp: now + 900, jti: 'a' }
  return sign({}, { iss: ISSUER, sub: 'alice', aud: 'api', scope, ...times }, key)
}

export async function idp() {
  const key = await makeKey('ES256')
  const { d: _, ...jwk } = key.jwk
  const kid = await thumbprint(key.jwk)
  const server = await keyServer((_request, response) => {
    response.end(JSON.stringify({ keys: [{ ...jwk, kid }] }))
  })
  return { server, token: await signed(key, 'read'), other: await signed(key, 'read write') }
}
