import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/index.js'
import { thumbprint } from '../../src/core/token/key-rules.js'
import type { Key } from '../../src/core/token/model.js'
import { sign } from '../../src/core/token/sign.js'
import { makeKey } from '../../src/io/make-key.js'
import { scopectl } from '../support/scopectl.js'
import { serving } from '../support/serving.js'
import { canSpy, spy } from '../support/spied.js'
import { tempDir } from '../support/temp-dir.js'
import { listening } from '../support/tls-world.js'

// A run loads what it rests on once, however many questions it answers.

const ISSUER = 'https://idp.test'
const SCOPES = 'scopes: { read: Read, write: Write }\n'
const ROLES = 'roles: { reader: { default: true, scopes: [read] }, editor: { scopes: [write] } }\n'
const ROUTES = 'routes: { GET /items: read, POST /items: write }\n'
const catalog = (key: string, algorithm = 'ES256'): string =>
  `token: { issuer: ${ISSUER}, audience: api, algorithm: ${algorithm}, key: "${key}" }\n${SCOPES}${ROLES}${ROUTES}`

const lines = (count: number, line: (i: number) => unknown): string =>
  Array.from({ length: count }, (_, i) => `${JSON.stringify(line(i))}\n`).join('')

/** A key server that counts how often it is asked. */
async function keyServer(respond: RequestListener) {
  const seen = { requests: 0, url: '' }
  const port = await listening(
    createServer((request, response) => {
      seen.requests++
      respond(request, response)
    }),
  )
  seen.url = `http://127.0.0.1:${port}/jwks`
  return seen
}

async function signed(key: Key, scope: string): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const times = { iat: now, exp: now + 900, jti: 'a' }
  return sign({}, { iss: ISSUER, sub: 'alice', aud: 'api', scope, ...times }, key)
}

async function idp() {
  const key = await makeKey('ES256')
  const { d: _, ...jwk } = key.jwk
  const kid = await thumbprint(key.jwk)
  const server = await keyServer((_request, response) => {
    response.end(JSON.stringify({ keys: [{ ...jwk, kid }] }))
  })
  return { server, token: await signed(key, 'read'), other: await signed(key, 'read write') }
}

describe.concurrent('keys behind a URL', () => {
  test('are fetched once for 1,000 lines of a batch', async () => {
    const { server, token, other } = await idp()
    const cwd = tempDir({ 'scopes.yaml': catalog(server.url) })
    const input = lines(1000, (i) => ({
      as: { token: i % 2 === 0 ? token : other },
      route: 'POST /items',
      expect: i % 2 === 0 ? 403 : 200,
    }))
    const run = await scopectl(['check', '--batch', '-'], { cwd, input })
    expect(run.stdout).toMatch(/^1000 passed, 0 failed$/m)
    expect(run.exit).toBe(0)
    expect(server.requests).toBe(1)
  })

  test('are fetched once where that fails, and no line is answered', async () => {
    const server = await keyServer((_request, response) => response.writeHead(500).end())
    const { token } = await idp()
    const cwd = tempDir({ 'scopes.yaml': catalog(server.url) })
    const input = lines(20, () => ({ as: { token }, need: 'read', expect: 401 }))
    const run = await scopectl(['check', '--batch', '-', '--json'], { cwd, input })
    const documents = run.stdout.trim().split('\n')
    expect(documents).toHaveLength(20)
    for (const each of documents) {
      const { exit, decision, problem } = JSON.parse(each)
      expect([exit, decision, problem.code]).toEqual([2, null, 'key-url-status'])
    }
    expect(run.exit).toBe(2)
    expect(server.requests).toBe(1)
  })

  test('are fetched once for all suites, with all their tokens', async () => {
    const { server, token, other } = await idp()
    const suite = (as: string) =>
      `subjects: { a: { token: "${token}" }, b: { token: "env:OTHER" } }\n` +
      `tests:\n  - { as: ${as}, allow: [GET /items] }\n`
    const cwd = tempDir({
      'scopes.yaml': catalog(server.url),
      'scopes.test.yaml': suite('[a, b]'),
      'more.scopes.test.yaml': `${suite('a')}users: { alice: {} }\n`,
      'own.scopes.test.yaml': suite('b'),
    })
    const run = await scopectl(['test'], { cwd, env: { OTHER: other } })
    expect(run.stderr).toMatch(/^4 passed/)
    expect(run.exit).toBe(0)
    expect(server.requests).toBe(1)
  })

  test('are fetched once by verify, can, check and keys', async () => {
    const { server, token } = await idp()
    const cwd = tempDir({ 'scopes.yaml': catalog(server.url) })
    const runs = [
      ['verify', token],
      ['can', token],
      ['check', token, '--need', 'read', '--at-most', 'read', '--explain'],
      ['keys', 'list'],
      ['keys', 'jwks'],
      ['verify', token, '--key', server.url, '--issuer', ISSUER, '--audience', 'api'],
    ]
    for (const [i, args] of runs.entries()) {
      const { exit, stderr } = await scopectl(args, { cwd })
      expect([exit, stderr], args.join(' ')).toEqual([0, ''])
      expect(server.requests, args.join(' ')).toBe(i + 1)
    }
  })
})

describe.skipIf(!canSpy)('keys made for one run', () => {
  const flawed = lines(50, (i) => ({
    as: { user: 'alice', flaw: i % 2 === 0 ? 'expired' : 'wrong-key' },
    need: 'read',
    expect: 401,
  }))
  const suite = (name: string) =>
    `tests:\n  - { name: ${name}, as: { user: alice, flaw: expired }, unauthorized: [GET /items] }\n` +
    '  - { as: { user: alice, flaw: wrong-key }, deny: [GET /items, POST /items] }\n'
  const files = {
    'scopes.yaml': catalog('env:KEY'),
    'users.yaml': 'users: { alice: {} }\n',
    'batch.jsonl': flawed,
    'scopes.test.yaml': suite('a'),
    'b.scopes.test.yaml': suite('b'),
  }

  test.each([
    ['a batch of 50 flawed tokens', ['check', '--batch', 'batch.jsonl'], /^50 passed, 0 failed$/m],
    ['two suites of flawed tokens', ['test'], /^6 passed/m],
  ])('%s takes two key pairs', async (_, args, passed) => {
    const cwd = tempDir(files)
    const { env, noted } = spy()
    const run = await scopectl(args, { cwd, env })
    expect(run.exit).toBe(0)
    expect(run.stdout + run.stderr).toMatch(passed)
    expect(noted('key ec')).toBe(2)
  })
})

/** A line for each command, in a folder that has what it needs; TOKEN stands for a token. */
const RUNS: Readonly<Record<string, string>> = {
  init: '--yes -c new/scopes.yaml',
  token: '--user alice',
  decode: 'TOKEN',
  verify: 'TOKEN',
  check: '--batch batch.jsonl',
  can: 'env:T',
  'who-can': '--need read',
  'users list': '',
  'users convert': '',
  'users passwd': 'alice --stdin',
  matrix: '',
  test: '',
  lock: '',
  diff: 'scopes.yaml scopes.yaml',
  lint: '',
  'import openapi': 'openapi.json',
  'export openapi': '',
  drift: 'openapi.json',
  serve: '',
  'keys new': '-o new.json',
  'keys list': '',
  'keys rotate': '-c ring/scopes.yaml',
  'keys remove': '-c ring/scopes.yaml -- KID',
  'keys jwks': '-c es/scopes.yaml',
}

describe.skipIf(!canSpy)('the file of --env is opened once by', () => {
  const SECRET = '0123456789abcdef0123456789abcdef01'
  const secret: Key = {
    kid: undefined,
    algorithm: 'HS256',
    jwk: { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') },
  }

  async function world() {
    const token = await signed(secret, 'read')
    const es = await makeKey('ES256')
    const cwd = tempDir({
      'scopes.yaml': catalog('env:KEY', 'HS256'),
      'users.yaml': 'users: { alice: {} }\n',
      'batch.jsonl': lines(5, (i) => ({ as: { token: i < 4 ? 'env:T' : token }, need: 'read' })),
      'scopes.test.yaml':
        'tests: [{ as: [{ user: alice }, { token: "env:T" }], allow: [GET /items] }]\n',
      'b.scopes.test.yaml': 'tests: [{ as: { token: "env:T" }, allow: [GET /items] }]\n',
      'openapi.json': JSON.stringify({
        openapi: '3.1.0',
        info: { title: 't', version: '1' },
        paths: { '/items': { get: { security: [{ oauth: ['read'] }], responses: {} } } },
        components: {
          securitySchemes: {
            oauth: {
              type: 'oauth2',
              flows: { clientCredentials: { tokenUrl: '/t', scopes: { read: 'Read' } } },
            },
          },
        },
      }),
      'vars.env': `KEY=${SECRET}\nT=${token}\nES='${JSON.stringify(es.jwk)}'\n`,
      'ring/scopes.yaml': SCOPES,
      'es/scopes.yaml': catalog('env:ES'),
    })
    mkdirSync(join(cwd, 'new'))
    return { cwd, token, vars: join(cwd, 'vars.env') }
  }

  test('the list has every command that takes --env', async () => {
    const names: string[] = []
    for (const { name, load } of COMMANDS) {
      const { command } = await load()
      const flags = command
        .define(new Command(name), ['text', 'json'])
        .options.map(({ long }) => long)
      if (flags.includes('--env')) names.push(name)
    }
    expect(names.sort()).toEqual(Object.keys(RUNS).sort())
  })

  test.each(Object.entries(RUNS))('%s', async (name, line) => {
    const { cwd, token, vars } = await world()
    let kid = ''
    if (line.includes('ring/')) {
      await scopectl(['keys', 'new', '-c', 'ring/scopes.yaml'], { cwd })
      const made = await scopectl(['keys', 'rotate', '-c', 'ring/scopes.yaml', '--json'], { cwd })
      kid = JSON.parse(made.stdout).keys[0].kid
    }
    const args = line.split(' ').map((word) => word.replace('TOKEN', token).replace('KID', kid))
    const all = [...name.split(' '), '--env', vars, ...args.filter(Boolean)]
    const { env, noted } = spy()
    if (name === 'serve') {
      const server = await serving(cwd, ['--port', '0', '--env', vars], env)
      expect(await server.stop()).toBe(0)
    } else {
      const run = await scopectl(all, { cwd, env, input: 'password\n' })
      expect([0, 5], `${run.stdout}${run.stderr}`).toContain(run.exit)
    }
    expect(noted(`open ${vars}`)).toBe(1)
  })

  test.each(['check', 'lint', 'import openapi'])('%s, which fails without it', async (name) => {
    const { cwd } = await world()
    const all = [...name.split(' '), '--env', 'missing.env', ...(RUNS[name] ?? '').split(' ')]
    const run = await scopectl([...all.filter(Boolean), '--json'], { cwd })
    expect(run.exit).toBe(2)
    expect(JSON.parse(run.stdout).problem.code).toBe('file-missing')
  })

  test.each(['decode', 'drift', 'export openapi'])(
    '%s, which needs no users, fails without the file of --users-file',
    async (name) => {
      const { cwd, token } = await world()
      const args = (RUNS[name] ?? '').replace('TOKEN', token).split(' ')
      const all = [...name.split(' '), '--users-file', 'missing.yaml', ...args]
      const run = await scopectl([...all.filter(Boolean), '--json'], { cwd })
      expect(run.exit).toBe(2)
      expect(JSON.parse(run.stdout).problem.code).toBe('file-missing')
    },
  )
})

test('a reload of serve opens the file of --env again', async () => {
  const cwd = tempDir({
    'scopes.yaml': catalog('env:KEY', 'HS256'),
    'vars.env': 'KEY=0123456789abcdef0123456789abcdef01\n',
  })
  const server = await serving(cwd, ['--port', '0', '--env', 'vars.env'])
  const before = await fetch(`${server.url}/items`)
  expect(before.status).toBe(401)
  writeFileSync(join(cwd, 'vars.env'), 'KEY=another0another0another0another0an\n')
  writeFileSync(join(cwd, 'scopes.yaml'), `${catalog('env:KEY', 'HS256')}# edited\n`)
  await server.line(({ event }) => event === 'reloaded')
  const key: Key = {
    kid: undefined,
    algorithm: 'HS256',
    jwk: {
      kty: 'oct',
      k: Buffer.from('another0another0another0another0an').toString('base64url'),
    },
  }
  const headers = { authorization: `Bearer ${await signed(key, 'read')}` }
  expect((await fetch(`${server.url}/items`, { headers })).status).toBe(200)
})
