import { exportSPKI } from 'jose/key/export'
import { importJWK } from 'jose/key/import'
import type { Catalog } from '../catalog/model.js'
import { fail } from '../errors.js'
import { grantsOf } from '../subject/grants.js'
import type { Subject } from '../subject/model.js'
import { accepts } from './algorithms.js'
import { encodeBase64url } from './base64url.js'
import { FLAWS, type Flaw, implying, lookalikes, otherScopeClaim } from './flaws.js'
import { publicJwk } from './key-rules.js'
import { claimsFor, type Stamp, sorted, withScopes } from './mint.js'
import type { JsonObject, Key, Trust } from './model.js'
import { claimPath, withClaim } from './pointer.js'
import { sign } from './sign.js'

/** What a flawed token is made from. */
export interface FlawKit {
  readonly catalog: Catalog
  readonly subject: Subject
  /** Wished for, closed; the subject's grants otherwise. */
  readonly scopes: readonly string[]
  readonly stamp: Stamp
  readonly trust: Trust
  /** The key that a good token would be signed with; undefined where nobody consented to use it. */
  readonly rightKey: Key | undefined
  /** A fresh key of the same algorithm, trusted by nobody. */
  readonly otherKey: Key
}

/** Of the past or the future by this much; such a token has nbf = exp and so is valid at no time. */
const AN_HOUR = 3600
/** RFC 2606 §2: nobody has these names. */
const WRONG_AUDIENCE = 'https://wrong-audience.invalid'
const WRONG_ISSUER = 'https://wrong-issuer.invalid'

/**
 * Makes a token with one defect and no other.
 * @throws ScopectlError where the catalog cannot express the flaw, or the right key would be needed and was not given.
 */
export async function makeFlawed(flaw: Flaw, kit: FlawKit): Promise<string> {
  const { catalog, subject, scopes, stamp } = kit
  const claims = flawedClaims(flaw, kit, claimsFor(catalog, subject, scopes, stamp))
  // The kid that a good token would have: of several keys each other one would be a second defect.
  const { kid } = kit.rightKey ?? usableKey(kit.trust)
  switch (flaw) {
    case 'alg-none':
      return unsigned({ alg: 'none', ...(kid === undefined ? {} : { kid }), typ: 'JWT' }, claims)
    case 'hs-with-public-key': {
      const secret = await publicKeyAsSecret(kit.rightKey ?? usableKey(kit.trust))
      return sign({}, claims, { ...secret, kid })
    }
    case 'wrong-key':
      return sign({}, claims, { ...kit.otherKey, kid })
    case 'bad-signature':
      return tampered(await sign({}, claims, { ...kit.otherKey, kid }))
    default:
      return sign({}, claims, kit.rightKey ?? fail('flaw-needs-consent', { flaw }))
  }
}

/** Of a set, the last key of the pinned algorithm: the one that signs in a development ring. */
function usableKey({ algorithm, keys }: Trust): Key {
  const key = keys.findLast((each) => accepts(algorithm, each.algorithm))
  return key ?? fail('key-none-for', { algorithm, found: keys.map((each) => each.algorithm) })
}

function flawedClaims(flaw: Flaw, kit: FlawKit, good: JsonObject): JsonObject {
  const { catalog, stamp } = kit
  const { issuers, audiences } = catalog.token
  const impossible = (why: string): never => fail('flaw-not-expressible', { flaw, why })
  switch (flaw) {
    case 'expired': {
      const end = stamp.now - AN_HOUR
      return { ...good, iat: end - AN_HOUR, nbf: end, exp: end }
    }
    case 'not-yet-valid': {
      const start = stamp.now + AN_HOUR
      return { ...good, nbf: start, exp: start }
    }
    case 'wrong-audience':
      if (audiences === 'any') return impossible('the catalog accepts any audience')
      if (audiences.includes(WRONG_AUDIENCE)) return impossible('the catalog accepts that audience')
      return { ...good, aud: WRONG_AUDIENCE }
    case 'wrong-issuer':
      if (issuers === 'any') return impossible('the catalog accepts any issuer')
      if (issuers.includes(WRONG_ISSUER)) return impossible('the catalog accepts that issuer')
      return { ...good, iss: WRONG_ISSUER }
    case 'no-subject':
      return catalog.token.subject === 'optional'
        ? impossible('the catalog accepts tokens without `sub`')
        : without(good, 'sub')
    default:
      return FLAWS[flaw].reason ? good : misscoped(flaw, kit, good, impossible)
  }
}

function misscoped(
  flaw: Flaw,
  { catalog, subject, scopes }: FlawKit,
  good: JsonObject,
  impossible: (why: string) => never,
): JsonObject {
  const claim = catalog.token.scopeClaims?.[0] ?? 'scope'
  const bare = without(good, claimPath(claim)[0] ?? claim)
  switch (flaw) {
    case 'unscoped':
      return bare
    case 'scope-wrong-type':
      return withClaim(bare, claim, 42)
    case 'scope-lookalike': {
      const names = lookalikes(catalog, scopes)
      return names.length > 0
        ? withScopes(catalog, bare, names)
        : impossible('there are no scopes to look like')
    }
    case 'scope-claim-other': {
      if (!catalog.token.scopeClaims) return impossible('the catalog pins no `scope_claim`')
      const other = otherScopeClaim(catalog)
      if (other === undefined) return impossible('the catalog reads every known scope claim')
      return { ...bare, [other]: scopes.join(' ') }
    }
    default: {
      const granted = new Set(scopes.length > 0 ? scopes : (grantsOf(catalog, subject) ?? []))
      const names = sorted(catalog, new Set(implying(catalog, granted)))
      return names.length > 0
        ? withScopes(catalog, bare, names)
        : impossible('none of the scopes implies another')
    }
  }
}

const without = (claims: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name))

const encode = (part: JsonObject): string =>
  encodeBase64url(new TextEncoder().encode(JSON.stringify(part)))

const unsigned = (header: JsonObject, claims: JsonObject): string =>
  `${encode(header)}.${encode(claims)}.`

/** The first character of the signature, changed: still strict base64url, since only last characters have unused bits. */
function tampered(token: string): string {
  const at = token.lastIndexOf('.') + 1
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
}

const pemSecrets = new WeakMap<Key, Key>()

/** The classic confusion (CVE-2016-10555): the public key's PEM text taken for an HMAC secret. */
async function publicKeyAsSecret(key: Key): Promise<Key> {
  const known = pemSecrets.get(key)
  if (known) return known
  const jwk = publicJwk(key.jwk)
  if (!jwk)
    return fail('flaw-not-expressible', {
      flaw: 'hs-with-public-key',
      why: 'there is no public key',
    })
  const pem = await exportSPKI((await importJWK({ ...jwk } as never, key.algorithm)) as never)
  const k = encodeBase64url(new TextEncoder().encode(pem))
  const secret: Key = { kid: key.kid, algorithm: 'HS256', jwk: { kty: 'oct', k } }
  pemSecrets.set(key, secret)
  return secret
}
