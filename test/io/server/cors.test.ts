import { describe, expect, test } from 'vitest'
import { load } from '../../support/generators.js'
import { guarding } from './guarding.js'

const { catalog } = load({
  scopes: { read: '', write: '' },
  roles: {},
  routes: {
    'GET /items/{id}': 'read',
    'PUT /items/{id}': 'write',
    'GET /own': 'read',
    'OPTIONS /own': 'write',
    'GET /health': 'public',
  },
})
const guard = guarding()
const OWN = 'Origin: http://localhost:5173'
const ask = async (line: string, headers: string[]) => {
  guard.serve(catalog)
  const { status, headers: all, body } = await guard.get(line, headers)
  const cors = [...all].filter(([name]) => name.startsWith('access-control-') || name === 'vary')
  return { status, body, cors: Object.fromEntries(cors.map(([name, values]) => [name, values[0]])) }
}

describe('a preflight', () => {
  test('of a page of this machine is told that the request may be sent', async () => {
    for (const origin of ['http://localhost:5173', 'http://127.0.0.1', 'https://[::1]:8443']) {
      const names = 'Access-Control-Request-Headers: authorization,content-type'
      const asked = [`Origin: ${origin}`, 'Access-Control-Request-Method: PUT', names]
      expect(await ask('OPTIONS /items/42', asked)).toEqual({
        status: 204,
        body: '',
        cors: {
          vary: 'Origin',
          'access-control-allow-origin': origin,
          'access-control-allow-methods': 'PUT',
          'access-control-allow-headers': 'authorization,content-type',
          'access-control-expose-headers': 'WWW-Authenticate',
        },
      })
    }
  })

  test('of any other page is not, and never gets a wildcard', async () => {
    for (const origin of [
      'https://evil.test',
      'http://localhost.evil.test',
      'http://localhost:80@evil.test',
      'http://127.0.0.1.evil.test',
      'null',
      'http://localhost:5173, https://evil.test',
    ]) {
      const asked = [`Origin: ${origin}`, 'Access-Control-Request-Method: PUT']
      expect(await ask('OPTIONS /items/42', asked)).toEqual({
        status: 204,
        body: '',
        cors: { vary: 'Origin' },
      })
      expect((await ask('GET /health', [`Origin: ${origin}`])).cors).toEqual({ vary: 'Origin' })
    }
  })

  test('names that are not header names are not repeated', async () => {
    const names = 'Access-Control-Request-Headers: a b;c'
    const asked = [OWN, 'Access-Control-Request-Method: PUT', names]
    expect((await ask('OPTIONS /items/42', asked)).cors).not.toHaveProperty(
      'access-control-allow-headers',
    )
  })

  test('is answered only for a route, and not if the catalog guards OPTIONS itself', async () => {
    const put = 'Access-Control-Request-Method: PUT'
    expect((await ask('OPTIONS /nothing', [OWN, put])).status).toBe(404)
    expect((await ask('OPTIONS /items/42', [OWN, put.replace('PUT', 'DELETE')])).status).toBe(404)
    expect((await ask('OPTIONS /own', [OWN, put.replace('PUT', 'GET')])).status).toBe(401)
    // These are not preflights.
    expect((await ask('OPTIONS /items/42', [OWN])).status).toBe(404)
    expect((await ask('OPTIONS /items/42', [put])).status).toBe(404)
    expect((await ask('OPTIONS /items/42', [OWN, put, put])).status).toBe(404)
    expect((await ask('PUT /items/42', [OWN, put])).status).toBe(401)
  })

  test('through a proxy has no answer: the proxy must not ask for it', async () => {
    const asked = ['X-Original-Method: OPTIONS', 'X-Original-URI: /items/42', OWN]
    const put = 'Access-Control-Request-Method: PUT'
    expect((await ask('GET /.scopectl/authorize', [...asked, put])).status).toBe(404)
  })
})

test('a page of this machine may read a refusal with its challenge', async () => {
  const denied = await ask('GET /items/42', [OWN])
  expect(denied).toMatchObject({
    status: 401,
    cors: {
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-expose-headers': 'WWW-Authenticate',
    },
  })
  expect((await ask('GET /items/42', [])).cors).toEqual({})
})
