import type { TokenSettings } from '../catalog/model.js'
import type { PackedKey, PackedToken } from '../matrix/page-token.js'
import { publicJwk } from '../token/key-rules.js'
import type { Key, Trust } from '../token/model.js'

/** @param trust with the keys to include; without it, the page checks no signature */
export function packToken(
  token: TokenSettings,
  leeway: number,
  trust: Pick<Trust, 'algorithm' | 'keys'> | undefined,
): PackedToken {
  const keys = trust?.keys.flatMap(packKey) ?? []
  const keyless = trust ? 'secret' : 'not-included'
  return {
    algorithm: trust?.algorithm ?? token.algorithm ?? null,
    issuers: token.issuers,
    audiences: token.audiences,
    subject: token.subject,
    type: token.type ?? null,
    scopeClaims: token.scopeClaims ?? null,
    scopeFormat: token.scopeFormat ?? null,
    roleClaim: token.roleClaim ?? null,
    leeway,
    keys,
    keyless: keys.length > 0 ? null : keyless,
  }
}

/** Nothing of a shared secret, and of a key pair only the public half. */
function packKey({ kid, algorithm, jwk }: Key): PackedKey[] {
  const shown = publicJwk(jwk)
  return shown ? [{ kid: kid ?? null, algorithm, jwk: shown }] : []
}

/** The settings of the page's catalog, for reading the scopes of a token. */
export const tokenSettings = (base: TokenSettings, packed: PackedToken): TokenSettings => ({
  ...base,
  issuers: packed.issuers,
  audiences: packed.audiences,
  algorithm: packed.algorithm ?? undefined,
  subject: packed.subject,
  type: packed.type ?? undefined,
  scopeClaims: packed.scopeClaims ?? undefined,
  scopeFormat: packed.scopeFormat ?? undefined,
  roleClaim: packed.roleClaim ?? undefined,
})

/** Undefined if the page has no key. */
export function trustIn(packed: PackedToken, settings: TokenSettings): Trust | undefined {
  const [first] = packed.keys
  if (!first) return undefined
  return {
    algorithm: packed.algorithm ?? first.algorithm,
    keys: packed.keys.map(({ kid, algorithm, jwk }) => ({ kid: kid ?? undefined, algorithm, jwk })),
    issuers: settings.issuers,
    audiences: settings.audiences,
    subject: settings.subject,
    type: settings.type,
  }
}
