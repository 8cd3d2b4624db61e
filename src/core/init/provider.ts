/** What a provider's tokens usually look like, guessed from where it publishes its keys. */
export interface Provider {
  readonly issuer: string | undefined
  readonly scopeClaim: string
}

/** Where providers publish their keys; the part of the URL before that is the issuer. */
const FORMS: readonly (readonly [keys: RegExp, issuer: string])[] = [
  // Keycloak
  [/^(https?:\/\/.+\/realms\/[^/]+)\/protocol\/openid-connect\/certs$/, '$1'],
  // Cognito
  [/^(https:\/\/cognito-idp\.[^/]+\/[^/]+)\/\.well-known\/jwks\.json$/, '$1'],
  // Auth0, whose issuers end in a slash
  [/^(https:\/\/[^/]+\.auth0\.com\/)\.well-known\/jwks\.json$/, '$1'],
  // Entra
  [/^(https:\/\/login\.microsoftonline\.com\/[^/]+)\/discovery\/v2\.0\/keys$/, '$1/v2.0'],
  // Okta
  [
    /^(https:\/\/[^/]+\.(?:okta|oktapreview)\.com(?:\/oauth2\/[^/]+)?)(?:\/oauth2)?\/v1\/keys$/,
    '$1',
  ],
  // Any provider that follows the usual layout
  [/^(https?:\/\/[^/]+(?:\/.+)?)\/\.well-known\/jwks(?:\.json)?$/, '$1'],
  [/^(https?:\/\/[^/]+(?:\/.+)?)\/jwks(?:\.json)?$/, '$1'],
]

/** Entra and Okta write `scp`, others `scope` (RFC 9068). */
const SCP = /^https:\/\/(?:login\.microsoftonline\.com|[^/]+\.okta(?:preview)?\.com)\//

/** A guess to confirm. If it is wrong, tokens are refused, and the reason names both issuers. */
export function providerOf(keysUrl: string): Provider {
  const form = FORMS.find(([keys]) => keys.test(keysUrl))
  return {
    issuer: form && keysUrl.replace(form[0], form[1]),
    scopeClaim: SCP.test(keysUrl) ? 'scp' : 'scope',
  }
}
