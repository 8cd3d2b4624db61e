import { expect, test } from 'vitest'
import { waysTo } from '../../../src/core/decision/ways-to.js'
import { catalogOf } from '../catalog/support.js'

const SCOPES = {
  a: '',
  b: '',
  c: '',
  one: '',
  two: '',
  pair: { implies: ['one'] },
  admin: { implies: ['a', 'b'] },
}
/** The ways to call `GET /`, where holding `a` allows another route too. */
function ways(needs: unknown, held: string[] = [], others: object = { 'GET /a': 'a' }) {
  const catalog = catalogOf({ scopes: SCOPES, routes: { 'GET /': needs, ...others } })
  const [route] = catalog.routes
  return waysTo(catalog, route?.requirement ?? expect.unreachable(), new Set(held))
}
const any = (...alternatives: string[]) => ({ any: alternatives })

test('what is held is left out, and so is what another scope of the set implies', () => {
  expect(ways('b c')).toEqual([['b', 'c']])
  expect(ways('b c', ['c'])).toEqual([['b']])
  expect(ways('b admin')).toEqual([['admin']])
  expect(ways({ any: [{ scheme: 'Key' }] })).toEqual([])
})

test('the ways that allow the fewest other routes come first', () => {
  expect(ways(any('a', 'b'))).toEqual([['b'], ['a']])
  expect(ways(any('b', 'a'))).toEqual([['b'], ['a']])
  // The scopes that admin implies allow a route too.
  expect(ways(any('admin', 'c'), [], { 'GET /b': 'b' })).toEqual([['c'], ['admin']])
  // With `a` held already, its other route is nothing new.
  expect(ways(any('admin', 'pair two'), ['a'])).toEqual([['admin'], ['pair', 'two']])
})

test('then those that bring the fewest scopes', () => {
  expect(ways(any('pair', 'c'))).toEqual([['c'], ['pair']])
  expect(ways(any('c', 'pair'))).toEqual([['c'], ['pair']])
})

test('then those with the fewest to write, then the first one', () => {
  expect(ways(any('b c', 'pair'))).toEqual([['pair'], ['b', 'c']])
  expect(ways(any('pair', 'b c'))).toEqual([['pair'], ['b', 'c']])
  expect(ways(any('c', 'b'))).toEqual([['c'], ['b']])
})

test('a set is listed once, and none that brings all of another one and more', () => {
  expect(ways(any('b c', 'c b'))).toEqual([['b', 'c']])
  expect(ways(any('b c', 'b'))).toEqual([['b']])
  expect(ways(any('admin', 'b'))).toEqual([['b']])
})

test('at most twenty', () => {
  const names = Array.from({ length: 21 }, (_, i) => `s${i}`)
  const catalog = catalogOf({
    scopes: Object.fromEntries(names.map((name) => [name, ''])),
    routes: { 'GET /': { any: names } },
  })
  const requirement = catalog.routes[0]?.requirement ?? expect.unreachable()
  expect(waysTo(catalog, requirement, new Set())).toEqual(names.slice(0, 20).map((name) => [name]))
})
