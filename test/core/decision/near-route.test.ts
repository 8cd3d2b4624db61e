import { describe, expect, test } from 'vitest'
import { meantBy, nearRoute } from '../../../src/core/decision/near-route.js'
import { askRoute } from '../../../src/core/decision/question.js'
import type { ScopectlError } from '../../../src/core/errors.js'
import { catalogOf } from '../catalog/support.js'

const catalogWith = (...names: string[]) =>
  catalogOf({ scopes: {}, routes: Object.fromEntries(names.map((name) => [name, 'public'])) })
const catalog = catalogWith(
  'POST /items/',
  'GET /items/',
  'GET /items/{id}',
  'GET /users/me',
  'GET /users/{id}/posts',
  'HEAD /health',
)
const near = (request: string, of = catalog) => {
  const [method = '', path = ''] = request.split(' ')
  return nearRoute(of, method, path)
}

describe('a request that no route governs', () => {
  test.each([
    ['GET /items', { suggestion: 'GET /items/' }],
    ['GET /users/me/', { suggestion: 'GET /users/me' }],
    ['GET /', {}],
    ['PUT /items/', { others: ['POST /items/', 'GET /items/'] }],
    ['PUT /items/7', { others: ['GET /items/{id}'] }],
    ['DELETE /items', { others: ['POST /items/', 'GET /items/'] }],
    ['DELETE /nothing', {}],
    ['GET /itms/', { suggestion: 'GET /items/' }],
    ['GET /itms/7', { suggestion: 'GET /items/7' }],
    ['GET /users/7/post', { suggestion: 'GET /users/7/posts' }],
    ['GET /users/mee', { suggestion: 'GET /users/me' }],
    ['HEAD /itms/', { suggestion: 'HEAD /items/' }],
    ['HEAD /helth', { suggestion: 'HEAD /health' }],
    ['POST /helth', {}],
    // With an empty segment, no request: the name of the route instead.
    ['GET /users//post', { suggestion: 'GET /users/{id}/posts' }],
  ])('%s', (request, found) => {
    expect(near(request)).toEqual(found)
  })
  test('a star lists at most three routes of the method', () => {
    expect(near('GET /items*')).toEqual({ others: ['GET /items/', 'GET /items/{id}'] })
    expect(near('GET /*')).toEqual({
      others: ['GET /items/', 'GET /items/{id}', 'GET /users/me'],
    })
    expect(near('DELETE /*')).toEqual({})
    expect(near('GET /none/*')).toEqual({})
  })
  test('a path is not the nearest one of a longer or shorter template', () => {
    const deep = catalogWith('GET /files/{id}/{part}')
    expect(near('GET /files/7', deep)).toEqual({})
  })
})

test('the name of a route that does not exist: the nearest one of its method', () => {
  const near = (name: string) => {
    try {
      return askRoute(catalog, name).route?.name
    } catch (error) {
      return (error as ScopectlError).problems[0]?.args
    }
  }
  const route = 'GET /itemz/{id}'
  expect(near(route)).toEqual({ route, suggestion: 'GET /items/{id}' })
  expect(near('PUT /itemz/{id}')).toEqual({ route: 'PUT /itemz/{id}', suggestion: undefined })
})

describe('a route in the notation of another router', () => {
  const foreign = catalogWith(
    'GET /orders/:id',
    'GET /orders/:id/lines',
    'POST /carts/:id',
    'ANY /status',
  )
  test.each([
    ['GET /orders/7', { suggestion: 'GET /orders/:id' }],
    ['GET /orders/7/lines', { suggestion: 'GET /orders/:id/lines' }],
    ['POST /orders/:id', { suggestion: 'GET /orders/:id' }],
    ['POST /carts/7', { suggestion: 'POST /carts/:id' }],
    ['GET /carts/7', {}],
    ['POST /orders/7', {}],
    ['GET /others/x/y/7', {}],
    ['GET /orders/', {}],
    ['ANY /none', {}],
  ])('%s', (request, found) => {
    expect(near(request, foreign)).toEqual(found)
  })
})

describe('a text that is not METHOD /path', () => {
  const drafted = catalogOf({
    scopes: {},
    routes: {
      'GET /draft': 'undecided',
      'POST /items/': 'public',
      'GET /items/': 'public',
      'GET /items/{id}': 'public',
    },
  })
  test.each([
    ['get /items/', { suggestion: 'GET /items/' }],
    ['GET items/', { suggestion: 'GET /items/' }],
    ['GET   /items/', { suggestion: 'GET /items/' }],
    ['get /items', { suggestion: 'GET /items/' }],
    ['/items/', { others: ['GET /items/', 'POST /items/'] }],
    ['items/', { others: ['GET /items/', 'POST /items/'] }],
    ['GET /items/?page=2', { suggestion: 'GET /items/' }],
    ['GET', { example: 'GET /items/' }],
    ['PATCH', { example: 'POST /items/' }],
    ['', { example: 'POST /items/' }],
    ['GET /a b', { example: 'GET /items/' }],
  ])('%j', (text, found) => {
    expect(meantBy(drafted, text)).toEqual(found)
  })
  test('of a catalog without routes', () => {
    expect(meantBy(catalogWith(), 'GET')).toEqual({})
  })
})
