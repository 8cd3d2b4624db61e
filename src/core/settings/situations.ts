/** A way to sign and verify tokens, as it is written in the catalog. */
export interface Situation {
  readonly title: string
  /** What the commands expect in the environment. */
  readonly environment: readonly string[]
  readonly yaml: string
  readonly commands: readonly string[]
}

/** Each of them is loaded and used by a test: test/docs/settings.test.ts. */
export const SITUATIONS: readonly Situation[] = [
  {
    title: 'HS256, with the secret in the environment',
    environment: ['SECRET_KEY: at least 32 bytes, for example from `openssl rand -hex 32`'],
    yaml: `token:
  algorithm: HS256
  key: env:SECRET_KEY
`,
    commands: ['scopectl token --user alice | scopectl check --need read'],
  },
  {
    title: 'HS256, with a secret that the server decodes from base64',
    environment: ['SECRET_JWK: {"kty":"oct","alg":"HS256","k":"the secret in base64url"}'],
    yaml: `token:
  key: env:SECRET_JWK
`,
    commands: ['scopectl token --user alice | scopectl check --need read'],
  },
  {
    title: 'A private key in a PEM file',
    environment: [],
    yaml: `token:
  algorithm: ES256
  key: file:signing.pem
`,
    commands: ['scopectl token --user alice | scopectl check --need read'],
  },
  {
    title: "A provider's JWKS (verifies only)",
    environment: ['ACCESS_TOKEN: a token from the provider'],
    yaml: `token:
  issuer: https://idp.example.com/
  audience: items-api
  algorithm: RS256
  key: https://idp.example.com/.well-known/jwks.json
`,
    commands: ['scopectl check --token env:ACCESS_TOKEN --need read'],
  },
  {
    title: 'Roles in a claim of the token',
    environment: ['ACCESS_TOKEN: a token with "realm_access": {"roles": ["editor"]}'],
    yaml: `token:
  issuer: https://idp.example.com/
  audience: items-api
  algorithm: RS256
  key: https://idp.example.com/.well-known/jwks.json
  role_claim: /realm_access/roles
`,
    commands: ['scopectl check --token env:ACCESS_TOKEN --need write'],
  },
  {
    title: 'Two profiles: what they set replaces the same keys of `token`',
    environment: ['ACCESS_TOKEN: a token from the provider', 'CI_SECRET: at least 32 bytes'],
    yaml: `token:
  audience: items-api
profiles:
  staging:
    issuer: https://idp.example.com/
    algorithm: RS256
    key: https://idp.example.com/.well-known/jwks.json
  ci:
    issuer: https://ci.example.com/
    algorithm: HS256
    key: env:CI_SECRET
`,
    commands: [
      'scopectl check --profile staging --token env:ACCESS_TOKEN --need read',
      'scopectl token --profile ci --user alice | scopectl verify --profile ci',
    ],
  },
]
