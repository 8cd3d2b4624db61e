import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Route } from '../../../src/core/catalog/model.js'
import { ANY, pathOf, relate } from '../../../src/core/catalog/overlap.js'
import {
  parseTemplate,
  type Template,
  templateContains,
} from '../../../src/core/catalog/route-template.js'
import { overlapping } from '../../../src/core/lint/overlaps.js'

function template(text: string): Template {
  const read = parseTemplate(text)
  if ('why' in read) throw new Error(`${text} ${read.why.is}`)
  return read
}
const relation = (a: string, b: string): string => relate(template(a), template(b)).kind

test.each([
  ['/a', '/a', 'same'],
  ['/{x}', '/{y}', 'same'],
  ['/a', '/b', 'apart'],
  ['/a', '/a/', 'apart'],
  ['/a', '/{x}', 'within'],
  ['/{x}', '/a', 'around'],
  ['/a/{x}', '/{y}/b', 'overlap'],
  ['/a{x}', '/{y}b', 'overlap'],
  ['/a{x}b', '/a{y}', 'within'],
  ['/a{x}', '/a', 'apart'],
  ['/a{x}', '/b{y}', 'apart'],
  ['/{x}a', '/{y}b', 'apart'],
  ['/sites/{a}:/{b}', '/sites/{a}', 'apart'],
  ['/sites/{a}:', '/sites/{a}', 'within'],
  ['/sites/{a}:/{b}:', '/sites/{a}/{b}', 'within'],
  ['/{x}{y}', '/{x}', 'within'],
  ['/{x}{y}', '/a', 'apart'],
  ['/{a}9', '/%C3%A9', 'apart'],
  ['/%C3%A9{a}', '/{b}', 'within'],
  ['/a{x}c', '/a{y}d', 'apart'],
  ['/a{x}', '/{y}bcdef', 'overlap'],
  ['/abcde{x}', '/{y}f', 'overlap'],
  ['/a{x}b{y}c', '/{z}bb{w}', 'overlap'],
  ['/a{x}bcd', '/{y}cde', 'apart'],
  ['/f/{p*}', '/f/', 'around'],
  ['/f/{p*}', '/{x}/', 'overlap'],
  ['/f/{p*}', '/f/{x}/{q*}', 'around'],
  ['/{p*}', '/', 'around'],
  ['/f/{p*}', '/f', 'apart'],
  ['/f/{p*}', '/f/a', 'around'],
  ['/f/{p*}', '/f/a/', 'around'],
  ['/f/{p*}', '/f/g/{q*}', 'around'],
  ['/{x}/g/{q*}', '/f/{p*}', 'overlap'],
  ['/{x}', '/f/{p*}', 'apart'],
  ['/{p*}', '/{q*}', 'same'],
])('%s and %s: %s', (a, b, kind) => {
  expect(relation(a, b)).toBe(kind)
})

/** The sample paths, with `?` where any text would do. */
const samples = (a: string, b: string, deepest?: number) => {
  const found = relate(template(a), template(b), deepest)
  return found.kind === 'overlap'
    ? [...found.samples].map((path) => path.replace(/\uFFFF+/g, '?'))
    : found
}

describe('sample paths', () => {
  test.each([
    ['/a/{x}', '/{y}/b', ['/a/b']],
    ['/a/{x}/c{z}', '/{y}/b/{w}', ['/a/b/c?']],
    ['/a{x}', '/{y}b', ['/a?b', '/ab']],
    ['/a{x}c', '/{y}bc', ['/a?bc', '/abc']],
    ['/ab{x}', '/{y}ba', ['/ab?ba', '/aba', '/abba']],
    ['/{x}-{y}', '/a{z}', ['/a?-?', '/a-?']],
    ['/{x}-{y}', '/{z}_', ['/?-?_', '/?-_']],
    ['/a{x}', '/{y}bcdef', ['/a?bcdef', '/abcdef']],
    ['/abcde{x}', '/{y}f', ['/abcde?f', '/abcdef']],
    ['/a{x}/b', '/{y}a/{z}', ['/a?a/b', '/aa/b']],
    ['/a{x}/{y}c', '/{z}b/d{w}', ['/a?b/d?c', '/a?b/dc', '/ab/d?c', '/ab/dc']],
    ['/{x}:/{y}', '/{z}/drive', ['/?:/drive']],
    ['/.{x}', '/{y}.', ['/.?.']],
    ['/%C3%A9{x}', '/{y}', undefined],
    ['/{x}%C3%A9', '/a{y}', ['/a?é', '/aé']],
    ['/{x}9', '/%C3%A9{y}', ['/é?9', '/é9']],
    ['/f/{p*}', '/{x}/', ['/f/']],
    ['/f/{p*}', '/{x}/g/h', ['/f/g/h']],
    ['/{x}/g/h', '/f/{p*}', ['/f/g/h']],
  ])('%s and %s: %j', (a, b, found) => {
    expect(samples(a, b)).toEqual(found ?? { kind: 'within' })
  })
  test('of two tails: every length of the rest that a third template can tell apart', () => {
    const [a, b] = ['/a/{x}/{p*}', '/{y}/b/{q*}']
    const two = ['/a/b/?', '/a/b/?/', '/a/b/?/?', '/a/b/?/?/', '/a/b/']
    expect(samples(a, b)).toEqual(two)
    expect(samples(a, b, 3)).toEqual(two)
    expect(samples(a, b, 4)).toEqual([...two.slice(0, -1), '/a/b/?/?/?', '/a/b/?/?/?/', '/a/b/'])
    expect(samples('/f/{p*}', '/{x}/g/{q*}', 3)).toEqual([
      '/f/g/?',
      '/f/g/?/',
      '/f/g/?/?',
      '/f/g/?/?/',
      '/f/g/',
    ])
  })
  test('are shown as canonical paths, with the first text for which something holds', () => {
    const sample = `/é${ANY}${ANY}b/${ANY}`
    expect(pathOf(sample, () => true)).toBe('/%C3%A9xxb/x')
    expect(pathOf(sample, (path) => !path.includes('x'))).toBe('/%C3%A9anyanyb/any')
    expect(pathOf(sample, (path) => path.endsWith('%80'))).toBe('/%C3%A9%C4%80%C4%80b/%C4%80')
    expect(pathOf('/a', () => false)).toBeUndefined()
  })
})

// Few letters and short texts, so that the templates overlap often and every path can be tried.
const segment = fc.constantFrom('a', 'b', 'ab', '{#}', 'a{#}', '{#}b', 'a{#}b', 'b{#}', '')
const templates = fc
  .tuple(fc.array(segment, { minLength: 1, maxLength: 2 }), fc.boolean())
  .map(([parts, tail]) => [
    ...parts.filter((part, i) => part !== '' || i === parts.length - 1),
    ...(tail ? ['{#*}'] : []),
  ])
  .filter((parts) => parts.every((part, i) => part !== '' || i === parts.length - 1))
  .map((parts) => `/${parts.map((part, i) => part.replace('#', `p${i}`)).join('/')}`)

const SEGMENTS = ['a', 'b', 'ab', 'aab', 'abb', 'axb', 'x', 'ba', 'bx', 'xb', 'ax', 'bb', 'bxb', '']
const paths = function* all(depth: number): Generator<string> {
  for (const one of SEGMENTS) {
    yield `/${one}`
    if (depth > 1 && one !== '') for (const rest of all(depth - 1)) yield `/${one}${rest}`
  }
}
const PATHS = [...paths(4)]

test('agrees with trying every short path', () => {
  fc.assert(
    fc.property(templates, templates, (a, b) => {
      const [one, other] = [template(a), template(b)]
      const inOne = PATHS.filter((path) => templateContains(one, path))
      const inBoth = inOne.filter((path) => templateContains(other, path))
      const inOther = PATHS.filter((path) => templateContains(other, path))
      const expected =
        inBoth.length === 0
          ? 'apart'
          : inBoth.length === inOne.length
            ? inBoth.length === inOther.length
              ? 'same'
              : 'within'
            : inBoth.length === inOther.length
              ? 'around'
              : 'overlap'
      const found = relate(one, other)
      expect(found.kind, `${a} ${b}`).toBe(expected)
      if (found.kind === 'overlap') {
        for (const sample of [...found.samples].flatMap((path) => [
          path,
          pathOf(path, () => true) ?? '',
        ])) {
          expect(templateContains(one, sample), sample).toBe(true)
          expect(templateContains(other, sample), sample).toBe(true)
        }
      }
    }),
    { numRuns: 150 },
  )
})

describe('pairs', () => {
  const route = (text: string): Route =>
    ({ method: 'GET', name: text, pattern: template(text) }) as Route
  test('partitioning the routes loses no pair', () => {
    fc.assert(
      fc.property(fc.uniqueArray(templates, { minLength: 2, maxLength: 30 }), (texts) => {
        const routes = texts.map(route)
        const slow = routes.flatMap((a, i) =>
          routes
            .slice(i + 1)
            .filter((b) => relate(a.pattern, b.pattern).kind !== 'apart')
            .map((b) => `${a.name} ${b.name}`),
        )
        const fast = [...overlapping(routes)].map(
          ({ first, second }) => `${first.name} ${second.name}`,
        )
        expect(fast.sort()).toEqual(slow.sort())
      }),
    )
  })
})
