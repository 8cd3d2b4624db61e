import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { decodeBase64url } from '../../../src/core/token/base64url.js'
import { ALGORITHMS, type Algorithm, type Jwk } from '../../../src/core/token/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { signatureHolds } from '../../../src/core/token/signature-holds.js'

const RSA = generateKeyPairSync('rsa', { modulusLength: 2048 })
const CURVES = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' } as const

function jwkFor(algorithm: Algorithm): Jwk {
  if (algorithm.startsWith('HS'))
    return { kty: 'oct', k: Buffer.alloc(64, 7).toString('base64url') }
  const { privateKey } =
    algorithm in CURVES
      ? generateKeyPairSync('ec', { namedCurve: CURVES[algorithm as keyof typeof CURVES] })
      : algorithm.startsWith('E')
        ? generateKeyPairSync('ed25519')
        : RSA
  return privateKey.export({ format: 'jwk' }) as unknown as Jwk
}

test.each(ALGORITHMS)('%s: holds for what was signed, and for nothing else', async (algorithm) => {
  const key = { kid: undefined, algorithm, jwk: jwkFor(algorithm) }
  const [header = '', payload = '', tail = ''] = (await sign({}, { sub: 'alice' }, key)).split('.')
  const signature = decodeBase64url(tail) as Uint8Array
  const signed = `${header}.${payload}`
  expect(await signatureHolds(signed, signature, key)).toBe(true)
  expect(await signatureHolds(`${signed}A`, signature, key)).toBe(false)
  expect(await signatureHolds(signed, new Uint8Array(), key)).toBe(false)
})
