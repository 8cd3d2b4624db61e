import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBase64url, encodeBase64url } from '../../../src/core/token/base64url.js'

test('B64: bytes and their encoding correspond one to one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = encodeBase64url(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(decodeBase64url(text)).toEqual(new Uint8Array(bytes))
    }),
  )
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_=+-]{0,12}$/), (text) => {
      const bytes = decodeBase64url(text)
      if (bytes instanceof Uint8Array) expect(encodeBase64url(bytes)).toBe(text)
    }),
  )
})

test('B64: of all endings, exactly those that bytes are encoded to are read', () => {
  const alphabet = [...Array(64).keys()].map((i) =>
    encodeBase64url(Uint8Array.of(i << 2)).charAt(0),
  )
  const pairs = alphabet.flatMap((one) => alphabet.map((other) => one + other))
  for (const before of ['', 'AAAA'])
    for (const text of [...pairs, ...pairs.map((pair) => `x${pair}`)].map((end) => before + end)) {
      const bytes = decodeBase64url(text)
      const isExact = Buffer.from(text, 'base64url').toString('base64url') === text
      if (isExact ? !(bytes instanceof Uint8Array) : bytes !== 'loose-bits')
        expect.unreachable(text)
    }
})
