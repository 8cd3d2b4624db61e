import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject, Trust } from '../../../src/core/token/model.js'
import { MAX_LEEWAY, verify } from '../../../src/core/token/verify.js'
import { notTimes, WRONG_AUDIENCES, WRONG_ISSUERS } from '../../support/wrong-tokens.js'
import { AT, forge, GOOD, KEYS, NOW, trustOf } from './support.js'

const key = KEYS.HS256
const ANY: Partial<Trust> = { issuers: 'any', audiences: 'any' }
const tokenOf = (claims: object | string) => forge({ alg: 'HS256', kid: 'k1' }, claims, key)

async function reasons(
  claims: object | string,
  more: Partial<Trust> = {},
  at = AT,
): Promise<string[]> {
  const answer = await verify(tokenOf(claims), trustOf(key, more), at)
  return answer.kind === 'verified' ? [] : answer.refusals.map(({ reason }) => reason)
}
async function notes(claims: object, at = AT): Promise<unknown[]> {
  return (await verify(tokenOf(claims), trustOf(key), at)).notes.map(({ code, args }) => ({
    code,
    ...args,
  }))
}
/** The valid claims, with one of them written as raw JSON. */
const raw = (claim: string, json: string) => {
  const { [claim]: _, ...others } = GOOD as JsonObject
  return `{"${claim}":${json},${JSON.stringify(others).slice(1)}`
}

test('CTRL: fractions, exponents, unknown claims, several audiences', async () => {
  expect(await reasons({ ...GOOD, exp: NOW + 0.5, nbf: NOW - 0.5, jti: 7, x: { y: [1] } })).toEqual(
    [],
  )
  expect(await reasons(raw('exp', '1.8000009e9'))).toEqual([])
  expect(await reasons({ ...GOOD, aud: ['other', 'items-api'] })).toEqual([])
  expect(await reasons({ ...GOOD, scope: 'b a b' })).toEqual([])
})

test.each(notTimes(NOW + 900))(
  'EXP, NBF, IAT: %s is not a time, and does not count as absent either',
  async (json) => {
    for (const claim of ['exp', 'nbf', 'iat'])
      expect(await reasons(raw(claim, json))).toEqual(['bad-claim'])
  },
)

test('EXP: missing, infinite, zero, negative, now', async () => {
  const { exp: _, ...without } = GOOD
  expect(await reasons(without)).toEqual(['bad-claim'])
  expect(await reasons({ ...without, __proto__: { exp: NOW + 900 } })).toEqual(['bad-claim'])
  expect(await reasons('{"__proto__":{"exp":1900000000},"sub":"a"}', ANY)).toEqual(['bad-claim'])
  expect(await reasons(raw('exp', '1e400'))).toEqual(['malformed'])
  for (const exp of ['0', '-0', '-1', '-1e300', String(NOW), String(NOW - 1)]) {
    expect(await reasons(raw('exp', exp))).toEqual(['expired'])
  }
  expect(await reasons(raw('exp', String(NOW + 1)))).toEqual([])
})

test('EXP2: far times are accepted without a RangeError, and noted', async () => {
  for (const exp of [(NOW + 900) * 1000, 1e300, 2 ** 53 + 2, Number.MAX_VALUE]) {
    expect(await reasons({ ...GOOD, exp })).toEqual([])
    expect(await notes({ ...GOOD, exp })).toEqual([
      { code: 'token-milliseconds', claim: 'exp', value: exp, digits: String(exp) },
    ])
  }
  expect(await notes({ ...GOOD, nbf: NOW * 1000, iat: NOW * 1000 })).toMatchObject([
    { claim: 'nbf' },
    { claim: 'iat' },
  ])
  expect(await notes(GOOD)).toEqual([])
})

test('EXP3: leeway is limited, and a note says if it decided', async () => {
  const leeway = 60
  expect(await notes({ ...GOOD, exp: NOW - 59 }, { now: NOW, leeway })).toEqual([
    { code: 'token-leeway', claim: 'exp', seconds: 59, leeway },
  ])
  expect(await notes({ ...GOOD, nbf: NOW + 60 }, { now: NOW, leeway })).toMatchObject([
    { claim: 'nbf', seconds: 60 },
  ])
  expect(await notes({ ...GOOD, iat: NOW + 60 }, { now: NOW, leeway })).toMatchObject([
    { claim: 'iat', seconds: 60 },
  ])
  expect(await notes({ ...GOOD, exp: NOW - 60 }, { now: NOW, leeway })).toEqual([])
  for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY, MAX_LEEWAY + 1]) {
    await expect(verify(tokenOf(GOOD), trustOf(key), { now: NOW, leeway: bad })).rejects.toThrow(
      RangeError,
    )
  }
  await expect(verify('', trustOf(key), { now: Number.NaN, leeway: 0 })).rejects.toThrow(RangeError)
})

test('NBF, IAT: the future, to the second', async () => {
  expect(await reasons({ ...GOOD, nbf: NOW })).toEqual([])
  expect(await reasons({ ...GOOD, nbf: NOW + 1 })).toEqual(['not-yet-valid'])
  expect(await reasons({ ...GOOD, iat: NOW })).toEqual([])
  expect(await reasons({ ...GOOD, iat: NOW + 1 })).toEqual(['issued-in-future'])
  const at = { now: NOW, leeway: 10 }
  expect(await reasons({ ...GOOD, nbf: NOW + 10, iat: NOW + 10 }, {}, at)).toEqual([])
  expect(await reasons({ ...GOOD, nbf: NOW + 11 }, {}, at)).toEqual(['not-yet-valid'])
  expect(await reasons({ ...GOOD, iat: NOW + 11 }, {}, at)).toEqual(['issued-in-future'])
  expect(await reasons({ ...GOOD, exp: NOW - 9 }, {}, at)).toEqual([])
  expect(await reasons({ ...GOOD, exp: NOW - 10 }, {}, at)).toEqual(['expired'])
})

test('P20 times: a token is accepted in exactly [nbf - leeway, exp + leeway)', async () => {
  const small = fc.integer({ min: -40, max: 40 })
  await fc.assert(
    fc.asyncProperty(small, small, small, fc.nat(20), async (nbf, exp, now, leeway) => {
      const claims = { ...GOOD, iat: 0, nbf: NOW + nbf, exp: NOW + exp }
      const found = await reasons(claims, {}, { now: NOW + now, leeway })
      expect(found.length === 0).toBe(now >= nbf - leeway && now < exp + leeway)
      expect(found.includes('expired')).toBe(now >= exp + leeway)
      expect(found.includes('not-yet-valid')).toBe(now < nbf - leeway)
    }),
  )
  for (const now of [-1, 0, 1]) {
    expect(
      await reasons({ ...GOOD, iat: 0, nbf: NOW, exp: NOW }, {}, { now: NOW + now, leeway: 0 }),
    ).toHaveLength(1)
  }
})

test('AUD: an exact member of a string or list of strings', async () => {
  for (const aud of WRONG_AUDIENCES)
    expect(await reasons({ ...GOOD, aud })).toEqual(['wrong-audience'])
  expect(await reasons({ ...GOOD, aud: 'b' }, { audiences: ['a', 'b'] })).toEqual([])
})

test('ISS: an exact string', async () => {
  for (const iss of WRONG_ISSUERS) expect(await reasons({ ...GOOD, iss })).toEqual(['wrong-issuer'])
})

test('AUD, ISS: if none is trusted, a token that carries one is refused, whatever its value; `any` does not check', async () => {
  const none = { issuers: [], audiences: [] }
  for (const value of ['x', '', null, [], 7]) {
    expect(await reasons({ ...GOOD, aud: undefined, iss: value }, none)).toEqual(['wrong-issuer'])
    expect(await reasons({ ...GOOD, iss: undefined, aud: value }, none)).toEqual(['wrong-audience'])
    expect(await reasons({ ...GOOD, iss: value, aud: value }, ANY)).toEqual([])
  }
  const { iss: _iss, aud: _aud, ...bare } = GOOD
  expect(await reasons(bare, none)).toEqual([])
  expect(await reasons(bare, ANY)).toEqual([])
})

test('SUB: a non-empty string; PROTO: an own member', async () => {
  for (const sub of [7, '', null, [], {}, true, undefined])
    expect(await reasons({ ...GOOD, sub })).toEqual(['no-subject'])
  const inherited = JSON.stringify(GOOD).replace('"sub":"alice"', '"__proto__":{"sub":"alice"}')
  expect(await reasons(inherited)).toEqual(['no-subject'])
  expect(await reasons({ ...GOOD, sub: '__proto__' })).toEqual([])
})

test('SUB: may be missing with `subject: optional`, but must be a non-empty string if present', async () => {
  const { sub: _sub, ...machine } = GOOD
  const told = (claims: object) => reasons(claims, { subject: 'optional' })
  expect(await reasons(machine, { subject: 'required' })).toEqual(['no-subject'])
  expect(await told(machine)).toEqual([])
  expect(await told(GOOD)).toEqual([])
  for (const sub of [7, '', null, [], {}, true]) {
    expect(await told({ ...GOOD, sub })).toEqual(['no-subject'])
  }
})

test('TYP: a note reports an ID token', async () => {
  expect(await notes({ ...GOOD, nonce: 'n', c_hash: 'h' })).toEqual([
    { code: 'token-is-id-token', signs: ['nonce', 'c_hash'] },
  ])
})
