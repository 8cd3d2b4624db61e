import { expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { missingFor, routesOpened } from '../../../src/core/decision/missing.js'
import { sourceOf } from '../../../src/core/source.js'

const names = ['a', 'b', 'c', 'p', 'q']
const parsed = parseCatalog(
  sourceOf({
    scopes: Object.fromEntries(names.map((name) => [name, ''])),
    routes: {
      'GET /few': { any: ['p q', 'c'] },
      'GET /tie': { any: ['c', 'b'] },
      'GET /same': { any: ['a b', 'b a'] },
      'GET /other': { all: [{ scheme: 'Key' }] },
      'GET /c1': 'c',
      'GET /c2': 'c',
      'GET /open': 'a',
    },
  }),
)
if (!parsed.ok) throw new Error('the catalog does not load')
const catalog = parsed.value
const missing = (route: string, ...held: string[]) => {
  const found = catalog.routes.find(({ name }) => name === route)
  if (!found) throw new Error(`no route ${route}`)
  return missingFor(catalog, found.requirement, new Set(held))
}

test('the fewest scopes, even if they allow more routes', () => {
  expect(missing('GET /few')?.scopes).toEqual(['c'])
  expect(missing('GET /few', 'p')?.scopes).toEqual(['q'])
})

test('with equally many scopes, those that allow the fewest routes, whatever comes first', () => {
  expect(missing('GET /tie')).toEqual({ alternative: ['b'], scopes: ['b'] })
})

test('alternatives that lack the same scopes count as one: the first written', () => {
  expect(missing('GET /same')?.alternative).toEqual(['a', 'b'])
})

test('nothing if it is held, and no advice if no token can satisfy it', () => {
  expect(missing('GET /open', 'a')?.scopes).toEqual([])
  expect(missing('GET /other')).toBeUndefined()
})

test('only routes that are denied now count as newly allowed', () => {
  expect(routesOpened(catalog, new Set(), ['c'])).toBe(4)
  expect(routesOpened(catalog, new Set(['c']), ['c'])).toBe(0)
  expect(routesOpened(catalog, new Set(['p']), ['q'])).toBe(1)
  expect(routesOpened(catalog, new Set(), ['q'])).toBe(0)
})
