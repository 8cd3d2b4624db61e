import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { beforeAll } from 'vitest'
import { type Authority, authority } from './certificate.js'
import { keyPair } from './key-pair.js'
import { scopectl } from './scopectl.js'
import { tempDir } from './temp-dir.js'

// Key sets and documents over TLS and through proxies: real servers, a real authority, a real CONNECT proxy.

const { privateKey, publicKey } = keyPair('ec', { namedCurve: 'P-256' })
const SET = JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] })
const OPENAPI = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'x', version: '1' },
  paths: { '/health': { get: { security: [], responses: {} } } },
})
export const PASSWORD = 'hunter2pass'

export let ca: Authority
export let cwd = ''
beforeAll(async () => {
  ca = authority()
  const token = await new SignJWT({ sub: 'u', iss: 'https://idp.test', aud: 'api' })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey)
  cwd = tempDir({ 't.jwt': token, 'ca.pem': ca.cert })
})

export const answers: RequestListener = ({ url }, response) => {
  if (url === '/jwks') return response.end(SET)
  if (url === '/openapi.json') return response.end(OPENAPI)
  if (url === '/.well-known/openid-configuration')
    return response.end('{"issuer":"https://idp.test","jwks_uri":"https://idp.test/jwks"}')
  return response.writeHead(404).end()
}
export const trusting = () => ({ NODE_EXTRA_CA_CERTS: join(cwd, 'ca.pem') })

export const verify = (key: string, env: Readonly<Record<string, string>> = {}) =>
  scopectl(
    ['verify', 'file:t.jwt', '--key', key, '--issuer', 'https://idp.test', '--audience', 'api'],
    { cwd, env },
  )
/** Whatever is in the environment: no key is accepted from an unverified server. */
export const TURNED_OFF = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }
