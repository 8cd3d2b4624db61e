import { expect, test } from 'vitest'
import { ENV_KEY, keyPlaceFault } from '../../../src/core/token/key-place.js'

test.each([
  'env:KEY',
  'env:_k1',
  'file:a',
  'file:/run/secrets/a key',
  'https://a.test/x',
  'HTTP://a.test',
])('%s is a place', (text) => {
  expect(keyPlaceFault(text)).toBeUndefined()
  expect(ENV_KEY.test(text)).toBe(text.startsWith('env:'))
})

test.each([
  '',
  'env:',
  'env:1',
  'env:A-B',
  'env:A\n',
  'xenv:A',
  'file:',
  'file:a\nb',
  'file:a\n',
  'xfile:a',
  'ftp://a.test/x',
  'http://',
  'xhttps://a.test',
  'see https://a.test',
  'mailto:a@b.test',
  'c2VjcmV0c2VjcmV0c2VjcmV0',
])('%j is not', (text) => {
  expect(keyPlaceFault(text)).toBe('unknown')
})

test('nor is a URL with a user or a password', () => {
  for (const userinfo of ['u:p', 'u', ':p'])
    expect(keyPlaceFault(`https://${userinfo}@a.test/x`), userinfo).toBe('userinfo')
})
