import { describe, expect, test } from 'vitest'
import type { Requirement } from '../../../src/core/catalog/model.js'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { norm, requirementText, satisfies } from '../../../src/core/catalog/requirement.js'
import { writeRequirement } from '../../../src/core/catalog/write-requirement.js'
import { sourceOf } from '../../../src/core/source.js'
import { catalogOf, codesOf, SCOPES } from './support.js'

describe('DEC12: any accepted token, or something else', () => {
  const key = { scheme: 'Key' }
  const read = (needs: unknown): Requirement =>
    catalogOf({ scopes: SCOPES, routes: { 'GET /': needs } }).routes[0]!.requirement

  test.each([
    ['alone is the level', { any: ['authenticated'] }, 'authenticated'],
    ['with another scheme', { any: ['authenticated', key] }, 'authenticated | [scheme Key]'],
    ['in any order', { any: [key, 'authenticated'] }, 'authenticated | [scheme Key]'],
    ['with a rule', { any: ['authenticated', { other: 'x' }] }, 'authenticated | [other x]'],
    ['scopes beside it do not count', { any: ['read', 'authenticated'] }, 'authenticated'],
    [
      'with a scope and a scheme',
      { any: ['authenticated', { all: ['read', key] }] },
      'authenticated | [read + scheme Key]',
    ],
    ['next to a scheme', { all: ['authenticated', key] }, '[authenticated + scheme Key]'],
    [
      'written twice',
      { all: ['authenticated', key, 'authenticated'] },
      '[authenticated + scheme Key]',
    ],
    [
      'either',
      { any: [{ all: [key, 'authenticated'] }, key, 'read'] },
      'read | [authenticated + scheme Key] | [scheme Key]',
    ],
  ])('%s', (_name, needs, expected) => {
    const requirement = read(needs)
    expect(norm(requirement)).toBe(expected)
    const accepts = expected.startsWith('authenticated')
    expect(satisfies(requirement, new Set())).toBe(accepts)
    expect(satisfies(requirement, new Set(['read']))).toBe(accepts || expected.startsWith('read'))
    expect(norm(read(writeRequirement(requirement)))).toBe(expected)
  })

  test.each([
    ['no other part', { all: ['authenticated'] }, 'nothing'],
    ['no other part, inside any', { any: ['read', { all: ['authenticated'] }] }, 'nothing'],
    ['a scope', { all: ['authenticated', 'read'] }, 'scopes'],
    ['a scope and a scheme', { all: ['read', key, 'authenticated'] }, 'scopes'],
    ['an undefined scope', { all: ['authenticated', 'raed'] }, 'scopes'],
    ['a rule', { all: ['authenticated', { other: 'x' }] }, 'rule'],
    ['a rule and a scheme', { any: [{ all: ['authenticated', key, { other: 'x' }] }] }, 'rule'],
  ])('in an `all`, it is refused next to %s', (_name, needs, beside) => {
    const parsed = parseCatalog(sourceOf({ scopes: SCOPES, routes: { 'GET /': needs } }))
    const problems = parsed.ok ? [] : parsed.problems.filter(({ code }) => code !== 'unknown-scope')
    expect(problems.map(({ code, args }) => [code, args])).toEqual([
      ['authenticated-in-all', { route: 'GET /', beside }],
    ])
  })

  test.each([
    [{ any: ['authenticated', key] }, ['keyword-is-scope']],
    [{ any: ['read', 'authenticated'] }, ['keyword-is-scope']],
    [{ all: ['authenticated', key] }, ['authenticated-in-all']],
    [{ any: [{ all: ['read', 'authenticated', key] }] }, ['authenticated-in-all']],
    [{ all: ['authenticated', 'read'] }, []],
    [{ any: [{ all: ['authenticated'] }, key] }, []],
    [{ all: ['authenticated', { other: 'x' }] }, []],
  ])('a scope has that name: %j', (needs, expected) => {
    const scopes = { ...SCOPES, authenticated: '' }
    expect(codesOf({ scopes, routes: { 'GET /': needs } })).toEqual(expected)
  })

  test('a scheme or rule with that name is not the keyword', () => {
    const named = read({ any: ['authenticated', { scheme: 'authenticated' }, { other: 'public' }] })
    expect(norm(named)).toBe('authenticated | [other "public"] | [scheme "authenticated"]')
    expect(requirementText(named)).toBe('authenticated, or "authenticated", or "public"')
  })
})
