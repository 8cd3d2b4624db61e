import { expect, test } from 'vitest'
import { readAlsoRequires } from '../../../src/core/import/also-requires.js'

const ways = (text: string, anyOf = false) =>
  readAlsoRequires(text, anyOf)?.map((names) => names.join(' '))

test.each([
  ['User.Read', ['User.Read']],
  [
    '(User.Read | User.Read.All) & Group.Read',
    ['User.Read Group.Read', 'User.Read.All Group.Read'],
  ],
  ['a & b | c', ['a b', 'c']],
  ['a&a', ['a']],
  ['a,b', ['a b']],
  ['a, b | c', ['a b', 'a c']],
  ['((a))', ['a']],
])('alsoRequires %j', (text, expected) => {
  expect(ways(text)).toEqual(expected)
})

test('a comma means all, or with the flag any', () => {
  expect(ways('a,b|c', true)).toEqual(['a', 'b', 'c'])
  expect(ways('(a,b)&c', true)).toEqual(['a c', 'b c'])
})

test.each(['', 'a &', '& a', '(a', 'a)', 'a b', 'a || b', ',', 'a,', `${'('.repeat(5000)}a`])(
  '%j is refused',
  (text) => {
    expect(readAlsoRequires(text.slice(0, 6000), false)).toBeUndefined()
  },
)

test('too many alternatives are refused instead of built', () => {
  const pair = '(a|b)'
  expect(readAlsoRequires(Array(6).fill(pair).join('&'), false)).toBeDefined()
  expect(readAlsoRequires(Array(40).fill(pair).join('&'), false)).toBeUndefined()
})
