import { describe, expect, test } from 'vitest'
import { codesOf, importOf, oauth, routesOf, withSecurity } from './support.js'

const needs = (security: unknown, scheme: string[] = []): unknown =>
  routesOf(withSecurity(security), { anyOf: true, scheme })['GET /x']

describe('anyOf', () => {
  test.each([
    ['one scope', [{ oauth: ['a'] }], [], 'a'],
    ['two scopes', [{ oauth: ['a', 'b'] }], [], { any: ['a', 'b'] }],
    ['any token', [{ oauth: [] }], [], 'authenticated'],
    ['a repeated scope', [{ oauth: ['a', 'a'] }], [], 'a'],
    [
      'entries stay alternatives',
      [{ oauth: ['a', 'b'] }, { oauth: ['c'] }],
      [],
      { any: ['a', 'b', 'c'] },
    ],
    [
      'another scheme keeps its list',
      [{ oauth: ['a', 'b'], second: ['c', 'd'] }],
      [],
      {
        any: [
          { all: ['a', { scheme: 'second', scopes: ['c', 'd'] }] },
          { all: ['b', { scheme: 'second', scopes: ['c', 'd'] }] },
        ],
      },
    ],
    [
      'equal lists of two schemes are one list, in any order',
      [{ oauth: ['a', 'b'], second: ['b', 'a'] }],
      ['oauth', 'second'],
      { any: ['a', 'b'] },
    ],
    [
      'one scope of each of two different lists is needed',
      [{ oauth: ['a', 'b'], second: ['c'] }],
      ['oauth', 'second'],
      { any: ['a c', 'b c'] },
    ],
    [
      'a name that cannot be a scope allows nothing',
      [{ oauth: ['a', 'b c'] }],
      [],
      { any: ['a', { scheme: 'oauth', scopes: ['b c'] }] },
    ],
    [
      'a name with a line break is not two names',
      [{ oauth: ['a', 'b'], second: ['a\nb'] }],
      ['oauth', 'second'],
      {
        any: [
          { all: ['a', { scheme: 'second', scopes: ['a\nb'] }] },
          { all: ['b', { scheme: 'second', scopes: ['a\nb'] }] },
        ],
      },
    ],
    ['nothing is needed', [{}, { oauth: ['a', 'b'] }], [], 'public'],
  ] as const)('%s', (_name, security, scheme, expected) => {
    expect(needs(security, [...scheme])).toEqual(expected)
  })
  test('more alternatives than anybody writes are undecided', () => {
    const names = (prefix: string) => Array.from({ length: 40 }, (_, i) => `${prefix}${i}`)
    const security = [{ oauth: names('a'), second: names('b') }]
    expect(needs(security, ['oauth', 'second'])).toBe('undecided')
  })
})

describe('import proposes anyOf', () => {
  const proposes = (scopes: Record<string, string>, method = 'get'): boolean => {
    const security = [{ oauth: Object.keys(scopes) }]
    const components = { securitySchemes: { oauth: oauth(scopes) } }
    const paths = { '/x': { [method]: { security } } }
    const codes = codesOf(importOf(withSecurity(undefined, { paths, components })))
    expect(codes).not.toContain('openapi-any-of-used')
    return codes.includes('openapi-any-of')
  }
  test.each([
    ['a deprecated scope beside another', { 'files:read': 'Deprecated. Read', 'file:read': '' }],
    ['a read-only form', { 'https://x.test/sell': '', 'https://x.test/sell.readonly': '' }],
    ['a part of the scope', { repository: '', 'repository:admin': '' }],
    ['reading and writing where a request reads', { 'clinical:read': '', 'clinical:write': '' }],
    ['the same with the verb in front', { write_x: '', read_x: '' }],
  ])('for %s', (_name, scopes) => {
    expect(proposes(scopes)).toBe(true)
  })
  test.each([
    ['one scope', { 'files:read': 'Deprecated' }, 'get'],
    ['scopes of different things', { 'tweet.read': '', 'users.read': '' }, 'get'],
    ['only deprecated scopes', { a: 'Deprecated', b: 'deprecated' }, 'get'],
    ['reading and writing where a request writes', { 'x:read': '', 'x:write': '' }, 'post'],
    ['names that only begin alike', { read: '', readonly: '' }, 'get'],
  ])('not for %s', (_name, scopes, method) => {
    expect(proposes(scopes, method)).toBe(false)
  })
})
