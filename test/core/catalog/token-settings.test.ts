import { describe, expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { readYaml } from '../../../src/io/yaml-source.js'
import { catalogOf, placesIn, problemsOf } from './support.js'

const says = (token: unknown, profiles?: unknown) =>
  problemsOf({ scopes: {}, token, ...(profiles ? { profiles } : {}) })
const settings = (token?: unknown, profiles?: unknown, profile?: string) => {
  const value = { scopes: {}, ...(token ? { token } : {}), ...(profiles ? { profiles } : {}) }
  return catalogOf(value, profile).token
}

describe('what is wrong with a setting', () => {
  test.each<[unknown, string]>([
    [{ lifetime: 'soon' }, 'bad-duration {"text":"soon","least":1,"most":31622400}'],
    [{ scope_claim: 'sub' }, 'reserved-claim {"claim":"sub","by":"scope_claim"}'],
    [{ scope_claim: ['scp', '/exp/x'] }, 'reserved-claim {"claim":"/exp/x","by":"scope_claim"}'],
    [{ role_claim: 'iss' }, 'reserved-claim {"claim":"iss","by":"role_claim"}'],
    [{ role_claim: '/x~2' }, 'bad-pointer {"pointer":"/x~2"}'],
    [{ key: 'c2VjcmV0' }, 'key-place {"fault":"unknown"}'],
    [{ key: 'file:' }, 'key-place {"fault":"unknown"}'],
    [{ key: 'env:a-b' }, 'key-place {"fault":"unknown"}'],
    [{ key: 'ftp://idp.test/jwks' }, 'key-place {"fault":"unknown"}'],
    [{ key: 'https://' }, 'key-place {"fault":"unknown"}'],
    [{ key: 'https://me@idp.test/jwks' }, 'key-place {"fault":"userinfo"}'],
    [{ key: 'https://:pw@idp.test/jwks' }, 'key-place {"fault":"userinfo"}'],
    [{ issuer: ['none', 'a'] }, 'any-not-alone {"claim":"issuer","keyword":"none"}'],
    [{ audience: ['a', 'none'] }, 'any-not-alone {"claim":"audience","keyword":"none"}'],
    [{ scope_claim: 'none' }, 'scope-claim-none {}'],
    [{ scope_claim: ['scp', 'none'] }, 'scope-claim-none {}'],
  ])('%j: %s', (token, problem) => {
    expect(says(token)).toEqual([problem])
  })
  test.each(['env:KEY', 'env:_k1', 'file:keys/a.pem', 'https://idp.test/jwks', 'HTTP://h:1/'])(
    '%s says where a key is',
    (key) => {
      expect(says({ key })).toEqual([])
      expect(settings({ key }).key).toBe(key)
    },
  )
  test('is located where it is written: in `token:` or in the profile', () => {
    const text = `scopes: {}
token:
  lifetime: soon
  key: pasted
  scope_claim: [scp, exp]
profiles:
  same: { issuer: a }
  other: { lifetime: later, role_claim: /a~ }
`
    expect(placesIn(text)).toEqual([
      'bad-duration 3:13 soon',
      'reserved-claim 5:16 [scp, exp]',
      'key-place 4:3 key',
      'bad-duration 8:22 later',
      'bad-pointer 8:41 /a~',
    ])
  })
})

describe('what the settings are', () => {
  test('by default', () => {
    expect(settings()).toEqual({
      issuers: [],
      audiences: [],
      algorithm: undefined,
      subject: 'required',
      subjectWritten: false,
      type: undefined,
      clientId: undefined,
      claims: new Map(),
      key: undefined,
      keyBy: 'token.key',
      lifetime: 900,
      scopeClaims: undefined,
      scopeFormat: undefined,
      roleClaim: undefined,
      enforce: 'literal',
      enforceWritten: false,
      profile: undefined,
      at: undefined,
    })
  })
  test('as written', () => {
    const written = {
      issuer: ['i', 'k'],
      audience: 'any',
      algorithm: 'ES256',
      subject: 'optional',
      lifetime: '1h',
      scope_claim: 'scp',
      scope_format: 'array',
      role_claim: 'roles',
      enforce: 'implied',
    }
    expect(settings(written)).toMatchObject({
      issuers: ['i', 'k'],
      audiences: 'any',
      algorithm: 'ES256',
      subject: 'optional',
      lifetime: 3600,
      scopeClaims: ['scp'],
      scopeFormat: 'array',
      roleClaim: 'roles',
      enforce: 'implied',
      enforceWritten: true,
    })
    expect(settings({ enforce: 'literal' }).enforceWritten).toBe(true)
    expect(settings({ issuer: 'any', audience: 'a' })).toMatchObject({
      issuers: 'any',
      audiences: ['a'],
    })
  })
  test('a profile replaces settings, and `none` removes them', () => {
    const base = { issuer: 'i', audience: 'a', role_claim: 'roles', lifetime: '1h' }
    const profiles = {
      none: { issuer: 'none', audience: 'none', role_claim: 'none' },
      dev: { issuer: 'any', lifetime: '5m' },
    }
    expect(settings(base, profiles)).toMatchObject({ issuers: ['i'], profile: undefined })
    expect(settings(base, profiles, 'none')).toMatchObject({
      issuers: [],
      audiences: [],
      roleClaim: undefined,
      lifetime: 3600,
      profile: 'none',
    })
    expect(settings(base, profiles, 'dev')).toMatchObject({
      issuers: 'any',
      audiences: ['a'],
      roleClaim: 'roles',
      lifetime: 300,
      profile: 'dev',
    })
  })
  test('lifetimes of one second to 366 days', () => {
    expect(settings({ lifetime: '1s' }).lifetime).toBe(1)
    expect(settings({ lifetime: '366d' }).lifetime).toBe(31_622_400)
    expect(says({ lifetime: '0s' })).toHaveLength(1)
    expect(says({ lifetime: '31622401s' })).toHaveLength(1)
  })
})

test('findings about the settings are located at `token:`', () => {
  const at = (text: string) => {
    const read = parseCatalog(readYaml('scopes.yaml', text))
    return read.ok && read.value.token.at
  }
  expect(at('scopes: {}\ntoken:\n  issuer: a\n')).toMatchObject({ line: 2, column: 1, length: 5 })
  expect(at('scopes: {}\n')).toMatchObject({ line: 1 })
})
