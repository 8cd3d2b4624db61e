import { type Reply, reply } from './reply.js'
import type { Snapshot } from './snapshot.js'
import { GRANT_TYPES } from './token-endpoint.js'

/** The server's own endpoints, in addition to the routes of the catalog. */
export const ENDPOINTS = {
  token: { method: 'POST', path: '/token' },
  introspect: { method: 'POST', path: '/introspect' },
  metadata: { method: 'GET', path: '/.well-known/oauth-authorization-server' },
  jwks: { method: 'GET', path: '/.well-known/jwks.json' },
  authorize: { method: 'GET', path: '/.scopectl/authorize' },
} as const

const SECRET_METHODS = ['client_secret_basic', 'client_secret_post']

/**
 * The authorization server's metadata (RFC 8414). This is not an OpenID provider, so there is no openid-configuration;
 * and a shared secret is never published, so with HS* there is no `jwks_uri`.
 */
export function metadata({ catalog, signing, jwks, url }: Snapshot): Reply {
  const { issuers } = catalog.token
  const issuing = {
    token_endpoint: `${url}${ENDPOINTS.token.path}`,
    grant_types_supported: GRANT_TYPES,
    token_endpoint_auth_methods_supported: ['none', ...SECRET_METHODS],
  }
  return reply(200, {
    // Exactly as in the tokens, or they would not be accepted as this server's.
    issuer: issuers === 'any' ? url : (issuers[0] ?? url),
    ...(signing ? issuing : { grant_types_supported: [] }),
    ...(jwks.length > 0 ? { jwks_uri: `${url}${ENDPOINTS.jwks.path}` } : {}),
    introspection_endpoint: `${url}${ENDPOINTS.introspect.path}`,
    introspection_endpoint_auth_methods_supported: SECRET_METHODS,
    scopes_supported: [...catalog.scopes.keys()],
    // There is no authorization endpoint.
    response_types_supported: [],
  })
}

/** The JWK set (RFC 7517 §5): public members only. */
export const keySet = ({ jwks }: Snapshot): Reply => reply(200, { keys: jwks })
