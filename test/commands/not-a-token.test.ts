import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

// A failed login must never count as a refused token: it is exit 2 wherever the text comes from.

const SECRET_KEY = '0123456789abcdef0123456789abcdef01'
const CATALOG = `token: { algorithm: HS256, key: env:SECRET_KEY }
scopes: { read: Read }
roles: { reader: { scopes: [read] } }
routes: { GET /items: read, GET /health: public }
`
const NOT_TOKENS = {
  null: 'null\n',
  undefined: 'undefined',
  'bearer null': 'Bearer null\n',
  'an error document': '{"error":"invalid_client","error_description":"no. really"}\n',
  'JSON around a token': '{"access_token":"eyJhbGciOiJIUzI1NiJ9.e30.xx"}\n',
  'a JSON string': '"eyJhbGciOiJIUzI1NiJ9.e30.xx"\n',
  'a page': '<html><title>502 Bad Gateway. Sorry.</title></html>\n',
  prose: 'error. try again\n',
  'a reference token': '2YotnFZFEjr1zCsicMWpAA\n',
}
const DAMAGED = 'eyJhbGciOiJIUzI1NiJ9.e30.xx\n'

const suite = (word: string): string =>
  `tests: [{ as: { token: "env:T" }, ${word}: [GET /items] }]\n`
const batch = (expect: string): string =>
  `{"as":{"token":"env:T"},"need":"read","expect":"${expect}"}\n`
const FILES = {
  'scopes.yaml': CATALOG,
  'scopes.test.yaml': suite('unauthorized'),
  'deny.scopes.test.yaml': suite('deny'),
}

async function codeOf(line: string, text: string, args: readonly string[] = []) {
  const cwd = tempDir({ ...FILES, 'token.txt': text })
  const input = args.includes('--batch') ? batch(line) : text
  const env = { SECRET_KEY, T: text }
  const all = args.length > 0 ? [...args] : line.split(' ')
  const { exit, stdout, stderr } = await scopectlHere([...all, '--json'], { cwd, env, input })
  const document = JSON.parse(stdout.split('\n')[0] ?? '')
  return { exit, code: document.problem?.code, said: stdout + stderr }
}

describe.concurrent('text that is not a token: exit 2', () => {
  test.each(Object.entries(NOT_TOKENS))(
    '%s, on stdin, as an argument, in a suite',
    async (_, text) => {
      const expected = { exit: 2, code: 'not-a-token' }
      for (const args of [
        ['check', '--need', 'read', '--expect', '401'],
        ['check', text, '--need', 'read', '--expect', '401'],
        ['test', 'scopes.test.yaml'],
      ]) {
        const { said, ...found } = await codeOf('', text, args)
        expect(found, args[0]).toEqual(expected)
        expect(said).not.toMatch(/2Yotn|eyJ|really/)
      }
      const malformed = ['check', '-', '--need', 'read', '--expect', 'malformed']
      expect(await codeOf('', text, malformed)).toMatchObject({ exit: 0 })
    },
  )

  test.each([
    'check --need read --expect deny',
    'check --route GET_/health --expect 200',
    'check --at-most read',
    'check env:T --need read --expect 401',
    'check file:token.txt --need read --expect 401',
    'check --token env:T --need read --as-server express --expect 401',
    'verify',
    'verify env:T',
    'decode',
    'decode env:T',
    'can env:T',
    'test deny.scopes.test.yaml',
    'test scopes.test.yaml --no-tokens',
  ])('%s', async (line) => {
    const args = line.split(' ').map((word) => word.replace('_', ' '))
    const found = await codeOf(line, 'null\n', args)
    expect(found).toMatchObject({ exit: 2, code: 'not-a-token' })
  })

  test('a line of --batch, unless it expects `malformed`', async () => {
    const args = ['check', '--batch', '-']
    for (const answer of ['401', 'deny', 'unknown-key']) {
      expect(await codeOf(answer, 'null\n', args)).toMatchObject({ exit: 2, code: 'not-a-token' })
    }
    expect(await codeOf('malformed', 'null\n', args)).toMatchObject({ exit: 0 })
  })
})

test('text in the shape of a token is refused with an answer', async () => {
  expect(await codeOf('check --need read --expect 401', DAMAGED)).toMatchObject({ exit: 0 })
  expect(await codeOf('check --need read', 'a.b.c')).toMatchObject({ exit: 3 })
  expect(await codeOf('verify', 'a.b.c.d.e')).toMatchObject({ exit: 3 })
  expect(await codeOf('decode', 'a.b.c')).toMatchObject({ exit: 3 })
  expect(await codeOf('test', DAMAGED, ['test', 'scopes.test.yaml'])).toMatchObject({ exit: 0 })
})

test('over HTTP it is a refused token, as in every API', async () => {
  const server = await serving(tempDir(FILES), ['--port', '0'], { SECRET_KEY })
  for (const token of ['null', 'undefined', '2YotnFZFEjr1zCsicMWpAA']) {
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`${server.url}/items`, { headers })).status).toBe(401)
    const asked = { ...headers, 'x-forwarded-method': 'GET', 'x-forwarded-uri': '/items' }
    expect((await fetch(`${server.url}/.scopectl/authorize`, { headers: asked })).status).toBe(401)
  }
})

test('a literal in a suite is refused at its location; an empty variable is a missing token, not a bad key', async () => {
  const files = { ...FILES, 'scopes.test.yaml': suite('unauthorized').replace('env:T', 'null') }
  const cwd = tempDir(files)
  const written = await scopectlHere(['test', 'scopes.test.yaml'], { cwd, env: { SECRET_KEY } })
  expect(written.exit).toBe(2)
  expect(written.stderr).toContain('error[not-a-token]: `token` is `null`, not a token')
  expect(written.stderr).toContain('scopes.test.yaml:1:24')
  for (const args of [
    ['check', 'env:T', '--need', 'read', '--expect', '401'],
    ['decode', 'env:T'],
  ]) {
    expect(await codeOf('', '', args)).toMatchObject({ exit: 2, code: 'token-blank' })
  }
})
