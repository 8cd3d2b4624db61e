import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

const started: (() => Promise<void>)[] = []
afterAll(async () => {
  await Promise.all(started.splice(0).map((stop) => stop()))
})

/** Serves a key set and the metadata (RFC 8414, OpenID Connect) that refer to it: what a resource server requests from an issuer. */
export async function startKeyServer(
  keys: readonly object[],
  algorithms?: readonly string[],
): Promise<string> {
  const server = createServer((request, response) => {
    const metadata = {
      issuer: origin,
      jwks_uri: `${origin}/jwks`,
      id_token_signing_alg_values_supported: algorithms,
    }
    const documents: Readonly<Record<string, object>> = {
      '/.well-known/oauth-authorization-server': metadata,
      '/.well-known/openid-configuration': metadata,
      '/jwks': { keys },
    }
    const document = documents[request.url ?? '']
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(document ?? {}))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  started.push(async () => {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  return origin
}
