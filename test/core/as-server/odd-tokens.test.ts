import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { oddTokens } from '../../../src/core/as-server/odd-tokens.js'
import { NOW } from '../token/support.js'

const BY_ENCODING = ['`=` after the signature', 'unused bits set in the signature']

// A signature of 48 bytes is 64 characters: nothing to pad, and no unused bits.
test.each([
  { alg: 'HS256', made: BY_ENCODING },
  { alg: 'HS384', made: [] },
  { alg: 'HS512', made: BY_ENCODING },
])('the signatures of $alg that can be encoded differently', ({ alg, made }) => {
  const sign = (input: string) =>
    createHmac(`sha${alg.slice(2)}`, 'only-for-these-tests')
      .update(input)
      .digest()
  const claims = { sub: 'alice', iat: NOW, exp: NOW + 600 }
  const good = { now: NOW, claims, scopeClaim: 'scope', scopes: ['read'] }
  const all = oddTokens({ header: { alg, typ: 'JWT' }, sign }, good)
  expect(all.map(({ what }) => what).filter((what) => BY_ENCODING.includes(what))).toEqual(made)
  expect(all.filter(({ token }) => token.includes('undefined'))).toEqual([])
})
