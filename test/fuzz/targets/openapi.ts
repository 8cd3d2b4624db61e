import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, parse, placeFor } from '../place.js'
import { target } from '../target.js'
import { editedTree } from '../trees.js'

const flow = { authorizationUrl: '/a', tokenUrl: '/t', scopes: { read: 'Read', write: 'Write' } }
export const V3 = {
  openapi: '3.1.0',
  info: { title: 'Items', version: '1' },
  servers: [{ url: 'https://api.example.com/v1' }],
  security: [{ oauth: ['read'] }],
  components: {
    securitySchemes: {
      oauth: { type: 'oauth2', flows: { clientCredentials: flow, authorizationCode: flow } },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    },
    parameters: {
      id: { name: 'id', in: 'path', required: true, schema: { type: 'string', example: 'x' } },
    },
  },
  paths: {
    '/items': {
      get: { summary: 'Lists', responses: {} },
      post: { security: [{ oauth: ['read', 'write'] }, { key: [] }] },
    },
    '/items/{id}': {
      parameters: [{ $ref: '#/components/parameters/id' }],
      get: { security: [{ oauth: [] }] },
    },
    '/open': { get: { security: [] }, head: { security: [{}, { oauth: ['read'] }] } },
  },
}
export const V2 = {
  swagger: '2.0',
  info: { title: 'Items', version: '1' },
  basePath: '/v1',
  securityDefinitions: {
    oauth: { type: 'oauth2', flow: 'application', tokenUrl: '/t', scopes: { read: 'Read' } },
  },
  paths: { '/items': { get: { security: [{ oauth: ['read'] }] }, put: {} } },
}
const place = placeFor({})
const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

/** Whether the text itself leaves an operation open: its own list or the document's is empty or has an empty entry. */
function isOpen(document: Record<string, unknown>, method: string, template: string): boolean {
  const items = Object.entries(Object(document['paths'])).filter(([path]) =>
    template.endsWith(path.replace(/\/$/, '')),
  )
  return items.some(([, item]) =>
    METHODS.filter((each) => each === method.toLowerCase()).some((each) => {
      const operation = Object(Object(item)[each])
      const stated = Object.hasOwn(operation, 'security')
        ? operation.security
        : document['security']
      if (!Array.isArray(stated)) return false
      return stated.length === 0 || stated.some((entry) => Object.keys(Object(entry)).length === 0)
    }),
  )
}

/** What is imported loads, agrees with its document, and is public only where the text of the document says so. */
export const openapi = target<string>({
  name: 'openapi',
  weight: 2,
  inputs: fc.oneof(
    editedTree([V3, V2], {
      values: [
        [{ oauth: ['read'] }],
        [{ key: [] }],
        [],
        { $ref: '#/paths/~1items' },
        '3.0.3',
        { get: {} },
      ],
    }),
    edited(
      [JSON.stringify(V3, null, 1), JSON.stringify(V2, null, 1)],
      ['"security":[]', '"$ref":"#/x"', 'oauth2', '/{a}/{b}', '~1', '~0'],
    ),
  ),
  controls: [JSON.stringify(V3), JSON.stringify(V2)],
  async check(text) {
    const cwd = place({ 'api.yaml': text })
    const run = (...args: string[]) => ask(args, { cwd, env: ENV })
    rmSync(join(cwd, 'new.yaml'), { force: true })
    const json = await run('import', 'openapi', 'api.yaml', '--json')
    const { exit } = await run('import', 'openapi', 'api.yaml', '-o', 'new.yaml')
    if (exit !== 0) {
      expect(exit).toBe(2)
      return 'refused'
    }
    expect(json.exit).toBe(0)
    const { routes } = parse(readFileSync(join(cwd, 'new.yaml'), 'utf8')) as {
      routes?: Record<string, unknown>
    }
    const document = Object(parse(text)) as Record<string, unknown>
    for (const [name, route] of Object.entries(routes ?? {})) {
      const needs = Object.hasOwn(Object(route), 'needs') ? Object(route).needs : route
      const [method = '', template = ''] = name.split(' ')
      if (needs === 'public' && !text.includes('$ref": "#/paths'))
        expect(isOpen(document, method, template), name).toBe(true)
    }
    expect([0, 5]).toContain((await run('lint', '-c', 'new.yaml', '-q')).exit)
    expect([0, 5]).toContain((await run('drift', 'api.yaml', '-c', 'new.yaml', '-q')).exit)
    expect((await run('import', 'openapi', 'api.yaml', '-o', 'new.yaml', '-q')).exit).toBe(0)
    return 'accepted'
  },
})
