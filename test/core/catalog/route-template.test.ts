import { describe, expect, test } from 'vitest'
import {
  fillTemplate,
  isWithin,
  parseTemplate,
  templateContains,
} from '../../../src/core/catalog/route-template.js'
import { templateOf } from '../../support/template-of.js'

test.each([
  ['a', { is: 'no-slash' }],
  ['/a//b', { is: 'empty-template-segment' }],
  ['/{p*}/a', { is: 'tail-not-last' }],
  ['/{x}/{x}', { is: 'same-parameter', name: 'x' }],
  ['/{x}/{x*}', { is: 'same-parameter', name: 'x' }],
  ['/a{p*}', { is: 'tail-beside-text' }],
  ['/a*', { is: 'bad-segment', text: 'a*' }],
  ['/{x}{', { is: 'bad-segment', text: '{' }],
])('%s is not a template: %j', (text, why) => expect(parseTemplate(text)).toEqual({ why }))

test('parameters in the order in which they are written, and the tail', () => {
  expect(templateOf('/{a}/x{b}:{c}/{d*}')).toMatchObject({
    params: ['a', 'b', 'c', 'd'],
    tail: 'd',
    shape: '/{}/x{}:{}/{*}',
  })
  expect(templateOf('/a/')).toMatchObject({ params: [], tail: undefined, shape: '/a/' })
})

describe('the paths of a template', () => {
  test.each([
    ['/a{x}a', '/aba', '/aa /a /ab /ba'],
    ['/{x}aa', '/baa /aaa', '/aa /a'],
    ['/a{x}', '/ab', '/a /b'],
    ['/{x}a', '/ba', '/a /ab'],
    ['/{x}ab{y}', '/cabd /ababab /aabb', '/ab /cab /abd /aab'],
    ['/{x}a{y}a', '/babca /aaaaa /bacaa', '/aaa /baba/ /bab /baa'],
    ['/{x}.{y}', '/a.b', '/a. /.b /..'],
    ['/{x}b{y}b{z}', '/abcbd /bbbbb', '/abbd /bbb /abcb'],
    ['/{x}', '/a /😀', '/ /a/b'],
    ['/{x}{y}', '/ab /a😀', '/a /😀 /'],
    ['/{x}b{y}', '/😀bc', '/bc /😀b'],
    ['/a/{p*}', '/a/ /a/b /a/b/c/', '/a /b/a /ab'],
    ['/%C3%A9/{x}', '/%C3%A9/a', '/e/a /%C3/a'],
  ])('%s', (text, inside, outside) => {
    const template = templateOf(text)
    const paths = (list: string) =>
      list.split(' ').map((path) => [path, templateContains(template, path)])
    expect(paths(inside)).toEqual(inside.split(' ').map((path) => [path, true]))
    expect(paths(outside)).toEqual(outside.split(' ').map((path) => [path, false]))
  })
})

test('one within another', () => {
  const within = (inner: string, outer: string) => isWithin(templateOf(inner), templateOf(outer))
  expect(within('/a', '/{x}')).toBe(true)
  expect(within('/{x}', '/a')).toBe(false)
  expect(within('/a{x}a', '/a{y}')).toBe(true)
  expect(within('/a{y}', '/a{x}a')).toBe(false)
  expect(within('/a/{x}', '/a/{p*}')).toBe(true)
  expect(within('/a/{p*}', '/{x}/{p*}')).toBe(true)
  expect(within('/a/{p*}', '/a/{x}')).toBe(false)
  expect(within('/{x}', '/{y}')).toBe(true)
})

test('the path of some values; none where one is missing', () => {
  const fill = (text: string, values: Record<string, string>) =>
    fillTemplate(templateOf(text), new Map(Object.entries(values)))
  expect(fill('/a/{x}:{y}/{p*}', { x: '1', y: '2', p: 'b/c' })).toBe('/a/1:2/b/c')
  expect(fill('/a/{x}', { y: '1' })).toBeUndefined()
  expect(fill('/a/{p*}', {})).toBeUndefined()
  expect(fill('/a', {})).toBe('/a')
})
