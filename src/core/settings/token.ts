import type { TokenFile } from '../catalog/schema.js'
import { ALGORITHMS } from '../token/model.js'
import type { Setting } from './described.js'

/**
 * The keys of `token:` and of a profile. `help settings`, docs/settings.md and the JSON Schema of the catalog are
 * generated from this table; a key without an entry does not compile.
 */
export const TOKEN_SETTINGS: Readonly<Record<keyof TokenFile, Setting>> = {
  issuer: {
    description: 'Who issues the tokens: the claim `iss`, compared character by character.',
    values:
      'one issuer, or a list: the first is written, each of them is accepted; `any` turns the check off; `none`: as if it was not set, in a profile too',
    fallback: 'no `iss` is written, and a token that has one is refused',
    examples: ['https://idp.example.com/', ['https://idp.example.com/', 'http://localhost:8000']],
  },
  audience: {
    description: 'Who the tokens are for: the claim `aud`, compared character by character.',
    values:
      'one audience, or a list: the first is written, each of them is accepted; `any` turns the check off; `none`: as if it was not set, in a profile too',
    fallback: 'no `aud` is written, and a token that has one is refused',
    examples: ['items-api', ['items-api', 'https://api.example.com']],
  },
  algorithm: {
    description:
      'The one signature algorithm that is accepted, whatever the header of a token says.',
    values: ALGORITHMS.join(', '),
    fallback: "the key's own `alg`, or its curve; RSA keys and raw secrets need this setting",
    examples: ['RS256', 'HS256'],
  },
  subject: {
    description: 'Whether a token must have the claim `sub`.',
    values: '`required`, or `optional` for machine tokens that have none',
    fallback: '`required`',
    examples: ['optional'],
  },
  key: {
    description:
      'The key that verifies tokens and, if it is a private key or a secret, signs them.',
    values: 'one source, `env:NAME`, `file:PATH` (relative to this file) or the URL of a JWKS',
    fallback: 'a development key in `.scopectl/` next to the catalog, created on first use',
    examples: [
      'env:SECRET_KEY',
      'file:keys/signing.pem',
      'https://idp.example.com/.well-known/jwks.json',
    ],
  },
  lifetime: {
    description: 'How long issued tokens are valid.',
    values: 'a duration from 1s to 366d, such as `90s`, `15m`, `1h30m`; above 24h, a warning',
    fallback: '`15m`',
    examples: ['15m', '1h30m'],
  },
  type: {
    description:
      'The type of the tokens: `typ` in their header. If it is set, a token with another type, or none, is refused.',
    values:
      '`JWT`, or `at+jwt` for servers that require access tokens of RFC 9068; `any`: as if it was not set, in a profile too',
    fallback: '`JWT` is written; `JWT`, `at+jwt` and a missing type are accepted',
    examples: ['at+jwt'],
  },
  client_id: {
    description:
      'The claim `client_id` in tokens of users and roles. Tokens of a client have the name of the client.',
    values: 'any text',
    fallback: '`scopectl` with `type: at+jwt`, otherwise no `client_id` is written',
    examples: ['web'],
  },
  claims: {
    description:
      "Claims of every issued token. Those of a user's `claims:` and of `--claim` replace them.",
    values: 'a map of claims, none of which scopectl sets itself; a profile replaces the whole map',
    fallback: 'there are none',
    examples: [{ token_type: 'access' }],
  },
  scope_claim: {
    description: 'The claim that contains the scopes.',
    values:
      'a claim, a JSON pointer such as `/app/scopes`, or a list: the first is written, the first one that a token has is read',
    fallback:
      '`scope` is written; the only one that a token has of `scope`, `scp`, `scopes` and `permissions` is read',
    examples: ['scp', '/app/scopes', ['permissions', 'scope']],
  },
  scope_format: {
    description: 'The form of the scopes in a token. If it is set, no other form is read.',
    values: '`string` (separated by spaces) or `array`',
    fallback: 'a string is written, both are read',
    examples: ['array'],
  },
  role_claim: {
    description:
      'The claim that contains role names: a token also gets the scopes of those roles that the catalog defines.',
    values:
      'a claim, or a JSON pointer such as `/realm_access/roles`; `none`: roles in tokens are ignored, in a profile too',
    fallback: 'roles in tokens are ignored',
    examples: ['roles', '/realm_access/roles', 'none'],
  },
  enforce: {
    description: 'How the server compares the scopes of a token with those of a route.',
    values:
      '`literal` (only the scopes in the token count) or `implied` (the server also applies `implies`)',
    fallback: '`literal`; an assertion fails if it makes a difference',
    examples: ['implied'],
  },
}
