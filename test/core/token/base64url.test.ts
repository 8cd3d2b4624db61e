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
