import { describe, expect, test } from 'vitest'
import { codesOf, importOf, oauth, routesOf } from './support.js'

const needs = (...scopes: string[]) => ({ security: [{ oauth: scopes }] })
const document = (paths: unknown, openapi = '3.2.0') => ({
  openapi,
  paths,
  components: { securitySchemes: { oauth: oauth({ read: '', write: '' }) } },
})

describe('OpenAPI 3.2', () => {
  const item = { query: needs('read'), additionalOperations: { COPY: needs('write') } }
  test('query and additionalOperations are operations', () => {
    const paths = { '/x': { get: needs(), ...item } }
    expect(routesOf(document(paths))).toEqual({
      'GET /x': 'authenticated',
      'QUERY /x': 'read',
      'COPY /x': 'write',
    })
    expect(importOf(document(paths)).routes.map(({ pointer }) => pointer)).toEqual([
      ['paths', '/x', 'get'],
      ['paths', '/x', 'query'],
      ['paths', '/x', 'additionalOperations', 'COPY'],
    ])
  })
  test('behind a reference; a broken one leaves query undecided too', () => {
    const paths = { '/x': { $ref: '#/components/pathItems/x' }, '/y': { $ref: '#/no' } }
    const whole = document(paths)
    const routes = routesOf({
      ...whole,
      components: { ...whole.components, pathItems: { x: item } },
    })
    expect(routes).toMatchObject({
      'QUERY /x': 'read',
      'COPY /x': 'write',
      'QUERY /y': 'undecided',
    })
  })
  test.each(['copy', 'GET', 'QUERY', 'A B', ''])(
    '%j in additionalOperations is reported',
    (name) => {
      const imported = importOf(
        document({ '/x': { get: needs('read'), additionalOperations: { [name]: needs() } } }),
      )
      expect(imported.routes.map((route) => route.name)).toEqual(['GET /x'])
      expect(codesOf(imported)).toContain('openapi-unknown-method')
    },
  )
  test.each(['3.0.3', '3.1.1'])('%s has neither', (version) => {
    const imported = importOf(document({ '/x': { get: needs('read'), ...item } }, version))
    expect(imported.routes.map(({ name }) => name)).toEqual(['GET /x'])
    expect(codesOf(imported).filter((code) => code === 'openapi-unknown-method')).toHaveLength(2)
  })
  test.each(['3.3.0', '3.20', '4.0.0', '3.2.'])('%s is not known', (version) => {
    expect(() => importOf(document({ '/x': { get: {} } }, version))).toThrow('openapi-version')
  })
})

describe('OAS9: parameters of RFC 6570 that match other paths', () => {
  test.each([
    '/x/{;id}',
    '/x{;id}',
    '/x/{&id}',
    '/x{.id}',
    '/x/{.id}',
    '/x{;id*}',
    '/x/{!id}',
    '/x/{|id}',
    '/x/{,id}',
  ])('%s is left out', (path) => {
    const imported = importOf(document({ [path]: { get: needs('read') }, '/y': { get: needs() } }))
    expect(imported.routes.map(({ name }) => name)).toEqual(['GET /y'])
    expect(codesOf(imported)).toContain('openapi-refused-path')
    expect(imported.census).toEqual({
      operations: 2,
      scoped: 0,
      authenticated: 1,
      public: 0,
      undecided: 0,
      other: 0,
      left_out: 1,
    })
  })
})

describe('scopes named like keywords', () => {
  test('are written in the long form', () => {
    const components = {
      securitySchemes: { oauth: oauth({ public: '', authenticated: '', read: '' }) },
    }
    const paths = {
      '/a': { get: needs('public') },
      '/b': { get: { security: [{ oauth: ['authenticated'] }, { oauth: ['read'] }] } },
    }
    expect(routesOf({ openapi: '3.1.0', paths, components })).toEqual({
      'GET /a': { all: ['public'] },
      'GET /b': { any: [{ all: ['authenticated'] }, 'read'] },
    })
  })
})
