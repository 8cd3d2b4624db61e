import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../src/commands/index.js'
import type { Key } from '../../src/core/token/model.js'
import { makeKey } from '../../src/io/make-key.js'
import { catalog, lines, SCOPES, signed } from '../support/one-run-world.js'
import { scopectl } from '../support/scopectl.js'
import { serving } from '../support/serving.js'
import { canSpy, spy } from '../support/spied.js'
import { tempDir } from '../support/temp-dir.js'

// Every command opens the --env file once per run, even if nothing in it is needed.

/** A command line for each command, in a folder that has what it needs; TOKEN is replaced by a token. */
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
  graph: '',
  test: '',
  lock: '',
  prove: 'nobody holds read',
  diff: 'scopes.yaml scopes.yaml',
  lint: '',
  'import openapi': 'openapi.json',
  'import permissions': 'permissions.json',
  'import entra': 'manifest.json',
  'import auth0': 'tenant.yaml',
  'import keycloak': 'realm.json',
  'export openapi': '',
  'export opa': 'opa -c es/scopes.yaml',
  'export envoy': 'envoy -c text/scopes.yaml',
  'export cerbos': 'cerbos -c es/scopes.yaml',
  'export cedar': 'cedar -c es/scopes.yaml',
  'export istio': 'istio -c text/scopes.yaml',
  'export oathkeeper': 'oathkeeper -c url/scopes.yaml --accept-wider',
  'export aws': 'aws -c url/scopes.yaml --accept-wider',
  drift: 'openapi.json',
  serve: '',
  'server learn': 'URL/items --user alice --with-configured-key -o server.yaml',
  probe: 'http://127.0.0.1:9 --dry-run',
  replay: 'access.log',
  'keys new': '-o new.json',
  'keys list': '',
  'keys rotate': '-c ring/scopes.yaml',
  'keys remove': '-c ring/scopes.yaml -- KID',
  'keys jwks': '-c es/scopes.yaml',
}

describe.skipIf(!canSpy)('the --env file is opened once by', () => {
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
      'access.log': '{"method":"GET","path":"/items","user":null}\n',
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
      'tenant.yaml': 'resourceServers: [{identifier: a, scopes: [{value: read}]}]\n',
      'realm.json': '{"realm":"acme","roles":{"realm":[{"name":"editor"}]}}',
      'permissions.json': JSON.stringify({
        permissions: {
          read: {
            schemes: { Work: {} },
            pathSets: [{ schemeKeys: ['Work'], methods: ['GET'], paths: { '/items': '' } }],
          },
        },
      }),
      'manifest.json': '{"api":{"oauth2PermissionScopes":[{"value":"read"}]}}',
      'vars.env': `KEY=${SECRET}\nT=${token}\nES='${JSON.stringify(es.jwk)}'\n`,
      'ring/scopes.yaml': SCOPES,
      'es/scopes.yaml': catalog('env:ES'),
      'text/scopes.yaml': catalog('env:ES').replace(
        'token: {',
        'token: { scope_claim: scope, scope_format: string,',
      ),
      'url/scopes.yaml': `token: { issuer: https://idp.test, audience: api, key: https://idp.test/jwks, algorithm: RS256, scope_claim: scope, scope_format: string }\nscopes: { read: Read }\nroutes: { GET /items: read }\n`,
    })
    mkdirSync(join(cwd, 'new'))
    return { cwd, token, vars: join(cwd, 'vars.env') }
  }

  test('the list has every command with --env', async () => {
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
    const api = line.includes('URL')
      ? await serving(cwd, ['--port', '0', '--env', vars])
      : undefined
    const placed = { TOKEN: token, KID: kid, URL: api?.url ?? '' }
    const args = line
      .split(' ')
      .map((word) => word.replace(/TOKEN|KID|URL/, (name) => placed[name as keyof typeof placed]))
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

test('a reload of serve opens the --env file again', async () => {
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
