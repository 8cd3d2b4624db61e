import { describe, expect, test } from 'vitest'
import { readTrust, trustOf, trustText } from '../../../src/core/access/trust.js'
import { tokensOf } from '../../../src/core/word.js'
import { catalogOf } from '../catalog/support.js'

const textOf = (token: object, thumbprints: [string, string[]][] = [], profiles = {}) =>
  [...trustOf(catalogOf({ token, profiles, scopes: {} }), new Map(thumbprints))].map(
    ([profile, trust]) => trustText(profile, trust),
  )
const read = (text: string) => readTrust(tokensOf(text) ?? [])

const WHOLE = {
  issuer: ['https://b.test', 'https://a.test', 'any one'],
  audience: 'any',
  algorithm: 'ES256',
  key: 'file:keys.pem',
  scope_claim: ['scp', 'scope'],
  role_claim: 'role_claim',
  enforce: 'implied',
  scope_format: 'array',
  subject: 'optional',
  type: 'at+jwt',
  lifetime: '90s',
  client_id: 'claims',
  claims: { token_type: 'access', b: { d: 1, c: '|' } },
}
const WRITTEN =
  'issuer "any one" | https://a.test | https://b.test audience any algorithm ES256 ' +
  'key file:keys.pem scope_claim scp | scope role_claim "role_claim" enforce implied ' +
  'scope_format array subject optional type "at+jwt" lifetime 90s client_id "claims" ' +
  String.raw`claims "{\"b\":{\"c\":\"|\",\"d\":1},\"token_type\":\"access\"}" ` +
  'thumbprint aaa | bbb'
const PLAIN =
  'issuer - audience - algorithm - key - scope_claim - role_claim - enforce literal lifetime 15m'

describe('what is written', () => {
  test('every field that decides whose tokens are accepted, in one order', () => {
    expect(textOf(WHOLE, [['file:keys.pem', ['bbb', 'aaa', 'bbb']]])).toEqual([WRITTEN])
    expect(textOf({})).toEqual([PLAIN])
    expect(textOf({ type: 'any', claims: {} })).toEqual([PLAIN])
    expect(textOf({ type: 'at+jwt' })).toEqual([
      PLAIN.replace('lifetime', 'type "at+jwt" lifetime').concat(' client_id scopectl'),
    ])
    expect(textOf(WHOLE, [['file:other.pem', ['aaa']]])[0]).not.toContain('thumbprint')
    expect(textOf({ key: 'env:K' }, [['', ['aaa']]])[0]).not.toContain('thumbprint')
  })
  test('each profile has a line; a name that is a field is quoted', () => {
    expect(textOf({}, [], { staging: { enforce: 'implied' }, key: {} })).toEqual([
      PLAIN,
      `staging ${PLAIN.replace('literal', 'implied')}`,
      `"key" ${PLAIN}`,
    ])
  })
  test('the settings in force are those of the catalog in hand, whatever they were read as', () => {
    const profiles = { staging: { issuer: 'https://idp.test' } }
    for (const profile of [undefined, 'staging']) {
      const catalog = catalogOf({ token: {}, profiles, scopes: {} }, profile)
      const token = { ...catalog.token, issuers: 'any' as const }
      const issuers = [...trustOf({ ...catalog, token }, new Map())].map(([name, trust]) => [
        name,
        trust.get('issuer'),
      ])
      expect(issuers).toEqual([
        [undefined, profile === undefined ? 'any' : '-'],
        ['staging', profile === undefined ? 'https://idp.test' : 'any'],
      ])
    }
  })
})

describe('what is read', () => {
  test('what was written, as the same text', () => {
    for (const text of [WRITTEN, PLAIN, `staging ${WRITTEN}`, `"key" ${PLAIN}`]) {
      const found = read(text)
      expect(found && trustText(found.profile, found.trust)).toBe(text)
    }
    expect(read(PLAIN)?.profile).toBeUndefined()
    expect(read(`"key" ${PLAIN}`)?.profile).toBe('key')
  })
  test('the order of issuers does not count, that of scope claims does', () => {
    const issuers = read(PLAIN.replace('issuer -', 'issuer b | a | b'))
    expect(issuers?.trust.get('issuer')).toBe('a | b')
    const claims = read(PLAIN.replace('scope_claim -', 'scope_claim b | a | b'))
    expect(claims?.trust.get('scope_claim')).toBe('b | a | b')
  })
  test('a name that looks like a keyword is not one', () => {
    const quoted = read(PLAIN.replace('issuer -', 'issuer "any"').replace('key -', 'key "-"'))
    expect([quoted?.trust.get('issuer'), quoted?.trust.get('key')]).toEqual(['"any"', '"-"'])
  })
  test.each([
    '',
    'staging',
    PLAIN.replace('enforce literal ', ''),
    PLAIN.replace('issuer - ', ''),
    PLAIN.replace('issuer -', 'issuer a b'),
    PLAIN.replace('issuer -', 'issuer a |'),
    PLAIN.replace('issuer -', 'issuer | a'),
    PLAIN.replace('issuer -', 'issuer'),
    PLAIN.replace('issuer -', 'issuer [ a'),
    `${PLAIN} issuer -`,
    `staging more ${PLAIN}`,
    `[ ${PLAIN}`,
  ])('%s is not a trust line', (text) => expect(read(text)).toBeUndefined())
})
