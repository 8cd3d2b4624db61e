import { describe, expect, test } from 'vitest'
import type { Key, Trust } from '../../../src/core/token/model.js'
import { nearMiss } from '../../../src/core/token/near-miss.js'
import { verify } from '../../../src/core/token/verify.js'
import { AT, encode, forge, GOOD, headerOf, KEYS, NOW, partsOf, trustOf } from './support.js'

// What the message about a refusal is made from.

const key: Key = {
  kid: 'k1',
  algorithm: 'HS256',
  jwk: { kty: 'oct', k: Buffer.alloc(32, 7).toString('base64url') },
}

async function refusals(token: string, more: Partial<Trust> = {}, at = AT) {
  const answer = await verify(token, trustOf(key, more), at)
  if (answer.kind === 'verified') return []
  return answer.refusals.map(({ detail: { code, args } }) => ({ code, args }))
}
const ofClaims = (claims: object | string, more?: Partial<Trust>, at?: typeof AT) =>
  refusals(forge(headerOf(key), claims, key), more, at)
const ofHeader = (header: object, more?: Partial<Trust>) =>
  refusals(forge({ ...headerOf(key), ...header }, GOOD, key), more)
const without = (name: string) =>
  Object.fromEntries(Object.entries(GOOD).filter(([each]) => each !== name))
const NONE = { byFlags: undefined, profile: undefined }

describe('times', () => {
  test('a claim that is not a time, as it is written', async () => {
    const claim = (name: string, found: object) => [
      { code: 'token-claim', args: { claim: name, found } },
    ]
    expect(await ofClaims(without('exp'))).toEqual(claim('exp', { type: 'missing' }))
    expect(await ofClaims({ ...GOOD, nbf: '1' })).toEqual(
      claim('nbf', { type: 'string', value: '1' }),
    )
    expect(await ofClaims({ ...GOOD, iat: [] })).toEqual(claim('iat', { type: 'array' }))
  })
  test('how far off it is, with the other times', async () => {
    const { exp, iat } = GOOD
    const late = { now: exp + 301, leeway: 1 }
    expect(await ofClaims(GOOD, {}, late)).toEqual([
      { code: 'token-expired', args: { exp, iat, ...late } },
    ])
    expect(await ofClaims({ ...GOOD, nbf: NOW + 301 })).toEqual([
      { code: 'token-not-yet-valid', args: { nbf: NOW + 301, ...AT } },
    ])
    expect(await ofClaims({ ...GOOD, iat: NOW + 301 })).toEqual([
      { code: 'token-issued-in-future', args: { iat: NOW + 301, ...AT } },
    ])
  })
})

describe('issuer, audience and subject', () => {
  test('what was found and expected', async () => {
    const found = { type: 'string', value: 'other' }
    expect(await ofClaims({ ...GOOD, iss: 'other' }, { profile: 'dev' })).toEqual([
      {
        code: 'token-issuer',
        args: {
          found,
          expected: ['https://idp.test'],
          miss: undefined,
          byFlags: undefined,
          profile: 'dev',
        },
      },
    ])
    expect(await ofClaims({ ...GOOD, aud: 'other' })).toEqual([
      {
        code: 'token-audience',
        args: { found, expected: ['items-api'], miss: undefined, ...NONE },
      },
    ])
    expect(await ofClaims({ ...GOOD, sub: '' }, { profile: 'dev' })).toEqual([
      {
        code: 'token-subject',
        args: { found: { type: 'string', value: '' }, byFlags: undefined, profile: 'dev' },
      },
    ])
  })
  test('up to twenty audiences, each cut', async () => {
    const aud = [...Array.from({ length: 21 }, (_, i) => `a${i}`)]
    const [many] = await ofClaims({ ...GOOD, aud })
    expect(many?.args).toMatchObject({ found: { type: 'array' }, audiences: aud.slice(0, 20) })
    const [long] = await ofClaims({ ...GOOD, aud: ['x'.repeat(121)] })
    expect(long?.args).toMatchObject({ audiences: [`${'x'.repeat(120)}…`] })
    for (const odd of [[], [7], 'x']) {
      const [one] = await ofClaims({ ...GOOD, aud: odd })
      expect(one?.args).not.toHaveProperty('audiences')
    }
  })
  test('a name that differs only in ways that are easily overlooked', async () => {
    const [iss] = await ofClaims({ ...GOOD, iss: 'https://IDP.test/' })
    expect(iss?.args).toMatchObject({
      miss: { found: 'https://IDP.test/', expected: 'https://idp.test', by: ['slash', 'case'] },
    })
    const [aud] = await ofClaims({ ...GOOD, aud: ['x', 'items-apy'] })
    expect(aud?.args).toMatchObject({ miss: { found: 'items-apy', by: ['letters'] } })
    // Too long to show, or too many
    const [far] = await ofClaims({ ...GOOD, aud: [`items-api${' '.repeat(200)}`] })
    expect(far?.args).toMatchObject({ miss: undefined })
    const many = [...Array<string>(20).fill('x'), 'items-apy']
    expect((await ofClaims({ ...GOOD, aud: many }))[0]?.args).toMatchObject({ miss: undefined })
  })
})

describe('near misses', () => {
  test.each<[string, string, readonly string[] | undefined]>([
    [' items', 'items', ['blank']],
    ['items//', 'items', ['slash']],
    ['http://a.test', 'https://a.test', ['scheme']],
    ['api://1234', '1234', ['prefix']],
    ['Items', 'items', ['case']],
    [' Items/', 'items', ['blank', 'slash', 'case']],
    ['itmes1', 'items1', ['letters']],
    ['itexx1', 'items1', ['letters']],
    ['xxexx1', 'items1', undefined],
    ['itme1', 'item1', undefined],
    ['other', 'items', undefined],
    ['/items', 'items', undefined],
    ['xhttp://items', 'xhttps://items', ['letters']],
  ])('%j for %j: %j', (found, expected, by) => {
    expect(nearMiss([found], [expected])?.by).toEqual(by)
  })
  test('of several names, the pair that is nearest', () => {
    expect(nearMiss(['x', 'items1/'], ['other', 'items2', 'items1'])).toEqual({
      found: 'items1/',
      expected: 'items1',
      by: ['slash'],
    })
    expect(nearMiss([], ['items'])).toBeUndefined()
  })
})

describe('header', () => {
  test('what is wrong with a member', async () => {
    expect(await ofHeader({ alg: 'HS384' })).toEqual([
      {
        code: 'token-algorithm',
        args: { expected: 'HS256', found: { type: 'string', value: 'HS384' } },
      },
    ])
    const member = (name: string, found: object) => [
      { code: 'token-header', args: { member: name, found } },
    ]
    expect(await ofHeader({ kid: 7 })).toEqual(member('kid', { type: 'number', value: 7 }))
    expect(await ofHeader({ crit: ['x'] })).toEqual(member('crit', { type: 'array' }))
    expect(await ofHeader({ b64: false })).toEqual(member('b64', { type: 'boolean', value: false }))
    expect(await ofHeader({ zip: 'DEF' })).toEqual(member('zip', { type: 'string', value: 'DEF' }))
    expect(await ofHeader({ typ: null })).toEqual(member('typ', { type: 'null' }))
  })
  test('which key is missing', async () => {
    const fault = (args: object) => [{ code: 'token-key', args }]
    expect(await ofHeader({ kid: 'other' })).toEqual(fault({ kid: 'other', what: 'none', keys: 1 }))
    const two = { keys: [key, { ...key, kid: 'k2' }] }
    const { kid: _, ...bare } = headerOf(key) as { kid?: string }
    expect(await refusals(forge(bare, GOOD, key), two)).toEqual(
      fault({ kid: undefined, what: 'unnamed', keys: 2 }),
    )
    expect(await ofHeader({}, { keys: [key, key] })).toEqual(
      fault({ kid: 'k1', what: 'several', keys: 2 }),
    )
    expect(await ofHeader({ kid: 'x'.repeat(200) })).toEqual(
      fault({ kid: `${'x'.repeat(120)}…`, what: 'none', keys: 1 }),
    )
  })
})

describe('signature', () => {
  const [head, body] = partsOf(forge(headerOf(key), GOOD, key))
  test('of the right length: the key, and how its secret may have been meant', async () => {
    expect(await refusals(`${head}.${body}.${encode(Buffer.alloc(32))}`)).toEqual([
      {
        code: 'token-signature',
        args: { algorithm: 'HS256', kid: 'k1', secret: { bytes: 32 } },
      },
    ])
    const es = KEYS.ES256
    const [h, b] = partsOf(forge(headerOf(es), GOOD, es))
    const answer = await verify(`${h}.${b}.${encode(Buffer.alloc(64, 1))}`, trustOf(es), AT)
    expect(answer).toMatchObject({
      refusals: [{ detail: { code: 'token-signature', args: { algorithm: 'ES256', kid: 'k1' } } }],
    })
  })
  test('of another length', async () => {
    expect(await refusals(`${head}.${body}.${encode(Buffer.alloc(31, 0x30))}`)).toEqual([
      {
        code: 'token-signature-length',
        args: { algorithm: 'HS256', found: 31, needed: 32, der: false },
      },
    ])
  })
})
