import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sign } from '../../../src/core/token/sign.js'
import { MAX_LEEWAY, verify } from '../../../src/core/token/verify.js'
import { loadCatalog } from '../../support/generators.js'
import { NOW, SECRET, trustFor } from '../../support/signing.js'

const TRUST = trustFor(
  loadCatalog({ token: { issuer: 'any', audience: 'any' }, scopes: { a: '' } }),
)

async function refusals(claims: object, leeway = 0, later = 0) {
  const text = await sign({}, { sub: 'u', exp: NOW + 900, ...claims }, SECRET)
  const found = await verify(text, TRUST, { now: NOW + later, leeway })
  return found.kind === 'rejected' ? found.refusals : []
}

async function enoughFor(claims: object, leeway = 0): Promise<number | undefined> {
  const found = await refusals(claims, leeway)
  const all = found.flatMap(({ detail }) => ('enough' in detail.args ? [detail.args.enough] : []))
  expect(new Set(all).size).toBeLessThanOrEqual(1)
  return all[0]
}

test('a round leeway within five minutes is suggested, and none beyond', async () => {
  expect(await enoughFor({ exp: NOW - 5 })).toBe(30)
  expect(await enoughFor({ exp: NOW })).toBe(30)
  expect(await enoughFor({ exp: NOW - 25 })).toBe(60)
  expect(await enoughFor({ exp: NOW - 299 })).toBe(300)
  expect(await enoughFor({ exp: NOW - 300 })).toBeUndefined()
  expect(await enoughFor({ iat: NOW + 20 })).toBe(30)
  expect(await enoughFor({ iat: NOW + 300 })).toBe(300)
  expect(await enoughFor({ iat: NOW + 301 })).toBeUndefined()
  expect(await enoughFor({ nbf: NOW + 31 })).toBe(60)
  expect(await enoughFor({ nbf: NOW + 20, iat: NOW + 100 })).toBe(120)
  expect(await enoughFor({ nbf: NOW + 20, iat: NOW + 4000 })).toBeUndefined()
  expect(await enoughFor({ exp: NOW - 5, iat: NOW - 10 }, 5)).toBe(30)
})

test('the suggested leeway is enough, also a few seconds later', async () => {
  const suggestion = fc.integer({ min: -400, max: 400 })
  await fc.assert(
    fc.asyncProperty(suggestion, suggestion, suggestion, async (exp, nbf, iat) => {
      const claims = { exp: NOW + exp, nbf: NOW + nbf, iat: NOW + iat }
      const times = ['expired', 'not-yet-valid', 'issued-in-future']
      const refused = await refusals(claims)
      if (refused.length === 0) return
      const enough = await enoughFor(claims)
      if (enough === undefined) {
        expect((await refusals(claims, MAX_LEEWAY)).length).toBeGreaterThan(0)
        return
      }
      expect(enough).toBeLessThanOrEqual(MAX_LEEWAY)
      const again = await refusals(claims, enough)
      expect(again.filter(({ reason }) => times.includes(reason))).toEqual([])
      if (enough < MAX_LEEWAY) expect(await refusals(claims, enough, 9)).toEqual([])
    }),
    { numRuns: 200 },
  )
})
