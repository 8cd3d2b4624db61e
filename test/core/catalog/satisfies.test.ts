import { expect, test } from 'vitest'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import type { Requirement } from '../../../src/core/catalog/model.js'
import {
  antichain,
  normOf,
  otherWays,
  otherWayText,
  requirementText,
  satisfies,
  tokenAlternatives,
} from '../../../src/core/catalog/requirement.js'
import { catalogOf } from './support.js'

const level = (name: 'public' | 'authenticated' | 'undecided'): Requirement => ({ level: name })
const KEY = { scheme: 'Key', scopes: [] }
const mixed: Requirement = {
  level: 'scopes',
  alternatives: [
    { scopes: ['a', 'b'], others: [] },
    { scopes: ['c'], others: [KEY] },
    { scopes: [], others: [KEY] },
  ],
}

test('scopes satisfy a whole alternative of scopes, and `authenticated`; nothing else', () => {
  const all = new Set(['a', 'b', 'c'])
  expect(satisfies(mixed, all)).toBe(true)
  expect(satisfies(mixed, new Set(['a', 'c']))).toBe(false)
  expect(satisfies(level('authenticated'), new Set())).toBe(true)
  for (const name of ['public', 'undecided'] as const) {
    expect(satisfies(level(name), all), name).toBe(false)
  }
  expect(satisfies({ level: 'scopes', alternatives: [] }, all)).toBe(false)
})

test('what a token alone can satisfy, and what needs more', () => {
  expect(tokenAlternatives(mixed)).toEqual([['a', 'b']])
  expect(tokenAlternatives(level('authenticated'))).toEqual([[]])
  expect(otherWays(mixed)).toEqual([
    { scopes: ['c'], others: [KEY] },
    { scopes: [], others: [KEY] },
  ])
  for (const name of ['public', 'undecided'] as const) {
    expect(tokenAlternatives(level(name)), name).toEqual([])
    expect(otherWays(level(name)), name).toEqual([])
  }
})

test('an alternative goes only where another one is wholly in it', () => {
  expect(
    antichain([
      ['b', 'a'],
      ['a', 'b', 'c'],
      ['d', 'a'],
      ['a', 'b', 'a'],
    ]),
  ).toEqual([
    ['a', 'b'],
    ['a', 'd'],
  ])
  // One scope in common is not enough.
  expect(
    antichain([
      ['a', 'b', 'c'],
      ['a', 'd'],
    ]),
  ).toEqual([
    ['a', 'b', 'c'],
    ['a', 'd'],
  ])
  expect(antichain([['a'], []])).toEqual([[]])
})

test('as text', () => {
  for (const name of ['public', 'authenticated', 'undecided'] as const) {
    expect(requirementText(level(name))).toBe(name)
    expect(normOf(level(name))).toEqual({ level: name, alternatives: [], others: [] })
  }
  expect(requirementText(mixed)).toBe('a + b, or c + Key, or Key')
  expect(otherWayText({ scheme: 'Key', scopes: ['x', 'y'] })).toBe('Key(x y)')
  expect(otherWayText({ other: 'the owner' })).toBe('the owner')
})

test('between two templates nothing decides: exactly the smallest ones are named', () => {
  const catalog = catalogOf({
    scopes: { a: '', b: '' },
    routes: { 'GET /{p*}': 'a', 'GET /{x}/b': 'a', 'GET /a/{y}': 'b', 'GET /{x}/{y}': 'a' },
  })
  const match = matchRoute(catalog, 'GET', '/a/b')
  expect(match.kind === 'ambiguous' && match.routes.map(({ name }) => name)).toEqual([
    'GET /{x}/b',
    'GET /a/{y}',
  ])
})
