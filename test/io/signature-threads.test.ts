import { describe, expect, test } from 'vitest'
import { ALGORITHMS } from '../../src/core/token/model.js'
import { sign } from '../../src/core/token/sign.js'
import { isSignedBy } from '../../src/core/token/signature-holds.js'
import { SignatureThreads } from '../../src/io/replay/signature-threads.js'
import { encode, GOOD, KEYS, newKey, partsOf } from '../core/token/support.js'
import { PSYCHIC_SIGNATURES, wrongSignatures } from '../support/wrong-tokens.js'

/** More than WebCrypto verifies before threads start. */
const ENOUGH = 600

describe.each(ALGORITHMS)('%s', (algorithm) => {
  const key = KEYS[algorithm]

  test('threads give the answers of WebCrypto', async () => {
    const good = await sign({}, GOOD, key)
    const [head, body, tail] = partsOf(good)
    const bytes = Buffer.from(tail, 'base64url')
    const bits = Array.from({ length: 40 }, (_, i) => {
      const changed = Buffer.from(bytes)
      const at = (i * 7) % changed.length
      changed[at] = (changed[at] ?? 0) ^ (1 << (i % 8))
      return changed
    })
    const wrong = [
      ...Object.values(wrongSignatures(bytes)),
      ...Object.values(PSYCHIC_SIGNATURES),
      ...[bits, Buffer.alloc(bytes.length), Buffer.alloc(bytes.length, 0xff)].flat(),
    ]
    const tokens = [
      ...Array.from({ length: ENOUGH }, () => good),
      ...(await Promise.all(
        Array.from({ length: 20 }, (_, i) => sign({}, { ...GOOD, jti: `é${i}` }, key)),
      )),
      ...wrong.map((signature) => `${head}.${body}.${encode(signature)}`),
      `${head}.${encode({ ...GOOD, sub: 'bob' })}.${tail}`,
      `${encode({ alg: 'none' })}.${body}.${tail}`,
    ]
    const threads = new SignatureThreads()
    try {
      const [ours, theirs] = await Promise.all([
        Promise.all(tokens.map((token) => threads.holds(token, key))),
        Promise.all(tokens.map((token) => isSignedBy(token, key))),
      ])
      expect(ours).toEqual(theirs)
      const held = ours.slice(ENOUGH).filter(Boolean).length
      expect(held).toBe(20)
    } finally {
      await threads.close()
    }
  })
})

test('each key is only asked about its own tokens, in whatever order', async () => {
  const keys = [KEYS.ES256, newKey('ES256'), KEYS.EdDSA, KEYS.HS256]
  const signed = await Promise.all(keys.map((key) => sign({}, GOOD, key)))
  const threads = new SignatureThreads()
  try {
    const asked = Array.from({ length: ENOUGH * 2 }, (_, i) => {
      const [mine, its] = [i % keys.length, (i * 3 + (i >> 5)) % keys.length]
      const held = threads.holds(`${signed[its]}`, keys[mine] as (typeof keys)[0])
      return { right: mine === its, held }
    })
    const answers = await Promise.all(asked.map(({ held }) => held))
    expect(answers).toEqual(asked.map(({ right }) => right))
    expect(new Set(answers.slice(ENOUGH)).size).toBe(2)
  } finally {
    await threads.close()
  }
})

test('a key that cannot be imported is an error for each of its tokens', async () => {
  const { kid, algorithm, jwk } = KEYS.ES256
  const off = { kid, algorithm, jwk: { ...jwk, x: jwk.y, y: jwk.x } }
  const token = await sign({}, GOOD, KEYS.ES256)
  const threads = new SignatureThreads()
  try {
    const good = Array.from({ length: ENOUGH }, () => threads.holds(token, KEYS.ES256))
    const asked = Array.from({ length: 50 }, () => threads.holds(token, off as typeof KEYS.ES256))
    const answers = await Promise.allSettled(asked)
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill('rejected'))
    expect(new Set(await Promise.all(good))).toEqual(new Set([true]))
  } finally {
    await threads.close()
  }
})
