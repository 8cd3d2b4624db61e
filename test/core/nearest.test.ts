import { expect, test } from 'vitest'
import { nearest } from '../../src/core/nearest.js'

const SCOPES = ['read', 'write', 'users:read', 'users:delete', 'admin']

test.each([
  ['wirte', 'write'],
  ['raed', 'read'],
  ['user:delete', 'users:delete'],
  ['READ', 'read'],
  ['admn', 'admin'],
  ['billing', undefined],
  ['', undefined],
  ['x', undefined],
  ['read', undefined],
])('%j: %s', (name, suggestion) => {
  expect(nearest(name, SCOPES)).toBe(suggestion)
})

test('the nearest one, not the first', () => {
  expect(nearest('colour', ['colors', 'color'])).toBe('color')
  expect(nearest('verifi', ['vertices', 'verify'])).toBe('verify')
})

test('of equally near ones, the one that contains what was typed, or is contained in it', () => {
  expect(nearest('4711', ['u711', 'u4711', 'x4711'])).toBe('u4711')
  expect(nearest('u47111', ['u4111', 'u4711'])).toBe('u4711')
  expect(nearest('4711', ['u711', '471'])).toBe('471')
  expect(nearest('u4711', ['u4712', 'u4713'])).toBe('u4712')
})

test('names and lists of any length are fast', () => {
  expect(nearest('a'.repeat(1_000_000), ['b'.repeat(1_000_000)])).toBeUndefined()
  const many = Array.from({ length: 100_000 }, (_, i) => `scope:${i}`)
  expect(nearest('scoep:77', many)).toBe('scope:77')
})
