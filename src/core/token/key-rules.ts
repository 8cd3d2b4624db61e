import { calculateJwkThumbprint } from 'jose/jwk/thumbprint'
import { type Problem, problem } from '../problem.js'
import { agreed, needsOf } from './algorithms.js'
import { decodeBase64url } from './base64url.js'
import { coordinateBytes, isOnCurve } from './curves.js'
import { pointFault } from './edwards.js'
import { cut } from './found.js'
import type { Algorithm, Jwk } from './model.js'
import { checkRsa, isRsaPair } from './rsa-rules.js'
import { checkSecret } from './secret-rules.js'

export { checkSecret, isWeak } from './secret-rules.js'

export type KeyUse = 'sign' | 'verify'

/**
 * What is wrong with a key for this algorithm and use: the wrong type or curve, members that are missing or not
 * base64url, everything that `checkRsa` and `pointFault` find, a point that is not on its curve, a `use` or `key_ops`
 * that forbids it (RFC 7517 §4.2, §4.3), an `alg` other than the pinned one (§4.4), no private part to sign with, RSA
 * numbers that do not belong together; for `oct` keys everything that `checkSecret` finds. An empty list means that the
 * key fits. All problems but the weak ones (`isWeak`) refuse it.
 *
 * NOT checked: that the private part of an EC or Ed25519 key belongs to its public one, see `isPair`.
 */
export function checkKey(jwk: Jwk, algorithm: Algorithm, use: KeyUse): Problem[] {
  const { kty, crv } = needsOf(algorithm)
  if (jwk.kty !== kty || (crv !== undefined && jwk.crv !== crv)) {
    const found = name(jwk.kty, jwk.crv)
    return [problem('key-type', { algorithm, needs: name(kty, crv), found })]
  }
  return [...checkPurpose(jwk, algorithm, use), ...checkMaterial(jwk, algorithm, use)]
}

function checkPurpose(jwk: Jwk, algorithm: Algorithm, needs: KeyUse): Problem[] {
  const found: Problem[] = []
  if (agreed(jwk, algorithm) === undefined) {
    found.push(problem('key-pinned', { algorithm, found: cut(String(jwk.alg)) }))
  }
  if (jwk.use !== undefined && jwk.use !== 'sig')
    found.push(problem('key-use', { use: cut(String(jwk.use)) }))
  if (jwk.key_ops !== undefined && !(Array.isArray(jwk.key_ops) && jwk.key_ops.includes(needs))) {
    const ops = Array.isArray(jwk.key_ops) ? jwk.key_ops.map((op) => cut(String(op))) : []
    found.push(problem('key-ops', { needs, found: ops }))
  }
  return found
}

function checkMaterial(jwk: Jwk, algorithm: Algorithm, use: KeyUse): Problem[] {
  const { kty } = jwk
  if (kty !== 'oct' && use === 'sign' && jwk.d === undefined)
    return [problem('key-public-only', { kty })]
  const members = MEMBERS[kty]
  // A private part that is present must be right, even if only the public one is used.
  const isWhole = members.private.every((member) => jwk[member] !== undefined)
  const isPrivate = use === 'sign' || isWhole
  const wanted = isPrivate ? [...members.public, ...members.private] : members.public
  const parts = new Map<Member, Uint8Array>()
  const found: Problem[] = []
  for (const member of wanted) {
    const bytes = typeof jwk[member] === 'string' ? decodeBase64url(jwk[member]) : undefined
    if (bytes instanceof Uint8Array) parts.set(member, bytes)
    else
      found.push(
        problem('key-member', {
          kty,
          member,
          what: jwk[member] === undefined ? 'missing' : 'invalid',
        }),
      )
  }
  if (found.length > 0) return found
  const part = (member: Member) => parts.get(member) ?? new Uint8Array()
  if (kty === 'oct') return checkSecret(part('k'), algorithm)
  if (kty === 'RSA') {
    found.push(...checkRsa(part('n'), part('e')))
    const isTorn = found.length === 0 && isPrivate && !isRsaPair(part)
    return isTorn ? [problem('key-torn', { kty })] : found
  }
  const crv = jwk.crv ?? ''
  for (const [member, bytes] of parts) {
    if (bytes.length !== coordinateBytes(crv))
      found.push(problem('key-member', { kty, member, what: 'invalid' }))
  }
  if (found.length === 0 && kty === 'EC' && !isOnCurve(crv, part('x'), part('y'))) {
    found.push(problem('ec-off-curve', { crv }))
  }
  const fault = found.length === 0 && kty === 'OKP' ? pointFault(part('x')) : undefined
  if (fault) found.push(problem('ed25519-point', { fault }))
  return found
}

type Member = 'k' | 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi' | 'x' | 'y'

const MEMBERS: {
  readonly [K in Jwk['kty']]: { readonly public: Member[]; readonly private: Member[] }
} = {
  oct: { public: ['k'], private: [] },
  RSA: { public: ['n', 'e'], private: ['d', 'p', 'q', 'dp', 'dq', 'qi'] },
  EC: { public: ['x', 'y'], private: ['d'] },
  OKP: { public: ['x'], private: ['d'] },
}

function name(kty: string, crv: string | undefined): string {
  return cut(crv === undefined ? String(kty) : `${kty} ${crv}`)
}

const PUBLIC_MEMBERS = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'use', 'alg'] as const

/**
 * The part of a key that may be published, from a list of allowed members, not of forbidden ones; nothing for a secret.
 */
export function publicJwk(jwk: Jwk): Jwk | undefined {
  if (jwk.kty === 'oct') return undefined
  const shown = PUBLIC_MEMBERS.filter((member) => jwk[member] !== undefined)
  return Object.fromEntries(shown.map((member) => [member, jwk[member]])) as unknown as Jwk
}

/**
 * The key's SHA-256 thumbprint (RFC 7638) in base64url: the same for a private key and its public part. Never publish
 * the thumbprint of an `oct` key: short secrets can be guessed from it (§7).
 */
export function thumbprint(jwk: Jwk): Promise<string> {
  return calculateJwkThumbprint({ ...jwk, key_ops: [] }, 'sha256')
}
