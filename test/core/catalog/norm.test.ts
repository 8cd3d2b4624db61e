import { describe, expect, test } from 'vitest'
import { directImplications } from '../../../src/core/catalog/implications.js'
import { issued, issuedAlternatives } from '../../../src/core/catalog/issued.js'
import { hasNewWay, letsInMore } from '../../../src/core/catalog/looser.js'
import type { Requirement } from '../../../src/core/catalog/model.js'
import { type Norm, normText, passes, readNorm } from '../../../src/core/catalog/norm.js'
import { norm, normOf, requirementText } from '../../../src/core/catalog/requirement.js'
import { tokensOf } from '../../../src/core/word.js'
import { catalogOf } from './support.js'

const SCOPES = { a: '', b: '', c: '', '|': '', '[x': '', all: { implies: ['b', 'c'] } }
const needs = (written: unknown): Requirement => {
  const [route] = catalogOf({ scopes: SCOPES, routes: { 'GET /': written } }).routes
  return route?.requirement ?? expect.unreachable('no route')
}
const WAYS = {
  any: [
    { other: 'the owner' },
    { all: ['b', 'a', { scheme: 'Key', scopes: ['z', 'y', 'z'] }] },
    { all: [{ scheme: 'Key' }, { other: 'x' }] },
    'c',
    'b a',
    'a b c',
  ],
}
const WAYS_TEXT = 'a b | c | [a b + scheme Key(y z)] | [other "the owner"] | [other x + scheme Key]'

describe('one spelling of a requirement', () => {
  test('level, minimal alternatives, and the other ways, each sorted', () => {
    expect(norm(needs(WAYS))).toBe(WAYS_TEXT)
    for (const level of ['public', 'authenticated', 'undecided'] as const) {
      expect(norm(needs(level))).toBe(level)
    }
  })
  const read = (text: string) => readNorm(tokensOf(text) ?? [], text)
  test('is read as it was written', () => {
    for (const written of [
      WAYS,
      'public',
      'authenticated',
      'undecided',
      'a',
      { all: ['|', '[x'] },
    ]) {
      const made = normOf(needs(written))
      expect(read(normText(made))).toEqual(made)
    }
    expect(read('c b | a')).toEqual({
      level: 'scopes',
      alternatives: [['a'], ['b', 'c']],
      others: [],
    })
    expect(read('"public"')).toMatchObject({ level: 'scopes', alternatives: [['public']] })
    expect(read('[ other y ] | [other x]')?.others).toEqual(['other x', 'other y'])
  })
  test('other ways can be beside `authenticated`, but nothing else beside a keyword', () => {
    expect(read('authenticated | [other x]')).toEqual({
      level: 'authenticated',
      alternatives: [],
      others: ['other x'],
    })
    for (const text of [
      'public | a',
      'public | [other x]',
      'undecided | [other x]',
      'authenticated | a',
      'a | authenticated',
      'a | public',
      'a public',
      'public a',
    ])
      expect(read(text), text).toBeUndefined()
  })
  const BROKEN = ['', '|', 'a |', '| a', 'a | | b', '[a', 'a]', 'a b ]', '[]', '[', 'a [ b', '[a b']
  test.each([...BROKEN, 'a + b'])('%j is none', (text) => expect(read(text)).toBeUndefined())
})

describe('who passes', () => {
  const of = (level: Norm['level'], ...alternatives: string[][]): Norm => ({
    level,
    alternatives,
    others: [],
  })
  const held = new Set(['a', 'b'])
  test.each([
    ['public', of('public'), true, true],
    ['authenticated', of('authenticated'), true, false],
    ['undecided', of('undecided'), false, false],
    ['one alternative whole', of('scopes', ['c'], ['a', 'b']), true, false],
    ['parts of two', of('scopes', ['a', 'c'], ['b', 'd']), false, false],
    ['no alternative', of('scopes'), false, false],
  ] as const)('%s', (_, need, withToken, without) => {
    expect(passes(need, held)).toBe(withToken)
    expect(passes(need, undefined)).toBe(without)
  })
})

describe('looser than', () => {
  test.each([
    ['public', 'public', false],
    ['public', 'a', false],
    ['a', 'public', true],
    ['authenticated', 'public', true],
    ['undecided', 'public', true],
    ['a', 'authenticated', true],
    ['authenticated', 'a', false],
    ['a', 'undecided', false],
    ['undecided', 'a', true],
    ['a', 'a', false],
    ['a b', 'a', true],
    ['a', 'a b', false],
    ['a', { any: ['a', 'b'] }, true],
    ['a', { any: ['a', 'a b'] }, false],
    [{ any: ['a', 'b'] }, 'a', false],
    [{ any: ['a', 'b'] }, 'a b', false],
    ['a', { any: ['a', { scheme: 'Key' }] }, false],
  ])('from %j to %j: %j', (from, to, more) => {
    expect(letsInMore(needs(from), needs(to))).toBe(more)
  })
  test.each([
    ['a', { any: ['a', { scheme: 'Key' }] }, true],
    [{ any: ['a', { scheme: 'Key' }] }, 'a', false],
    [{ any: ['a', { scheme: 'Key' }] }, { any: ['b', { scheme: 'Key' }] }, false],
    [{ scheme: 'Key' }, { any: [{ scheme: 'Key' }, { other: 'x' }] }, true],
    ['a', 'public', false],
  ])('from %j to %j: a new other way %j', (from, to, more) => {
    const asAny = (written: unknown) =>
      typeof written === 'object' && written !== null && 'scheme' in written
        ? { any: [written] }
        : written
    expect(hasNewWay(needs(asAny(from)), needs(asAny(to)))).toBe(more)
  })
})

describe('what tokens issued here can tell apart', () => {
  const { implied } = catalogOf({ scopes: SCOPES, routes: {} })
  const text = (written: unknown) => issued(implied, needs(written))
  test('an implied scope next to the one that implies it makes no difference', () => {
    expect(issuedAlternatives(implied, needs({ any: ['all b', 'a c'] }))).toEqual([
      ['a', 'c'],
      ['all', 'b', 'c'],
    ])
    expect(text('all')).toBe(text('all b'))
    expect(text({ any: ['b', 'all'] })).toBe(text('b'))
    expect(text('b')).not.toBe(text('all'))
    expect(text('authenticated')).not.toBe(text('public'))
  })
  test('other ways count as sets', () => {
    const ways = (...any: unknown[]) => text({ any })
    const key = { scheme: 'Key', scopes: ['y', 'z'] }
    expect(ways({ all: ['b', 'a', key] })).toBe(
      ways({ all: [{ scheme: 'Key', scopes: ['z', 'y'] }, 'a', 'b'] }),
    )
    expect(ways({ other: 'x' }, key)).toBe(ways(key, { other: 'x' }, key))
    expect(ways({ all: [{ other: 'x' }, key] })).toBe(ways({ all: [key, { other: 'x' }] }))
    expect(ways({ other: 'x' })).not.toBe(ways({ other: 'y' }))
    expect(ways({ scheme: 'Key' })).not.toBe(ways(key))
    expect(ways({ scheme: 'Key' })).not.toBe(ways({ other: 'Key' }))
    expect(ways('a')).not.toBe(ways('a', { other: 'x' }))
    expect(ways({ all: ['a', key] })).not.toBe(ways({ all: ['b', key] }))
    const beside = { all: ['authenticated', { scheme: 'Key' }] }
    expect(ways(beside)).toBe(ways(beside, beside))
    expect(ways(beside)).not.toBe(ways({ scheme: 'Key' }))
  })
})

test('direct implications: names, and globs written out, never the scope itself', () => {
  const { scopes } = catalogOf({
    scopes: { 'x:all': { implies: ['x:*', 'y', 'y'] }, 'x:a': '', 'x:b': '', y: '' },
    routes: {},
  })
  expect([...directImplications(scopes)]).toEqual([
    ['x:all', ['x:a', 'x:b', 'y']],
    ['x:a', []],
    ['x:b', []],
    ['y', []],
  ])
})

test('a requirement as people write it: quoted where a name reads as something else', () => {
  const alternatives = [['a', '|'], ['+'], ['[x'], ['public'], ['x[']].map((scopes) => ({
    scopes,
    others: [],
  }))
  expect(requirementText({ level: 'scopes', alternatives })).toBe(
    'a + "|", or "+", or "[x", or "public", or x[',
  )
})
