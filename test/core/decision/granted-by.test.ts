import { expect, test } from 'vitest'
import { grantedBy } from '../../../src/core/decision/granted-by.js'
import { catalogOf } from '../catalog/support.js'

const catalog = catalogOf({
  scopes: { a: '', b: '', c: '' },
  roles: {
    has_b: { scopes: ['b'] },
    has_a: { scopes: ['a'] },
    by_attribute: { scopes: ['a', 'c'], when: { level: 1 } },
    all: { scopes: ['a', 'b', 'c'] },
  },
  routes: {},
})
const found = (...alternatives: string[][]) =>
  grantedBy(
    catalog,
    { level: 'scopes', alternatives: alternatives.map((scopes) => ({ scopes, others: [] })) },
    new Set(),
  ).map(({ roles, conditional }) => `${roles.join('+')}${conditional ? ' if' : ''}`)

test('single roles in the order of the catalog, not of the alternatives', () => {
  expect(found(['a'], ['b'])).toEqual(['has_b', 'has_a', 'by_attribute if', 'all'])
})

test('a set is conditional where one of its roles is', () => {
  const without = catalogOf({
    scopes: { a: '', b: '', c: '' },
    roles: {
      has_b: { scopes: ['b'] },
      by_attribute: { scopes: ['a'], when: { level: 1 } },
      has_c: { scopes: ['c'] },
      has_a: { scopes: ['a'] },
    },
    routes: {},
  })
  const requirement = {
    level: 'scopes' as const,
    alternatives: [{ scopes: ['a', 'b'], others: [] }],
  }
  // In the order of the catalog: of the sets, and of the roles of each.
  expect(grantedBy(without, requirement, new Set())).toEqual([
    { roles: ['has_b', 'by_attribute'], conditional: true },
    { roles: ['has_b', 'has_a'], conditional: false },
  ])
})

test('what is held already need not be granted', () => {
  expect(
    grantedBy(
      catalog,
      { level: 'scopes', alternatives: [{ scopes: ['a', 'b'], others: [] }] },
      new Set(['a']),
    ).map(({ roles }) => roles),
  ).toEqual([['has_b'], ['all']])
})

test('a set once, also where several alternatives lead to it; in the order of the catalog', () => {
  const roles = { a: { scopes: ['y'] }, first: { scopes: ['z'] }, second: { scopes: ['x', 'w'] } }
  const some = catalogOf({ scopes: { w: '', x: '', y: '', z: '' }, roles, routes: {} })
  const sets = (...alternatives: string[][]) =>
    grantedBy(
      some,
      { level: 'scopes', alternatives: alternatives.map((scopes) => ({ scopes, others: [] })) },
      new Set(),
    ).map((each) => each.roles.join('+'))
  expect(sets(['x', 'y'], ['y', 'w'])).toEqual(['a+second'])
  expect(sets(['x', 'y'], ['z', 'y'])).toEqual(['a+first', 'a+second'])
})

test('every single role is listed, of sets only a hundred', () => {
  const many = (prefix: string, scope: string, count: number) =>
    Object.fromEntries([...Array(count).keys()].map((i) => [`${prefix}${i}`, { scopes: [scope] }]))
  const roles = { ...many('a', 'a', 120), ...many('b', 'b', 20) }
  const some = catalogOf({ scopes: { a: '', b: '' }, roles, routes: {} })
  const count = (...all: string[][]) => {
    const alternatives = all.map((scopes) => ({ scopes, others: [] }))
    return grantedBy(some, { level: 'scopes', alternatives }, new Set()).length
  }
  expect(count(['a'])).toBe(120)
  expect(count(['a'], ['b'])).toBe(140)
  expect(count(['a', 'b'])).toBe(100)
})
