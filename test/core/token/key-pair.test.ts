import { describe, expect, test } from 'vitest'
import { isPair } from '../../../src/core/token/key-pair.js'
import { signatureHolds } from '../../../src/core/token/signature-holds.js'
import { encode, forge, GOOD, headerOf, KEYS, newKey, partsOf } from './support.js'

describe.each(['ES256', 'EdDSA', 'RS256'] as const)('%s', (algorithm) => {
  const key = KEYS[algorithm]

  test('a private part belongs to its own public part only', async () => {
    expect(await isPair(key)).toBe(true)
    const other = newKey(algorithm).jwk
    const { n, e, x, y } = other
    const publicPart = algorithm === 'RS256' ? { n, e } : algorithm === 'ES256' ? { x, y } : { x }
    expect(await isPair({ ...key, jwk: { ...key.jwk, ...publicPart } as typeof key.jwk })).toBe(
      false,
    )
  })

  test('a signature holds for exactly what was signed', async () => {
    const [header, payload, tail] = partsOf(forge(headerOf(key), GOOD, key))
    const signature = Buffer.from(tail, 'base64url')
    const signed = `${header}.${payload}`
    expect(await signatureHolds(signed, signature, key)).toBe(true)
    const other = `${header}.${encode({ ...GOOD, sub: 'root' })}`
    expect(await signatureHolds(other, signature, key)).toBe(false)
    expect(await signatureHolds(signed, signature.subarray(1), key)).toBe(false)
  })
})

test('a signature of another algorithm does not hold, whatever its header says', async () => {
  const [ps, rs] = [KEYS.PS256, KEYS.RS256]
  const [header, payload, tail] = partsOf(forge(headerOf(ps), GOOD, ps))
  const [signed, signature] = [`${header}.${payload}`, Buffer.from(tail, 'base64url')]
  expect(await signatureHolds(signed, signature, ps)).toBe(true)
  expect(await signatureHolds(signed, signature, rs)).toBe(false)
})
