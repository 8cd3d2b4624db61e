import { describe, expect, test } from 'vitest'
import { askRoute } from '../../../src/core/decision/question.js'
import { ScopectlError } from '../../../src/core/errors.js'
import { catalogOf } from '../catalog/support.js'

const catalog = catalogOf({
  scopes: { read: '' },
  routes: {
    'GET /users/{id}': 'read',
    'POST /users/{id}': 'read',
    'GET /posts/:id': 'read',
    'GET /notes/:id': 'read',
    'GET /notes/{note}': 'read',
    'GET /files/{path*}': 'read',
    'ANY /all': 'read',
  },
})
const refused = (text: string) => {
  try {
    return askRoute(catalog, text).route?.name
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    const [first] = error.problems
    return first?.code === 'unmatchable-route' ? first.args : first?.code
  }
}

describe('a question about a route that no request can match', () => {
  test('the catalog has the route in its own notation: that one is meant', () => {
    expect(refused('GET /users/:id')).toEqual({
      route: 'GET /users/:id',
      part: ':id',
      what: 'parameter',
      suggestion: 'GET /users/{id}',
    })
    // Of two for these paths, the one that is not in a foreign notation, by its own name.
    expect(refused('GET /notes/:id')).toMatchObject({ suggestion: 'GET /notes/{note}' })
    // By the shape: whatever the parameter is called, and with the same method only.
    expect(refused('POST /users/:user')).toMatchObject({ suggestion: 'POST /users/{id}' })
  })
  test('no such route: how it would be written', () => {
    expect(refused('GET /posts/:id')).toMatchObject({
      part: ':id',
      suggestion: 'GET /posts/{id}',
    })
    expect(refused('PUT /users/:id')).toMatchObject({ suggestion: 'PUT /users/{id}' })
  })
  test('no spelling of ours: the route that governs the path, if it is not foreign itself', () => {
    expect(refused('GET /files/:id?')).toMatchObject({
      part: ':id',
      suggestion: 'GET /files/{path*}',
    })
    expect(refused('GET /twice/:id/:id')).toMatchObject({ part: ':id', suggestion: undefined })
  })
  test('a star is refused where a route would govern it', () => {
    expect(refused('GET /files/*')).toMatchObject({
      part: '*',
      what: 'star',
      suggestion: 'GET /files/{path*}',
    })
    expect(refused('GET /files/a*b')).toMatchObject({
      part: 'a*b',
      suggestion: 'GET /files/{path*}',
    })
    expect(refused('GET /files/a*-')).toMatchObject({
      part: 'a*-',
      suggestion: 'GET /files/{path*}',
    })
    // Nothing here: the better answer is that there is no such route.
    expect(refused('GET /nothing/*')).toBe('no-route')
  })
  test('a method that no request has, for which no suggestion is made', () => {
    expect(refused('ANY /all')).toEqual({
      route: 'ANY /all',
      part: 'ANY',
      what: 'method',
      suggestion: undefined,
    })
  })
  test('query and fragment are not looked at, nor what is not a route', () => {
    expect(refused('GET /users/7?next=:id')).toBe('GET /users/{id}')
    expect(refused('GET /users/7#/:id')).toBe('GET /users/{id}')
    expect(refused('GET /users/7')).toBe('GET /users/{id}')
    expect(refused('get /users/:id')).toBe('bad-route')
    expect(refused('x GET /users/:id')).toBe('bad-route')
    expect(refused('GETTER-X /users/:id')).toMatchObject({ part: ':id' })
  })
})
