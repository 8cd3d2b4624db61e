import { describe, expect, test } from 'vitest'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'

test.each([
  ['/', '/'],
  ['/a/', '/a/'],
  ['/users/%7Ebob', '/users/~bob'],
  ['/%41%42', '/AB'],
  ['/%C3%A9', '/%C3%A9'],
  ['/%C3%A9%41%20', '/%C3%A9A%20'],
  ['/%5B%C2%A0', '/%5B%C2%A0'],
])('DEC2: %s has the one spelling %s', (text, path) => {
  expect(canonicalPath(text)).toEqual({ path })
  expect(canonicalPath(path)).toEqual({ path })
})

test.each([
  ['', { is: 'no-slash' }],
  ['a/', { is: 'no-slash' }],
  ['/a/../b', { is: 'dot-segment' }],
  ['/.', { is: 'dot-segment' }],
  ['/%2E%2E/b', { is: 'dot-segment' }],
  ['//', { is: 'empty-segment' }],
  ['/a//b', { is: 'empty-segment' }],
  ['/%', { is: 'bad-escape' }],
  ['/%4', { is: 'bad-escape' }],
  ['/%zz', { is: 'bad-escape' }],
  ['/%zz%41', { is: 'bad-escape' }],
  ['/%41%4', { is: 'bad-escape' }],
  ['/a;v=1', { is: 'semicolon' }],
  ['/a\\b', { is: 'backslash' }],
  ['/a\u0000', { is: 'control' }],
  ['/a\u007f', { is: 'control' }],
  ['/a\u009f', { is: 'control' }],
  ['/a\u00a0', { is: 'unencoded', char: '\u00a0' }],
  ['/a b', { is: 'unencoded', char: ' ' }],
  ['/é', { is: 'unencoded', char: 'é' }],
  ['/😀', { is: 'unencoded', char: '😀' }],
  ['/%FF', { is: 'not-utf8' }],
  ['/%C3', { is: 'not-utf8' }],
  ['/a%2Fb', { is: 'encoded-slash' }],
  ['/a%5Cb', { is: 'encoded-slash' }],
  ['/a%00', { is: 'encoded-control' }],
  ['/a%C2%9F', { is: 'encoded-control' }],
  ['/a%252e', { is: 'encoded-percent' }],
  ['/a%3Bv', { is: 'needless-escape', char: ';' }],
  ['/a%21', { is: 'needless-escape', char: '!' }],
  ['/%c3%a9', { is: 'lower-case-escape' }],
  ['/%C3%a9', { is: 'lower-case-escape' }],
  ['/%7ebob%20', undefined],
])('DEC2: %j has none: %j', (text, why) => {
  // The case of an escape that is decoded anyway does not make another spelling.
  if (why === undefined) expect(canonicalPath(text)).toEqual({ path: '/~bob%20' })
  else expect(canonicalPath(text)).toEqual({ why })
})

describe('DEC2: one spelling per path', () => {
  test.each([
    ['/', '/'],
    ['/a/', '/a/'],
    ['/a.b/..c', '/a.b/..c'],
    ['/%7Euser', '/~user'],
    ['/%7euser', '/~user'],
    ['/%41', '/A'],
    ['/caf%C3%A9', '/caf%C3%A9'],
    ['/a%20b', '/a%20b'],
    ['/a%3Fb', '/a%3Fb'],
    ["/!$&'()*+,=:@", "/!$&'()*+,=:@"],
    ['/%C3%A9%41', '/%C3%A9A'],
  ])('%s is %s', (path, canonical) => expect(canonicalPath(path)).toEqual({ path: canonical })) // prettier: a table
  test.each([
    '',
    'a',
    '//',
    '/a//b',
    '//a',
    '/a/..',
    '/../a',
    '/./a',
    '/%2e%2e/a',
    '/.%2E',
    '/a;v=1',
    '/a%3B',
    '/a?x',
    '/a#f',
    '/a\\b',
    '/a%5Cb',
    '/a%2Fb',
    '/a%2fb',
    '/%252e',
    '/%25',
    '/%zz',
    '/%',
    '/%4',
    '/%00',
    '/%0A',
    '/%7F',
    '/%C2%85',
    '/\u0085',
    '/\t',
    '/é',
    '/😀',
    '/%c3%a9',
    '/%C3',
    '/%C0%AF',
    '/%ED%A0%80',
    '/a b',
    '/%2A',
    '/%3A',
    '/<',
    '/"',
    '/{x}',
    '/[',
    '/^',
    '/|',
    '/`',
  ])('%j has no canonical form', (path) => expect(canonicalPath(path)).toHaveProperty('why')) // prettier: a table
  test('the error names the whole character', () => {
    expect(canonicalPath('/😀')).toMatchObject({ why: { is: 'unencoded', char: '😀' } })
  })
})
