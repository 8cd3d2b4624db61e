import { compactVerify, importJWK, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { FLAW_NAMES } from '../../../src/core/issue/flaws.js'
import { makeFlawed } from '../../../src/core/issue/make-flawed.js'
import { publicJwk } from '../../../src/core/token/key-rules.js'
import { ALGORITHMS, type Key } from '../../../src/core/token/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { isSignedBy } from '../../../src/core/token/signature-holds.js'
import { verify } from '../../../src/core/token/verify.js'
import { rawSigner } from '../../../src/io/raw-signer.js'
import { randomTokens } from '../../interop/support/random-tokens.js'
import { SEED } from '../../support/seed.js'
import {
  PSYCHIC_SIGNATURES,
  UNKNOWN_KIDS,
  WRONG_ALGS,
  WRONG_CRITS,
  wrongSignatures,
} from '../../support/wrong-tokens.js'
import { catalogOf } from '../catalog/support.js'
import {
  AT,
  encode,
  forge,
  GOOD,
  headerOf,
  KEYS,
  NOW,
  newKey,
  partsOf,
  trustOf,
} from './support.js'

const catalog = catalogOf({
  token: { algorithm: 'ES256', issuer: GOOD.iss, audience: GOOD.aud },
  scopes: { read: 'Read' },
  roles: { reader: { default: true, scopes: ['read'] } },
  routes: { 'GET /items': 'read' },
})

const joseKey = ({ jwk, algorithm }: Key) =>
  importJWK({ ...(publicJwk(jwk) ?? jwk), alg: algorithm } as never, algorithm)

const isAccepted = (given: Promise<unknown>): Promise<boolean> =>
  given.then(
    () => true,
    () => false,
  )

// A pair of RSA keys takes a while.
const otherRsa = newKey('RS256')

/** One token for each flaw that a key of this kind can have. */
const flawed = (key: Key): Promise<readonly string[]> => {
  const other = key.jwk.kty === 'RSA' ? { ...key, jwk: otherRsa.jwk } : newKey(key.algorithm)
  return Promise.all(
    FLAW_NAMES.map((flaw) =>
      makeFlawed(flaw, {
        catalog,
        subject: { kind: 'role', roles: ['reader'] },
        scopes: ['read'],
        stamp: { now: NOW, lifetime: 900, jti: 'j' },
        trust: trustOf(key),
        rightKey: key,
        otherKey: other,
      }).catch(() => undefined),
    ),
  ).then((made) => made.filter((each) => each !== undefined))
}

async function wrong(key: Key): Promise<readonly string[]> {
  const good = await sign({}, GOOD, key)
  const [head, body, tail] = partsOf(good)
  const bytes = Buffer.from(tail, 'base64url')
  const signatures = [
    ...Object.values(wrongSignatures(bytes)),
    ...Object.values(PSYCHIC_SIGNATURES),
  ]
  const headers = [
    ...WRONG_ALGS.map((alg) => ({ alg })),
    ...ALGORITHMS.map((alg) => ({ alg })),
    ...WRONG_CRITS.map((crit) => ({ crit, exp: 1, b64: true })),
    ...UNKNOWN_KIDS.map((kid) => ({ kid })),
    ...[true, false].map((b64) => ({ b64, crit: ['b64'] })),
    ...Object.values(KEYS).map(({ jwk }) => ({ jwk: publicJwk(jwk), kid: undefined })),
  ]
  return [
    ...signatures.map((each) => `${head}.${body}.${encode(each)}`),
    ...[` ${good}`, `${good}=`, `${head}.${body}`, `${head}..${tail}`, `${good}.${tail}`],
    ...headers.map((header) => forge({ ...headerOf(key), ...header }, GOOD, key)),
    ...Object.values(KEYS).map((other) => forge(headerOf(key), GOOD, { ...other, kid: key.kid })),
  ]
}

describe.each(ALGORITHMS)('%s: jose, whose verification is not used, as the judge', (algorithm) => {
  const key = KEYS[algorithm]
  const claims = { ...GOOD, jti: 'x', scope: 'read' }

  test('what it refuses is refused, and a signature holds exactly if it says so', async () => {
    const theirs = await joseKey(key)
    const signer = rawSigner(key)
    const random = randomTokens(signer, { now: NOW, claims }, { count: 40, seed: SEED })
    const tokens = [
      await sign({}, claims, key),
      ...(await flawed(key)),
      ...(await wrong(key)),
      ...random.map(({ token }) => token),
    ]
    const counts = { accepted: 0, held: 0, refused: 0 }
    for (const token of tokens) {
      const ours = (await verify(token, trustOf(key), AT)).kind === 'verified'
      const options = {
        algorithms: algorithm === 'EdDSA' ? [algorithm, 'Ed25519'] : [algorithm],
        issuer: GOOD.iss,
        audience: GOOD.aud,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(NOW * 1000),
      }
      const accepts = await isAccepted(jwtVerify(token, theirs, options))
      if (ours && !accepts) expect.unreachable(`only jose refuses ${token}`)
      const holds = await isSignedBy(token, key)
      const verified = await isAccepted(compactVerify(token, theirs, options))
      if (verified && !holds) expect(token).toMatch(/=$/)
      // jose also refuses for what the header says, which is not part of a signature.
      if (holds && !verified) expect(token.startsWith(`${encode(headerOf(key))}.`)).toBe(false)
      if (ours) expect(holds).toBe(true)
      counts[ours ? 'accepted' : holds ? 'held' : 'refused']++
    }
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(5)
  })
})
