import { expect, test } from 'vitest'
import { thumbprint } from '../../src/core/token/key-rules.js'
import { makeKey } from '../../src/io/make-key.js'

test('a kid is the thumbprint, and can be an argument: none of 400 looks like a flag', async () => {
  for (let i = 0; i < 400; i++) {
    const { kid, jwk } = await makeKey('EdDSA')
    expect(kid).toBe(await thumbprint(jwk))
    expect(kid).not.toMatch(/^-/) // one in 64 did
  }
})
