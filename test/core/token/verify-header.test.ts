import { describe, expect, test } from 'vitest'
import type { Key } from '../../../src/core/token/model.js'
import {
  KEY_URLS,
  RIGHT_TYPES,
  UNKNOWN_KIDS,
  WRONG_CRITS,
  WRONG_TYPES,
} from '../../support/wrong-tokens.js'
import { forge, GOOD, headerOf, KEYS, newKey, reasons, trustOf } from './support.js'

test('HDR1: keys in the header are not used', async () => {
  const key = KEYS.RS256
  const attacker = newKey('RS256')
  const { kty, n, e } = attacker.jwk
  const jwk = { kty, n, e }
  const extras = [
    { jwk },
    { jwk: jwk, kid: 'other' },
    { x5c: ['AAAA'] },
    { x5t: 'AAAA' },
    ...KEY_URLS.flatMap((url) => [{ jku: url }, { x5u: url }]),
  ]
  for (const extra of extras) {
    const reason = 'kid' in extra ? 'unknown-key' : 'bad-signature'
    expect(
      await reasons(forge({ ...headerOf(key), ...extra }, GOOD, attacker), trustOf(key)),
    ).toEqual([reason])
  }
  expect(
    await reasons(forge({ ...headerOf(key), jwk, jku: KEY_URLS[0] }, GOOD, key), trustOf(key)),
  ).toEqual([])
})

describe('HDR3: kid', () => {
  const one = newKey('ES256', 'one')
  const two = newKey('ES256', 'two')
  const both = trustOf(one, { keys: [one, two] })
  const by = (key: Key, kid?: unknown) =>
    forge({ alg: 'ES256', ...(kid === undefined ? {} : { kid }) }, GOOD, key)

  test('picks exactly that key', async () => {
    expect(await reasons(by(one, 'one'), both)).toEqual([])
    expect(await reasons(by(two, 'two'), both)).toEqual([])
    expect(await reasons(by(two, 'one'), both)).toEqual(['bad-signature'])
  })

  test('never "try all": an unknown one, none with several keys, two with the same one', async () => {
    for (const kid of UNKNOWN_KIDS) {
      expect(await reasons(by(one, kid), both)).toEqual(['unknown-key'])
      expect(await reasons(by(one, kid), trustOf(one))).toEqual(['unknown-key'])
    }
    expect(await reasons(by(one), both)).toEqual(['unknown-key'])
    expect(await reasons(by(one), trustOf(one))).toEqual([])
    const twins = trustOf(one, { keys: [one, { ...two, kid: 'one' }] })
    expect(await reasons(by(one, 'one'), twins)).toEqual(['unknown-key'])
  })

  test('that is not a string: no signature is checked', async () => {
    for (const kid of [7, null, ['one'], { toString: 'one' }, true]) {
      expect(await reasons(by(one, kid), trustOf(one))).toEqual(['bad-header'])
      expect(await reasons(by(two, kid), trustOf(one))).toEqual(['bad-header'])
    }
  })

  test('a single key without one is used whatever the kid of the token; with several keys it is not', async () => {
    const bare = { ...one, kid: undefined }
    expect(await reasons(by(one, 'any'), trustOf(bare))).toEqual([])
    expect(await reasons(by(one), trustOf(bare))).toEqual([])
    expect(await reasons(by(one, 'any'), trustOf(bare, { keys: [bare, two] }))).toEqual([
      'unknown-key',
    ])
  })

  test('keys for other algorithms are not candidates', async () => {
    const trust = trustOf(one, { keys: [one, { ...KEYS.RS256, kid: 'one' }] })
    expect(await reasons(by(one, 'one'), trust)).toEqual([])
    expect(await reasons(by(one), trust)).toEqual([])
  })
})

test('HDR4, HDR5, HDR6, TYP: crit, b64, zip in any form, and types that are not ours', async () => {
  const key = KEYS.HS256
  const bad = [
    ...WRONG_CRITS.map((crit) => ({ crit, x: 1, exp: 1 })),
    { b64: false, crit: ['b64'] },
    { b64: false },
    { b64: true },
    { zip: 'DEF' },
    { zip: null },
  ]
  for (const extra of [...bad, ...WRONG_TYPES.map((typ) => ({ typ }))]) {
    const found = await reasons(forge({ ...headerOf(key), ...extra }, GOOD, key), trustOf(key))
    expect([...new Set(found)]).toEqual(['bad-header'])
  }
  for (const typ of RIGHT_TYPES) {
    expect(await reasons(forge({ ...headerOf(key), typ }, GOOD, key), trustOf(key))).toEqual([])
  }
  expect(
    await reasons(forge({ ...headerOf(key), cty: 'JWT' }, forge({}, {}, key), key), trustOf(key)),
  ).toEqual(['malformed'])
  // A bad type does not hide a bad signature.
  expect(
    await reasons(forge({ ...headerOf(key), typ: 'JWE' }, GOOD, newKey('HS256')), trustOf(key)),
  ).toEqual(['bad-signature', 'bad-header'])
})

test('TYP: a required type, in any case and with or without its prefix; no other, and none missing', async () => {
  const key = KEYS.HS256
  const reasonsOf = (typ: unknown, type: 'JWT' | 'at+jwt') =>
    reasons(forge({ ...headerOf(key), typ }, GOOD, key), trustOf(key, { type }))
  for (const [type, other] of [
    ['JWT', 'at+jwt'],
    ['at+jwt', 'JWT'],
  ] as const) {
    for (const typ of [type, type.toUpperCase(), type.toLowerCase(), `application/${type}`]) {
      expect(await reasonsOf(typ, type), typ).toEqual([])
    }
    for (const typ of [other, `application/${other}`, undefined, null, 7, '', [type], `${type} `]) {
      expect(await reasonsOf(typ, type), `${typ}`).toEqual(['bad-header'])
    }
  }
  // The signature is checked all the same.
  const forged = forge({ ...headerOf(key), typ: 'JWT' }, GOOD, newKey('HS256'))
  expect(await reasons(forged, trustOf(key, { type: 'at+jwt' }))).toEqual([
    'bad-signature',
    'bad-header',
  ])
})
