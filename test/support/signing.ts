import type { Catalog } from '../../src/core/catalog/model.js'
import { claimsFor, signClaims } from '../../src/core/issue/mint.js'
import type { Subject } from '../../src/core/subject/model.js'
import type { Key, Rejected, Trust, Verified } from '../../src/core/token/model.js'
import { verify } from '../../src/core/token/verify.js'

export const NOW = 1_800_000_000
export const SECRET: Key = {
  kid: undefined,
  algorithm: 'HS256',
  jwk: { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url') },
}

export function trustFor({ token }: Catalog, keys: readonly Key[] = [SECRET]): Trust {
  const [key = SECRET] = keys
  const { issuers, audiences, type } = token
  return { algorithm: key.algorithm, keys, issuers, audiences, type }
}

/** Everything that happens to a real token: claims, signature, verification. */
export async function present(
  catalog: Catalog,
  subject: Subject,
  scopes: readonly string[],
  at = NOW,
): Promise<Verified | Rejected> {
  const stamp = { now: NOW, lifetime: 900, jti: 'jti' }
  const text = await signClaims(catalog.token, claimsFor(catalog, subject, scopes, stamp), SECRET)
  return verify(text, trustFor(catalog), { now: at, leeway: 0 })
}
