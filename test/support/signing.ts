import type { Catalog } from '../../src/core/catalog/model.js'
import { claimsFor } from '../../src/core/issue/mint.js'
import type { Subject } from '../../src/core/subject/model.js'
import type { Key, Rejected, Trust, Verified } from '../../src/core/token/model.js'
import { sign } from '../../src/core/token/sign.js'
import { verify } from '../../src/core/token/verify.js'

export const NOW = 1_800_000_000
export const SECRET: Key = {
  kid: undefined,
  algorithm: 'HS256',
  jwk: { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url') },
}

export function trustFor({ token }: Catalog, keys: readonly Key[] = [SECRET]): Trust {
  const [key = SECRET] = keys
  return { algorithm: key.algorithm, keys, issuers: token.issuers, audiences: token.audiences }
}

/** Everything that happens to a real token: claims, signature, verification. */
export async function present(
  catalog: Catalog,
  subject: Subject,
  scopes: readonly string[],
  at = NOW,
): Promise<Verified | Rejected> {
  const stamp = { now: NOW, lifetime: 900, jti: 'jti' }
  const text = await sign({}, claimsFor(catalog, subject, scopes, stamp), SECRET)
  return verify(text, trustFor(catalog), { now: at, leeway: 0 })
}
