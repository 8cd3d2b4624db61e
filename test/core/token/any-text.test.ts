import fc from 'fast-check'
import { expect, test } from 'vitest'
import { verify } from '../../../src/core/token/verify.js'
import { AT, encode, forge, GOOD, KEYS, trustOf } from './support.js'

const key = KEYS.HS256
const trust = trustOf(key)
const HEADER = { alg: 'HS256', kid: 'k1' }
const good = forge(HEADER, GOOD, key)
const [head = '', body = '', tail = ''] = good.split('.')

test('FAIL: no text at all makes decode or verify throw, and none is accepted', async () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }).map((text) => `${head}.${body}.${text}`),
    fc.tuple(fc.json(), fc.json()).map(([header, claims]) => forge(header, claims, key)),
    fc
      .tuple(
        fc.dictionary(
          fc.constantFrom('alg', 'kid', 'typ', 'crit', 'b64', 'zip', 'jwk', '__proto__'),
          fc.jsonValue(),
        ),
      )
      .map(([header]) => `${encode({ alg: 'HS256', ...header })}.${body}.${tail}`),
  )
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      fc.pre(text !== good)
      const answer = await verify(text, trust, AT)
      expect(answer.kind).toBe('rejected')
      expect(answer.kind === 'rejected' && answer.refusals.length).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})
