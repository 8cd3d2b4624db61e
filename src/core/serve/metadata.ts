import { publicJwk } from '../token/key-rules.js'
import type { JsonObject, Trust } from '../token/model.js'
import { type Reply, reply } from './reply.js'
import type { Snapshot } from './snapshot.js'
import { GRANT_TYPES } from './token-endpoint.js'

/** The server's own endpoints, in addition to the routes of the catalog. */
export const ENDPOINTS = {
  token: { method: 'POST', path: '/token' },
  introspect: { method: 'POST', path: '/introspect' },
  metadata: { method: 'GET', path: '/.well-known/oauth-authorization-server' },
  openid: { method: 'GET', path: '/.well-known/openid-configuration' },
  jwks: { method: 'GET', path: '/.well-known/jwks.json' },
  authorize: { method: 'GET', path: '/.scopectl/authorize' },
  page: { method: 'GET', path: '/.scopectl/access' },
} as const

const SECRET_METHODS = ['client_secret_basic', 'client_secret_post']

/** The authorization server's metadata (RFC 8414). */
export const metadata = async (snapshot: Snapshot): Promise<Reply> =>
  reply(200, members(snapshot, published(await snapshot.trust())))

/**
 * That metadata for clients that only look for the document of an OpenID provider (OpenID Connect Discovery §3), with two more of its
 * required members. This is not an OpenID provider: it issues no ID tokens, and there is no authorization endpoint,
 * although that is required too. The algorithms are those of the access tokens, which such clients verify.
 */
export async function openidConfiguration(snapshot: Snapshot): Promise<Reply> {
  const { signing } = snapshot
  const jwks = published(await snapshot.trust())
  const algorithms = jwks.flatMap(({ alg }) => (typeof alg === 'string' ? [alg] : []))
  return reply(200, {
    ...members(snapshot, jwks),
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [
      ...new Set([...algorithms, ...(signing ? [signing.algorithm] : [])]),
    ],
  })
}

/** A shared secret is never published, so with HS* there is no `jwks_uri`. */
function members({ catalog, signing, url }: Snapshot, jwks: readonly JsonObject[]): object {
  const { issuers } = catalog.token
  const issuing = {
    token_endpoint: `${url}${ENDPOINTS.token.path}`,
    grant_types_supported: GRANT_TYPES,
    token_endpoint_auth_methods_supported: ['none', ...SECRET_METHODS],
  }
  return {
    // Exactly as in the tokens, or they would not be accepted as this server's.
    issuer: issuers === 'any' ? url : (issuers[0] ?? url),
    ...(signing ? issuing : { grant_types_supported: [] }),
    ...(jwks.length > 0 ? { jwks_uri: `${url}${ENDPOINTS.jwks.path}` } : {}),
    introspection_endpoint: `${url}${ENDPOINTS.introspect.path}`,
    introspection_endpoint_auth_methods_supported: SECRET_METHODS,
    scopes_supported: [...catalog.scopes.keys()],
    // There is no authorization endpoint.
    response_types_supported: [],
  }
}

/** The JWK set (RFC 7517 §5): the public members of the keys that tokens are verified with now. */
export const keySet = async ({ trust }: Snapshot): Promise<Reply> =>
  reply(200, { keys: published(await trust()) })

const published = ({ keys }: Trust): JsonObject[] =>
  keys.flatMap(({ jwk, algorithm }) => {
    const shown = publicJwk(jwk)
    return shown ? [{ ...shown, alg: algorithm, use: 'sig' } as unknown as JsonObject] : []
  })
