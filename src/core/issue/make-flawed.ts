import type { Catalog } from '../catalog/model.js'
import { sorted } from '../catalog/sorted.js'
import { fail } from '../errors.js'
import type { FlawFault } from '../problems/decision.js'
import { grantsOf } from '../subject/grants.js'
import type { Subject } from '../subject/model.js'
import { accepts } from '../token/algorithms.js'
import { encodeBase64url } from '../token/base64url.js'
import { type JsonObject, type Key, TOKEN_TYPES, type Trust } from '../token/model.js'
import { claimPath, withClaim } from '../token/pointer.js'
import { publicKeyAsSecret } from '../token/public-key-as-secret.js'
import { FLAWS, type Flaw, implying, lookalikes, otherScopeClaim } from './flaws.js'
import { claimsFor, type Stamp, signClaims, withScopes } from './mint.js'

/** The ingredients of a flawed token. */
export interface FlawKit {
  readonly catalog: Catalog
  readonly subject: Subject
  /** The requested scopes, closed; otherwise the subject's grants. */
  readonly scopes: readonly string[]
  readonly stamp: Stamp
  readonly trust: Trust
  /** The key that a good token would be signed with; undefined if nobody agreed to its use. */
  readonly rightKey: Key | undefined
  /** A fresh key for the same algorithm, which nobody trusts. */
  readonly otherKey: Key
  /** How the text of the public key ends that is used as a secret; without a line break by default. */
  readonly pem?: 'bare' | 'line' | undefined
}

/** How far in the past or future; such a token has nbf = exp, so it is never valid. */
const AN_HOUR = 3600
/** RFC 2606 §2: nobody can have these names. */
const WRONG_AUDIENCE = 'https://wrong-audience.invalid'
const WRONG_ISSUER = 'https://wrong-issuer.invalid'

/**
 * Makes a token with one defect and no other.
 * @throws ScopectlError if the catalog cannot express the flaw, or if the right key is needed and was not given.
 */
export async function makeFlawed(flaw: Flaw, kit: FlawKit): Promise<string> {
  const { catalog, subject, scopes, stamp } = kit
  const settings = catalog.token
  const rightKey = (): Key => kit.rightKey ?? fail('flaw-needs-consent', { flaw })
  const claims = flawedClaims(flaw, kit, claimsFor(catalog, subject, scopes, stamp))
  // The kid that a good token would have; any other of several keys would be a second defect.
  const { kid } = kit.rightKey ?? usableKey(kit.trust)
  switch (flaw) {
    case 'alg-none':
      return unsigned(
        { alg: 'none', ...(kid === undefined ? {} : { kid }), typ: settings.type ?? 'JWT' },
        claims,
      )
    case 'hs-with-public-key': {
      const secret =
        (await publicKeyAsSecret(kit.rightKey ?? usableKey(kit.trust), kit.pem)) ??
        fail('flaw-not-expressible', { flaw, why: 'no-public-key' })
      return signClaims(settings, claims, { ...secret, kid })
    }
    case 'wrong-key':
      return signClaims(settings, claims, { ...kit.otherKey, kid })
    case 'bad-signature':
      return tampered(await signClaims(settings, claims, { ...kit.otherKey, kid }))
    case 'wrong-type': {
      const type = settings.type ?? fail('flaw-not-expressible', { flaw, why: 'no-type' })
      const other = TOKEN_TYPES.find((each) => each !== type)
      return signClaims({ type: other }, claims, rightKey())
    }
    default:
      return signClaims(settings, claims, rightKey())
  }
}

/** The last key in a set for the pinned algorithm, which is the signing key of a development ring. */
function usableKey({ algorithm, keys }: Trust): Key {
  const key = keys.findLast((each) => accepts(algorithm, each.algorithm))
  return key ?? fail('key-none-for', { algorithm, found: keys.map((each) => each.algorithm) })
}

function flawedClaims(flaw: Flaw, kit: FlawKit, good: JsonObject): JsonObject {
  const { catalog, stamp } = kit
  const { issuers, audiences } = catalog.token
  const impossible = (why: FlawFault): never => fail('flaw-not-expressible', { flaw, why })
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
      if (audiences === 'any') return impossible('any-audience')
      if (audiences.includes(WRONG_AUDIENCE)) return impossible('audience-accepted')
      return { ...good, aud: WRONG_AUDIENCE }
    case 'wrong-issuer':
      if (issuers === 'any') return impossible('any-issuer')
      if (issuers.includes(WRONG_ISSUER)) return impossible('issuer-accepted')
      return { ...good, iss: WRONG_ISSUER }
    case 'no-subject':
      return catalog.token.subject === 'optional'
        ? impossible('subject-optional')
        : without(good, 'sub')
    default:
      return FLAWS[flaw].reason ? good : misscoped(flaw, kit, good, impossible)
  }
}

function misscoped(
  flaw: Flaw,
  { catalog, subject, scopes }: FlawKit,
  good: JsonObject,
  impossible: (why: FlawFault) => never,
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
      return names.length > 0 ? withScopes(catalog, bare, names) : impossible('no-scopes')
    }
    case 'scope-claim-other': {
      if (!catalog.token.scopeClaims) return impossible('no-scope-claim')
      const other = otherScopeClaim(catalog)
      if (other === undefined) return impossible('every-scope-claim')
      return { ...bare, [other]: scopes.join(' ') }
    }
    default: {
      const granted = new Set(scopes.length > 0 ? scopes : (grantsOf(catalog, subject) ?? []))
      const names = sorted(catalog, new Set(implying(catalog, granted)))
      return names.length > 0 ? withScopes(catalog, bare, names) : impossible('nothing-implied')
    }
  }
}

const without = (claims: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name))

const encode = (part: JsonObject): string =>
  encodeBase64url(new TextEncoder().encode(JSON.stringify(part)))

const unsigned = (header: JsonObject, claims: JsonObject): string =>
  `${encode(header)}.${encode(claims)}.`

/**
 * Changes the first character of the signature: the result is strict base64url, since only last characters have unused
 * bits.
 */
function tampered(token: string): string {
  const at = token.lastIndexOf('.') + 1
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
}
