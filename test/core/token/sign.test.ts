import { expect, test } from 'vitest'
import type { Key } from '../../../src/core/token/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { GOOD, KEYS, partsOf } from './support.js'

test('sign: extras go into the header, but alg is the key’s own', async () => {
  const token = await sign({ typ: 'at+jwt', kid: 'mine', alg: 'none', x: 1 }, GOOD, KEYS.ES256)
  const [head] = partsOf(token)
  const header = { alg: 'ES256', kid: 'mine', typ: 'at+jwt', x: 1 }
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual(header)
  const { kty, crv, x, y } = KEYS.ES256.jwk
  await expect(
    sign({}, GOOD, { ...KEYS.ES256, jwk: { kty, crv, x, y } as Key['jwk'] }),
  ).rejects.toThrow()
})
