import { describe, expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { readDocument } from '../../../src/core/openapi/document.js'
import { mergeSecurity } from '../../../src/core/openapi/merge-security.js'
import { toCatalog } from '../../../src/core/openapi/to-catalog.js'
import { sourceOf } from '../../../src/core/source.js'
import { alone, codesOf, importOf, routesOf } from './support.js'

// Several schemes of a document can have one issuer: each token is a token of all of them.

const flow = (host: string, scopes: Record<string, string>, name = 'implicit') => ({
  type: 'oauth2',
  flows: {
    [name]: { authorizationUrl: `${host}/auth`, tokenUrl: `${host}/token`, scopes },
  },
})
const google = 'https://accounts.google.test'

/** The form of Google's documents: one kind of token, two flows. */
const document = (operations: Record<string, unknown>, schemes: Record<string, unknown> = {}) => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths: { '/x': operations },
  components: {
    securitySchemes: {
      Oauth2: flow(google, { read: '', write: 'Write' }),
      Oauth2c: flow(google, { read: 'Read', files: 'Files' }, 'authorizationCode'),
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      ...schemes,
    },
  },
})
const security = (...entries: Record<string, string[]>[]) => ({ security: entries })
const both = ['Oauth2', 'Oauth2c']

describe('import with several schemes', () => {
  test('their scopes add up within an alternative, and equal alternatives become one', () => {
    const value = document({
      get: security({ Oauth2: ['read'], Oauth2c: ['read'] }),
      put: security({ Oauth2: ['read'], Oauth2c: ['write', 'files'] }),
      post: security({ Oauth2: ['read'] }, { Oauth2c: ['read'] }, { key: [] }),
      delete: security({ Oauth2: [], Oauth2c: ['write'], key: [] }),
    })
    expect(routesOf(value, { scheme: both })).toEqual({
      'GET /x': 'read',
      'PUT /x': 'read write files',
      'POST /x': { any: ['read', { scheme: 'key' }] },
      'DELETE /x': { all: ['write', { scheme: 'key' }] },
    })
  })

  test('with one of them, what needs the other is not satisfied by a token', () => {
    const value = document({ get: security({ Oauth2: ['read'], Oauth2c: ['read'] }) })
    const needs = { all: ['read', { scheme: 'Oauth2c', scopes: ['read'] }] }
    expect(routesOf(value)).toEqual({ 'GET /x': needs })
    expect(routesOf(value, { scheme: 'Oauth2' })).toEqual({ 'GET /x': needs })
  })

  test('no scope at all is any token; a name that no catalog can declare is kept with its scheme', () => {
    const value = document({
      get: security({ Oauth2: [], Oauth2c: [] }),
      put: security({ Oauth2: [], Oauth2c: [], key: [] }),
      post: security({ Oauth2: ['read'], Oauth2c: ['a b'] }),
    })
    expect(routesOf(value, { scheme: both })).toEqual({
      'GET /x': 'authenticated',
      'PUT /x': { all: ['authenticated', { scheme: 'key' }] },
      'POST /x': { all: ['read', { scheme: 'Oauth2c', scopes: ['a b'] }] },
    })
  })

  test('the scopes of all are declared, each with the first description that says something', () => {
    const value = document({ get: security({ Oauth2: ['read'] }) })
    const { scopes } = importOf(value, { scheme: both })
    expect(Object.fromEntries(scopes)).toEqual({ read: 'Read', write: 'Write', files: 'Files' })
  })

  test.each([[['Oauth2', 'nope']], [['Oauth2', 'key']]])('%j is refused', (scheme) => {
    expect(() => importOf(document({ get: {} }), { scheme })).toThrow(
      /openapi-(no-scheme|scheme-kind)/,
    )
  })
})

describe('import proposes them', () => {
  const proposed = (value: unknown, scheme?: string[]): unknown =>
    importOf(value, { scheme }).findings.find(({ code }) => code === 'openapi-same-issuer')?.args

  test('if they share a host, in place of the note about the other scheme', () => {
    const value = document({ get: security({ Oauth2: ['read'], Oauth2c: ['read'] }) })
    expect(proposed(value)).toEqual({ schemes: both, routes: ['GET /x'] })
    expect(codesOf(importOf(value))).not.toContain('openapi-scheme-kept')
    expect(proposed(value, both)).toBeUndefined()
  })

  test('if one is never named without the other', () => {
    const schemes = { Oauth2c: flow('https://other.test', { read: '' }) }
    const together = security({ Oauth2: ['read'], Oauth2c: ['read'] })
    expect(proposed(document({ get: together, put: together }, schemes))).toBeDefined()
    const alone = security({ Oauth2: ['read'] })
    expect(proposed(document({ get: together, put: alone }, schemes))).toBeUndefined()
  })

  test('not for relative addresses, and not for keys', () => {
    const schemes = { Oauth2: flow('', { read: '' }), Oauth2c: flow('', { read: '' }) }
    const either = security({ Oauth2: ['read'] }, { Oauth2c: ['read'] })
    expect(proposed(document({ get: either }, schemes))).toBeUndefined()
    expect(proposed(document({ get: security({ Oauth2: ['read'], key: [] }) }))).toBeUndefined()
  })
})

describe('export --merge with several schemes', () => {
  /** The edits for a catalog with these requirements. */
  function edits(value: unknown, routes: Record<string, unknown>): Record<string, unknown> {
    const imported = importOf(value, { scheme: both })
    const form = toCatalog(imported).value
    const scopes = { ...(form['scopes'] as object), extra: 'Extra' }
    const catalog = parseCatalog(sourceOf({ ...form, scopes, routes }))
    if (!catalog.ok) throw new Error(JSON.stringify(catalog.problems))
    const merged = mergeSecurity(catalog.value, readDocument(alone(value)), imported)
    return Object.fromEntries(merged.edits.map((each) => [each.pointer.join('.'), each.value]))
  }

  test('a changed requirement is written to every scheme that the operation named', () => {
    const value = document({
      get: security({ Oauth2: ['read'], Oauth2c: ['read'] }),
      put: security({ Oauth2: ['read'] }, { Oauth2c: ['read'] }),
      post: security({ Oauth2c: ['read'] }, { key: [] }),
    })
    const routes = { 'GET /x': 'write', 'PUT /x': 'files', 'POST /x': 'write', 'HEAD /x': 'read' }
    const { [`components.securitySchemes.Oauth2.flows.implicit.scopes.extra`]: extra, ...rest } =
      edits(value, routes)
    expect(extra).toBe('Extra')
    expect(rest).toEqual({
      'paths./x.get.security': [{ Oauth2: ['write'], Oauth2c: ['write'] }],
      'paths./x.put.security': [{ Oauth2: ['files'] }, { Oauth2c: ['files'] }],
      'paths./x.post.security': [{ Oauth2c: ['write'] }],
      'components.securitySchemes.Oauth2.flows.implicit.scopes.files': 'Files',
      'components.securitySchemes.Oauth2c.flows.authorizationCode.scopes.write': 'Write',
      'components.securitySchemes.Oauth2c.flows.authorizationCode.scopes.extra': 'Extra',
    })
  })

  test('an unchanged requirement is not written, and no scope is copied between schemes', () => {
    const operations = { get: security({ Oauth2: ['read'], Oauth2c: ['read', 'read'] }) }
    const value = document(operations)
    const imported = importOf(value, { scheme: both })
    const catalog = parseCatalog(sourceOf(toCatalog(imported).value))
    if (!catalog.ok) throw new Error(JSON.stringify(catalog.problems))
    expect(mergeSecurity(catalog.value, readDocument(alone(value)), imported).edits).toEqual([])
  })
})
