import { answerAs } from '../../../src/core/as-server/answer.js'
import type { ServerName } from '../../../src/core/as-server/names.js'
import { oddTokens } from '../../../src/core/as-server/odd-tokens.js'
import { serverNamed } from '../../../src/core/as-server/servers.js'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { decide } from '../../../src/core/decision/decide.js'
import { askRoute } from '../../../src/core/decision/question.js'
import type { Trust } from '../../../src/core/token/model.js'
import { verify } from '../../../src/core/token/verify.js'
import { rawSigner } from '../../../src/io/raw-signer.js'
import { newKey, oddKeys, othersFor } from '../../support/odd-keys.js'
import { NOW } from '../token/support.js'
import type { Both } from './support.js'

// Generated once: an RSA key pair takes a while.
const KEY = newKey('ES256', { kid: 'first', alg: 'ES256' })
const OTHERS = othersFor('ES256')
const { second, ...unused } = OTHERS

/** The key that signs: as a PEM file, as the only one of a set, and as one of several. */
export type Form = 'PEM' | 'one' | 'several'

/** What a server has, and the keys of the set that are not trusted. */
export function keysOf(form: Form) {
  const jwks = form === 'several' && second ? [KEY, second] : [KEY]
  const keys = jwks.map((jwk) => ({
    kid: form === 'PEM' ? undefined : jwk.kid,
    algorithm: 'ES256' as const,
    jwk,
  }))
  const trust: Trust = { algorithm: 'ES256', keys, issuers: [], audiences: [] }
  return { trust, others: form === 'several' ? Object.values(unused) : [] }
}

/** Odd tokens by these keys, by what is odd about them. */
export function tokensWith(claims: object, scopeClaim: string, scopes: readonly string[]) {
  const good = { ...claims, iat: NOW, exp: NOW + 600 }
  const signer = rawSigner({ kid: 'first', algorithm: 'ES256', jwk: KEY })
  const all = [
    ...oddTokens(signer, { now: NOW, claims: good, scopeClaim, scopes }),
    ...oddKeys('ES256', { first: KEY, ...OTHERS }, good),
  ]
  return new Map(all.map(({ what, token }) => [what, token]))
}

/** Our own decision and the server's answer for a token, with these keys and the parties of the catalog. */
export async function bothByKey(
  catalog: Catalog,
  server: ServerName,
  text: string,
  form: Form,
): Promise<Both> {
  const { issuers, audiences } = catalog.token
  const { trust: keys, others } = keysOf(form)
  const trust = { ...keys, issuers, audiences }
  const presented = await verify(text, trust, { now: NOW, leeway: 0 })
  const decision = decide(catalog, askRoute(catalog, 'GET /items/'), presented)
  const sent = { text, trust, others }
  return {
    decision,
    server: await answerAs(serverNamed(server), { catalog, decision, sent, now: NOW }),
  }
}
