import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { api, folder, holds } from '../support/probe-world.js'
import { scopectl } from '../support/scopectl.js'

interface Received {
  readonly method: string
  readonly url: string
  readonly type: string | undefined
  readonly body: string
  readonly headers: string
}

/** An API that keeps what it got, and answers 2xx to whoever has the scope. */
async function recorder() {
  const received: Received[] = []
  const url = await api((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      const type = headers['content-type']
      received.push({ method, url: path, type, body, headers: JSON.stringify(headers) })
      const isRead = method === 'GET' || method === 'HEAD'
      const isAllowed = holds(request, isRead ? 'read' : 'write')
      const status = isAllowed ? 200 : headers.authorization?.includes('.') ? 403 : 401
      response.writeHead(status, { 'www-authenticate': 'Bearer' })
      response.end(isAllowed ? '{"a resource":1}' : '')
    })
  })
  return { url, received }
}

const catalog = (routes: string): string => `token: { scope_claim: scope }
scopes: { read: Read, write: Write }
routes:
${routes}`

async function run(routes: string, files: Readonly<Record<string, string>>, ...flags: string[]) {
  const { url, received } = await recorder()
  const cwd = folder(catalog(routes))
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(cwd, name), text.replaceAll('$URL', url))
  const methods = ['POST', 'PUT'].filter((method) => routes.includes(method))
  const writes = methods.length === 0 ? [] : ['--methods', methods.join(), '--allow-writes']
  const { stdout } = await scopectl(['probe', url, '--json', ...writes, ...flags], { cwd })
  const document = JSON.parse(stdout)
  const of = (method: string) => received.filter((each) => each.method === method)
  const paths = (method: string) => [...new Set(of(method).map(({ url: path }) => path))]
  return { document, received, stdout, of, paths }
}

const har = (...entries: object[]): string =>
  JSON.stringify({
    log: {
      version: '1.2',
      entries: entries.map((each) => ({ response: { status: 200 }, ...each })),
    },
  })
const entry = (method: string, url: string, more: object = {}, status = 200): object => ({
  request: { method, url, ...more },
  response: { status },
})
const posted = (text: string, mimeType = 'application/json') => ({ postData: { mimeType, text } })

test('the catalog says what query and body are sent, with every credential', async () => {
  const routes = `  GET /a: { needs: read, query: { page: 1, q: "x y" } }
  POST /b: { needs: write, body: { name: [1, null] } }
  PUT /b: { needs: write, body: '{"as": "it is"}' }
`
  const { of, paths } = await run(routes, {})
  expect(paths('GET')).toContain('/a?page=1&q=x+y')
  const posts = of('POST').filter(({ url }) => url === '/b')
  expect(posts.length).toBeGreaterThan(10)
  expect([...new Set(posts.map(({ type, body }) => `${type} ${body}`))]).toEqual([
    'application/json {"name":[1,null]}',
  ])
  expect([...new Set(of('PUT').map(({ body }) => body))]).toEqual(['{"as": "it is"}'])
  // A method override header needs no body.
  expect([...new Set(of('GET').map(({ body }) => body))]).toEqual([''])
})

describe('a recording', () => {
  const routes = `  GET /users/{id}/files/{path*}: read
  POST /users/{id}: write
  GET /other/{id}: read
`
  const secret = {
    headers: [{ name: 'Authorization', value: 'Bearer recorded-secret' }],
    cookies: [{ name: 'sid', value: 'recorded-secret' }],
  }

  test('gives parameters, query and body of the first entry that worked; no header is replayed', async () => {
    const log = har(
      entry('GET', '$URL/users/1/files/gone', {}, 404),
      entry('GET', 'https://cdn.example.test/users/2/files/x'),
      entry('GET', '$URL/users/3/files/a/b%20c?v=1&access_token=recorded-secret&sig=2', secret),
      entry('POST', '$URL/users/4', { ...posted('{"password":"hunter2"}'), ...secret }),
      entry('GET', '$URL/other/..%2f5'),
    )
    const { of, paths, received, stdout, document } = await run(
      routes,
      { 'a.har': log },
      '--har',
      'a.har',
    )
    expect(paths('GET')).toContain('/users/3/files/a/b%20c?v=1&sig=2')
    expect(paths('POST')).toContain('/users/4')
    expect(of('POST').find(({ url }) => url === '/users/4')?.body).toBe('{"password":"hunter2"}')
    expect(received.filter(({ headers }) => /recorded-secret|cookie/.test(headers))).toEqual([])
    expect(stdout).not.toMatch(/hunter2|recorded-secret/)
    expect(document.not_probed).toMatchObject([{ route: 'GET /other/{id}', why: 'parameters' }])
  })

  test('of another host is used where the origin has none, below the path of the URL', async () => {
    const log = har(entry('GET', 'https://staging.test/users/7/files/'))
    const { paths } = await run(routes, { 'a.har': log }, '--har', 'a.har')
    expect(paths('GET')).toContain('/users/7/files/')
  })

  test('that has nothing for the catalog is reported', async () => {
    const log = har(entry('GET', '$URL/unknown'))
    const { document } = await run('  GET /a: read\n', { 'a.har': log }, '--har', 'a.har')
    expect(document.notes.map(({ code }: { code: string }) => code)).toContain('probe-no-sample')
  })
})

describe('an OpenAPI document', () => {
  const routes = `  GET /users/{user_id}: read
  POST /users/{user_id}: write
  PUT /form: write
  GET /plain/{id}: read
`
  const openapi = JSON.stringify({
    openapi: '3.1.0',
    paths: {
      '/users/{uid}': {
        parameters: [{ $ref: '#/components/parameters/Uid' }],
        get: {
          parameters: [
            { name: 'page', in: 'query', required: true, example: 2 },
            { name: 'size', in: 'query', example: 50 },
          ],
        },
        post: {
          requestBody: {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/New' } } },
          },
        },
      },
      '/form': {
        put: {
          requestBody: {
            content: {
              'application/x-www-form-urlencoded': { example: { a: 'x y', b: 1 } },
            },
          },
        },
      },
      '/plain/{id}': {
        get: {
          parameters: [
            { name: 'id', in: 'path', schema: { type: 'integer', default: 1, enum: [1] } },
          ],
        },
      },
    },
    components: {
      parameters: {
        Uid: { name: 'uid', in: 'path', required: true, examples: { one: { value: 42 } } },
      },
      schemas: {
        New: {
          required: ['name', 'address'],
          properties: {
            name: { examples: ['Ann'] },
            address: { example: { city: 'Bonn' } },
            more: { type: 'string' },
          },
        },
      },
    },
  })

  test('gives its examples, and nothing that is not one', async () => {
    const { of, paths, document } = await run(routes, { 'o.json': openapi }, '--openapi', 'o.json')
    expect(paths('GET')).toContain('/users/42?page=2')
    const bodyOf = (method: string, path: string) =>
      of(method).find(({ url }) => url === path && method !== 'GET')
    expect(bodyOf('POST', '/users/42')?.body).toBe('{"name":"Ann","address":{"city":"Bonn"}}')
    expect(bodyOf('PUT', '/form')).toMatchObject({
      type: 'application/x-www-form-urlencoded',
      body: 'a=x+y&b=1',
    })
    expect(document.not_probed).toMatchObject([{ route: 'GET /plain/{id}', why: 'parameters' }])
  })

  test('comes after --param, the catalog and a recording', async () => {
    const files = { 'o.json': openapi, 'a.har': har(entry('GET', '$URL/users/9')) }
    const flags = ['--openapi', 'o.json', '--har', 'a.har']
    const first = async (routes: string, ...more: string[]) =>
      (await run(routes, files, ...flags, ...more)).paths('GET')[0]
    const GET = '  GET /users/{user_id}: '
    expect(await first(`${GET}read\n`)).toBe('/users/9?page=2')
    const own = `${GET}{ needs: read, params: { user_id: 8 } }\n`
    expect(await first(own)).toBe('/users/8?page=2')
    expect(await first(own, '--param', 'user_id=7')).toBe('/users/7?page=2')
  })
})
