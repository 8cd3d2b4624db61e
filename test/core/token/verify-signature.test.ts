import { CompactSign, importJWK, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { ALGORITHMS, type Algorithm, type Key } from '../../../src/core/token/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { verify } from '../../../src/core/token/verify.js'
import { publishedForms } from '../../support/published-key.js'
import { PSYCHIC_SIGNATURES, WRONG_ALGS, wrongSignatures } from '../../support/wrong-tokens.js'
import {
  AT,
  detailOf,
  encode,
  forge,
  GOOD,
  headerOf,
  KEYS,
  newKey,
  partsOf,
  reasons,
  signRaw,
  trustOf,
} from './support.js'

describe.each(ALGORITHMS)('%s', (algorithm) => {
  const key = KEYS[algorithm]
  const trust = trustOf(key)

  test('CTRL: what jose, node and we sign is accepted, with a private key or its public part', async () => {
    const jose = await new SignJWT(GOOD)
      .setProtectedHeader(headerOf(key))
      .sign(await importJWK({ ...key.jwk, alg: algorithm } as never, algorithm))
    const ours = await sign({}, GOOD, key)
    for (const token of [jose, ours, forge(headerOf(key), GOOD, key)])
      expect(await reasons(token, trust)).toEqual([])
    expect(await verify(ours, trust, AT)).toEqual({
      kind: 'verified',
      token: { raw: ours, header: headerOf(key), claims: GOOD },
      notes: [],
    })
    const { d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, ...jwk } = key.jwk
    expect(await reasons(ours, trustOf({ ...key, jwk }))).toEqual([])
  })

  test('SIG1: another signature, header or payload is refused', async () => {
    const [head, body, tail] = partsOf(await sign({}, GOOD, key))
    const bytes = Buffer.from(tail, 'base64url')
    const flipped = Buffer.from(bytes)
    flipped[0] = (flipped[0] ?? 0) ^ 1
    const other = signRaw(`${head}.x${body}`, key)
    for (const wrong of [...Object.values(wrongSignatures(bytes)), flipped, other]) {
      expect(await reasons(`${head}.${body}.${encode(wrong)}`, trust)).toEqual(['bad-signature'])
    }
    expect(await reasons(`${head}.${encode({ ...GOOD, sub: 'root' })}.${tail}`, trust)).toEqual([
      'bad-signature',
    ])
    expect(await reasons(`${encode({ ...headerOf(key), x: 1 })}.${body}.${tail}`, trust)).toEqual([
      'bad-signature',
    ])
    expect(await reasons(forge(headerOf(key), GOOD, newKey(algorithm)), trust)).toEqual([
      'bad-signature',
    ])
  })

  test('ALG1: none is refused, however it is written or signed', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', ' none', 'none ', 'none\0']) {
      const [head, body] = partsOf(forge({ alg, kid: 'k1' }, GOOD, key))
      const right = signRaw(`${head}.${body}`, key)
      for (const signature of [Buffer.alloc(0), right, Buffer.from('x')]) {
        expect(await reasons(`${head}.${body}.${encode(signature)}`, trust)).toEqual([
          'wrong-algorithm',
        ])
      }
      expect(await reasons(`${head}.${body}`, trust)).toEqual(['malformed'])
    }
  })

  test('ALG2: only the exact name of the pinned algorithm is accepted', async () => {
    const others = [[algorithm], { alg: algorithm }, algorithm.toLowerCase(), `${algorithm} `]
    const names = [...WRONG_ALGS, ...others]
    for (const alg of names.filter((name) => name !== algorithm)) {
      expect(await reasons(forge({ kid: 'k1', alg }, GOOD, key), trust)).toEqual([
        'wrong-algorithm',
      ])
    }
    // `EdDSA` also accepts the exact name of the one algorithm that it means here (RFC 9864).
    const own = algorithm === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [algorithm]
    for (const alg of ALGORITHMS.filter((name) => !own.includes(name))) {
      expect(await reasons(forge({ alg, kid: 'k1' }, GOOD, key), trust)).toEqual([
        'wrong-algorithm',
      ])
    }
    expect(await reasons(forge('{"__proto__":{"alg":"HS256"}}', GOOD, key), trust)).toEqual([
      'wrong-algorithm',
    ])
  })
})

test.each(['RS256', 'PS256', 'ES256', 'EdDSA'] as const)(
  'ALG3: HS256 keyed with the public %s key is refused',
  async (algorithm) => {
    const key = KEYS[algorithm]
    for (const secret of Object.values(publishedForms(key.jwk))) {
      const forger: Key = {
        kid: 'k1',
        algorithm: 'HS256',
        jwk: { kty: 'oct', k: Buffer.from(secret).toString('base64url') },
      }
      expect(await reasons(forge(headerOf(forger), GOOD, forger), trustOf(key))).toEqual([
        'wrong-algorithm',
      ])
      const lying = forge(headerOf(key), GOOD, forger)
      expect(await reasons(lying, trustOf(key))).toEqual(['bad-signature'])
    }
  },
)

test('ALG4: a valid signature with another algorithm of the same key', async () => {
  const [rs, ps] = [KEYS.RS256, { ...KEYS.RS256, algorithm: 'PS256' as Algorithm }]
  expect(await reasons(forge(headerOf(ps), GOOD, ps), trustOf(rs))).toEqual(['wrong-algorithm'])
  expect(await reasons(forge(headerOf(rs), GOOD, ps), trustOf(rs))).toEqual(['bad-signature'])
  expect(await reasons(forge({ alg: 'RS1', kid: 'k1' }, GOOD, rs), trustOf(rs))).toEqual([
    'wrong-algorithm',
  ])
  const pinned = trustOf({ ...rs, jwk: { ...rs.jwk, alg: 'PS256' } })
  await expect(verify(forge(headerOf(rs), GOOD, rs), pinned, AT)).rejects.toThrow('key-pinned')
})

test('SIG2: signatures of zero and of the order, and the smallest DER one', async () => {
  const [head, body] = partsOf(forge(headerOf(KEYS.ES256), GOOD, KEYS.ES256))
  for (const wrong of Object.values(PSYCHIC_SIGNATURES)) {
    expect(await reasons(`${head}.${body}.${encode(wrong)}`, trustOf(KEYS.ES256))).toEqual([
      'bad-signature',
    ])
  }
})

test.each(['ES256', 'ES384', 'ES512'] as const)(
  'SIG3: %s only accepts R and S of its own curve',
  async (algorithm) => {
    const key = KEYS[algorithm]
    const [head, body, tail] = partsOf(forge(headerOf(key), GOOD, key))
    const signature = Buffer.from(tail, 'base64url')
    const half = signature.length / 2
    const int = (bytes: Buffer) => Buffer.concat([Buffer.of(2, half + 1, 0), bytes])
    const inner = Buffer.concat([int(signature.subarray(0, half)), int(signature.subarray(half))])
    const der = Buffer.concat([
      Buffer.of(0x30, ...(inner.length > 127 ? [0x81] : []), inner.length),
      inner,
    ])
    expect(await detailOf(`${head}.${body}.${encode(der)}`, trustOf(key))).toMatchObject([
      {
        code: 'token-signature-length',
        args: { found: der.length, needed: signature.length, der: true },
      },
    ])
    for (const other of ['ES256', 'ES384', 'ES512'] as const) {
      if (other === algorithm) continue
      const foreign = signRaw(`${head}.${body}`, KEYS[other])
      expect(await reasons(`${head}.${body}.${encode(foreign)}`, trustOf(key))).toEqual([
        'bad-signature',
      ])
    }
  },
)

test('every failed check is listed, in the order of REASONS', async () => {
  const token = forge(
    { alg: 'none', crit: ['x'], kid: 7 },
    { exp: 1, nbf: 'x', iat: 1e12, iss: 'x', aud: [] },
    KEYS.HS256,
  )
  expect(await reasons(token, trustOf(KEYS.HS256))).toEqual([
    'wrong-algorithm',
    'bad-header',
    'bad-header',
    'bad-claim',
    'expired',
    'issued-in-future',
    'wrong-issuer',
    'wrong-audience',
    'no-subject',
  ])
  expect(await verify(token, trustOf(KEYS.HS256), AT)).toMatchObject({ token: { raw: token } })
  const stranger = forge({ ...headerOf(KEYS.HS256), kid: 'x' }, { ...GOOD, exp: 1 }, KEYS.HS256)
  expect(await reasons(stranger, trustOf(KEYS.HS256))).toEqual(['unknown-key', 'expired'])
})

test('KEY1: a short secret verifies; the code that loads it gives the warning', async () => {
  const short: Key = {
    kid: undefined,
    algorithm: 'HS256',
    jwk: { kty: 'oct', k: encode('secret') },
  }
  expect(await reasons(await sign({}, GOOD, short), trustOf(short))).toEqual([])
})

test('jose alone would accept a token in a loose form: the strict form is our own check', async () => {
  const key = KEYS.HS256
  const jws = await new CompactSign(Buffer.from(JSON.stringify(GOOD)))
    .setProtectedHeader(headerOf(key))
    .sign(Buffer.from(key.jwk.k ?? '', 'base64url'))
  expect(await reasons(`${jws}=`, trustOf(key))).toEqual(['malformed'])
})
