import { expect, test } from 'vitest'
import { askRoute } from '../../../src/core/decision/question.js'
import { catalogOf } from '../catalog/support.js'

const catalog = catalogOf({
  scopes: { read: '' },
  routes: { 'GET /{a}/b': 'read', 'GET /a/{b}': 'read', 'GET /c': 'read' },
})

test('a question about equally narrow routes has the others too, and no other question has any', () => {
  const tie = askRoute(catalog, 'GET /a/b')
  expect(tie.route?.name).toBe('GET /a/{b}')
  expect(tie.also?.map(({ name }) => name)).toEqual(['GET /{a}/b'])
  expect('also' in askRoute(catalog, 'GET /c')).toBe(false)
  expect('also' in askRoute(catalog, 'GET /a/c')).toBe(false)
})

test('the others are listed by name, whatever the order of the file', () => {
  const names = ['GET /{a}/b/c', 'GET /a/b/{c}', 'GET /a/{b}/c']
  for (const order of [names, names.toReversed()]) {
    const routes = Object.fromEntries(order.map((name) => [name, 'public']))
    const { route, also } = askRoute(catalogOf({ scopes: {}, routes }), 'GET /a/b/c')
    expect(route?.name).toBe('GET /a/b/{c}')
    expect(also?.map(({ name }) => name)).toEqual(['GET /a/{b}/c', 'GET /{a}/b/c'])
  }
})
