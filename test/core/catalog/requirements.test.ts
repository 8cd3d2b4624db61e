import { describe, expect, test } from 'vitest'
import { norm, requirementText } from '../../../src/core/catalog/requirement.js'
import { catalogOf, codesOf, routeSays, SCOPES } from './support.js'

describe('requirements', () => {
  test('DEC5: an OR of ANDs of declared scopes', () => {
    const [route] = catalogOf({
      scopes: SCOPES,
      routes: {
        'GET /': {
          any: ['write read write', { all: ['read', { scheme: 'ApiKey' }] }, { other: 'x' }],
        },
      },
    }).routes
    expect(route?.requirement).toEqual({
      level: 'scopes',
      alternatives: [
        { scopes: ['write', 'read'], others: [] },
        { scopes: ['read'], others: [{ scheme: 'ApiKey', scopes: [] }] },
        { scopes: [], others: [{ other: 'x' }] },
      ],
    })
    expect(routeSays('read wirte')).toEqual(['unknown-scope'])
    expect(routeSays({ all: ['read write'] })).toEqual(['unknown-scope'])
    expect(routeSays({ any: ['users:*'] })).toEqual(['glob-not-here'])
    expect(routeSays({ all: ['*'] })).toEqual(['glob-not-here'])
    expect(routeSays({ any: [' '] })).toEqual(['bad-requirement'])
  })
  test('only U+0020 separates', () => {
    expect(routeSays('read\twrite')).toEqual(['unknown-scope'])
    expect(routeSays('read\u00a0write')).toEqual(['unknown-scope'])
    for (const text of ['public\n', '\u00a0public', '\ufeffpublic', 'Public', 'PUBLIC']) {
      expect(routeSays(text), text).toEqual(['unknown-scope'])
    }
    expect(routeSays('  read   write ')).toEqual([])
  })
  test('DEC4: keywords cannot be combined', () => {
    expect(routeSays('public read')).toEqual(['keyword-not-alone'])
    expect(routeSays({ any: ['public'] })).toEqual(['keyword-not-alone'])
    expect(routeSays({ any: ['undecided', 'read'] })).toEqual(['keyword-not-alone'])
    expect(routeSays({ any: ['authenticated', 'public'] })).toEqual(['keyword-not-alone'])
    expect(routeSays({ any: ['read authenticated'] })).toEqual(['keyword-not-alone'])
    expect(routeSays({ any: ['authenticated read'] })).toEqual(['keyword-not-alone'])
    expect(routeSays({ all: ['undecided'] })).toEqual(['unknown-scope'])
    expect(routeSays({ all: ['public', { scheme: 'Key' }] })).toEqual(['unknown-scope'])
    expect(routeSays({ all: ['undecided', { scheme: 'Key' }] })).toEqual(['unknown-scope'])
  })
  test.each(['public', 'authenticated', 'undecided'])(
    'a scope called %s: only the long form means it',
    (word) => {
      const scopes = { ...SCOPES, [word]: '' }
      const says = (needs: unknown) => codesOf({ scopes, routes: { 'GET /': needs } })
      expect(says(word)).toEqual(['keyword-is-scope'])
      expect(says(`${word} read`)).toEqual(['keyword-is-scope'])
      expect(says({ any: [word] })).toEqual(['keyword-is-scope'])
      expect(says({ needs: word })).toEqual(['keyword-is-scope'])
      expect(says({ any: [{ all: [word] }] })).toEqual([])
      const [route] = catalogOf({ scopes, routes: { 'GET /': { all: [word] } } }).routes
      expect(route?.requirement).toEqual({
        level: 'scopes',
        alternatives: [{ scopes: [word], others: [] }],
      })
      expect(route && [norm(route.requirement), requirementText(route.requirement)]).toEqual([
        `"${word}"`,
        `"${word}"`,
      ])
    },
  )
  test('norm: no scope, scheme or rule can be read as something else', () => {
    const scopes = Object.fromEntries(
      ['a', '|', '~', '[x]', 'other', 'x', '+'].map((name) => [name, '']),
    )
    const spell = (needs: unknown) => {
      const [route] = catalogOf({ scopes, routes: { 'GET /': needs } }).routes
      return route && norm(route.requirement)
    }
    const forms = [
      { any: ['a', '~'] },
      { all: ['a', '|', '~'] },
      { all: ['[x]'] },
      { any: [{ scheme: 'x' }] },
      { any: [{ other: 'x' }] },
      { all: ['x', 'other'] },
      { all: ['other', 'x', { scheme: 'A' }] },
      { all: [{ other: 'x' }, { scheme: 'A' }] },
      { all: ['other', 'x', { other: 'z' }] },
      { all: [{ other: 'x' }, { other: 'z' }] },
      { any: [{ other: 'x] | [y' }] },
      { any: [{ other: 'x' }, { other: 'y' }] },
      { any: [{ scheme: 'A', scopes: ['b c'] }] },
      { any: [{ scheme: 'A', scopes: ['b', 'c'] }] },
      { any: [{ scheme: 'A b' }] },
      { any: [{ scheme: 'A', scopes: ['b'] }] },
      'public',
    ]
    expect(new Set(forms.map(spell)).size).toBe(forms.length)
    expect(spell({ any: ['x a', 'a'] })).toBe('a')
    expect(spell({ any: ['~', 'x a'] })).toBe('a x | ~')
  })
  test('an `any` of very many alternatives', () => {
    const any = Array.from({ length: 200_000 }, (_, i) => (i % 2 ? 'read' : 'write'))
    expect(routeSays({ any })).toEqual([])
  })
})
