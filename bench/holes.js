/**
 * node bench/holes.js: how many of the seeded holes (test/interop/servers/holes.py) are found by scopectl, overstep and
 * authztrace. The others get a token for each role and the same table of who may call what. A hole counts as found if
 * the tool fails on it: what it says is not judged, except for scopectl in test/interop/probe-holes.interop.ts.
 *
 * Installs fastapi, uvicorn, pyjwt, cryptography, overstep and authztrace into a temporary folder, with pip.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

process.chdir(join(import.meta.dirname, '..'))
const { NODE_EXTRA_CA_CERTS: _, ...ENV } = process.env
const cwd = mkdtempSync(join(tmpdir(), 'scopectl-holes-'))
process.on('exit', () => rmSync(cwd, { recursive: true, force: true }))

const HOLES = [
  ...['no-check GET /me', 'no-check POST /items/', 'router', 'get-only', 'any-text', 'any-token'],
  ...[
    'signature',
    'alg-none',
    'key-confusion',
    'exp',
    'nbf',
    'aud',
    'iss',
    'substring',
    'contains',
  ],
  ...['prefix', 'below', 'ignores-case', 'wildcard', 'any-of-all', 'no-claim', 'falsy-claim'],
  ...['wrong-type', 'other-claim', 'implied', 'superuser *', 'superuser root'],
  ...['first-alternative', 'last-alternative', 'head', 'slash', 'case', 'override'],
  ...['override-write', 'cache', 'leak', 'hidden', 'not-401', 'not-403', 'no-challenge'],
  ...['wrong-challenge', 'union'],
]

const ROUTES = {
  'GET /health': [],
  'GET /me': [[]],
  'GET /items/': [['read']],
  'POST /items/': [['write']],
  'GET /reports': [['reports:read', 'reports:export']],
  'GET /settings': [['admin']],
  'GET /users/': [['users:read']],
  'GET /users/{id}': [['users:read'], ['admin']],
  'DELETE /users/{id}': [['users:delete', 'users:read'], ['admin']],
}
const ROLES = {
  reader: ['read'],
  editor: ['read', 'write'],
  support: ['users:read', 'reports:read'],
  auditor: ['reports:read', 'reports:export'],
  deleter: ['users:read', 'users:delete'],
  admin: ['admin', 'users:read', 'users:delete'],
}
const SCOPES = [...new Set(Object.values(ROLES).flat())]
const levelOf = (any) =>
  any.length === 0
    ? 'public'
    : any[0].length === 0
      ? 'authenticated'
      : { any: any.map((all) => all.join(' ')) }
const entries = Object.entries(ROUTES).map(([name, any]) => [name, ...name.split(' '), any])
const allows = (any, role) =>
  any.length === 0 || any.some((names) => names.every((name) => ROLES[role]?.includes(name)))

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'first', alg: 'RS256' }
const catalog = {
  token: {
    ...{ algorithm: 'RS256', key: 'file:key.jwk', issuer: 'https://idp.test', audience: 'api' },
    ...{ scope_claim: 'scope', enforce: 'literal' },
  },
  scopes: Object.fromEntries(
    SCOPES.map((name) => [name, name === 'admin' ? { implies: ['users:*'] } : name]),
  ),
  roles: Object.fromEntries(Object.entries(ROLES).map(([name, scopes]) => [name, { scopes }])),
  routes: Object.fromEntries(
    entries.map(([name, , , any]) => [
      name,
      { needs: levelOf(any), ...(name.includes('{id}') && { params: { id: 7 } }) },
    ]),
  ),
}
const write = (name, value) => writeFileSync(join(cwd, name), JSON.stringify(value))
write('scopes.json', catalog)
write('key.jwk', jwk)
chmodSync(join(cwd, 'key.jwk'), 0o600)

const run = (program, args, env = ENV) =>
  spawnSync(program, args, { cwd, env, encoding: 'utf8', timeout: 300_000 })
const scopectl = (...args) => run(process.execPath, [resolve('bin/scopectl.js'), ...args])
const python = join(cwd, 'venv', 'bin', 'python')
run('python3', ['-m', 'venv', 'venv'], process.env)
const pip = (...packages) =>
  run(python, ['-m', 'pip', 'install', '-q', ...packages], process.env).status === 0
if (!pip('fastapi', 'uvicorn', 'pyjwt', 'cryptography')) throw new Error('cannot install FastAPI')
const peers = ['overstep', 'authztrace'].filter((name) => pip(name))

const tokens = Object.keys(ROLES).map((role) => {
  const { stdout, stderr } = scopectl('token', '--role', role, '--lifetime', '1h')
  if (!stdout.trim()) throw new Error(stderr)
  return [role, stdout.trim()]
})

/** Writes the table of both peers: each role and the anonymous caller, on every route. */
function writePeers(url) {
  const named = entries.map(([, method, path, any], i) => ({
    name: `op${i}`,
    method,
    path: path.replace('{id}', '7'),
    any,
  }))
  write('overstep.yaml', {
    roles: ['anonymous', ...Object.keys(ROLES)],
    modules: { rest: { base_url: url } },
    subjects: [
      ...tokens.map(([role, token]) => ({ name: role, role, token })),
      { name: 'anon', role: 'anonymous', token: null },
    ],
    resources: named.map(({ name, method, path }) => ({
      name,
      request: { method, path },
      type: 'function',
    })),
    policy: Object.fromEntries(
      named.map(({ name, any }) => [
        name,
        {
          allow: [
            ...(any.length === 0 ? [{ role: 'anonymous' }] : []),
            ...Object.keys(ROLES)
              .filter((role) => allows(any, role))
              .map((role) => ({ role })),
          ],
        },
      ]),
    ),
  })
  write('authztrace.yaml', {
    base_url: url,
    actors: {
      ...Object.fromEntries(
        tokens.map(([role, token]) => [role, { auth: { type: 'bearer', token } }]),
      ),
      anon: { auth: { type: 'none' } },
    },
    resources: {
      api: {
        ids: { admin: '7' },
        endpoints: entries.map(([name, , , any]) => ({
          request: name,
          allow:
            any.length === 0 ? ['all'] : Object.keys(ROLES).filter((role) => allows(any, role)),
          assertions: { deny_not_contains: ['"rows"'] },
        })),
      },
    },
    policy: { deny_status: [401, 403, 404] },
  })
}

/** Whether each tool reports something; undefined: it could not judge. */
const TOOLS = {
  scopectl: (url) => {
    const consents = ['--with-configured-key', '--methods', 'POST,DELETE', '--allow-writes']
    return { 0: false, 5: true }[scopectl('probe', url, '-q', ...consents).status]
  },
  overstep: (url) =>
    ({ 0: false, 1: true })[
      run('venv/bin/overstep', ['run', 'overstep.yaml', '--base', url, '--fail-on', 'any']).status
    ],
  authztrace: () =>
    ({ 0: false, 1: true, 2: true })[
      run('venv/bin/authztrace', ['run', '-c', 'authztrace.yaml', '--include-unsafe']).status
    ],
}
const names = ['scopectl', ...peers]

function serve(hole) {
  const [name, ...rest] = hole.split(' ')
  const about = rest.join(' ')
  const env = {
    ...ENV,
    ...{ ISSUER: 'https://idp.test', AUDIENCE: 'api', AT: about, NAME: about, HOLE: name },
    PUBLIC_KEY: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }),
    ROUTES: JSON.stringify(
      entries.map(([, method, path, any]) => ({
        method,
        path,
        alternatives: any,
        level: any.length === 0 ? 'public' : 'scopes',
      })),
    ),
  }
  // Its log of requests is not read while a tool runs, and a full pipe would stop it.
  const stdio = ['ignore', 'ignore', 'pipe']
  const child = spawn(python, [resolve('test/interop/servers/holes.py')], { env, cwd, stdio })
  return new Promise((done, fail) => {
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
      if (url) done({ url, stop: () => child.kill() })
    })
    child.once('close', () => fail(new Error(said)))
  })
}

const found = Object.fromEntries(names.map((name) => [name, 0]))
console.log(`| hole | ${names.join(' | ')} |\n| --- |${names.map(() => ' --- |').join('')}`)
for (const hole of ['', ...HOLES]) {
  const { url, stop } = await serve(hole)
  writePeers(url)
  const cells = names.map((name) => {
    const says = TOOLS[name](url)
    if (says && hole) found[name]++
    return says === undefined ? 'failed' : says ? (hole ? 'found' : 'false alarm') : '-'
  })
  stop()
  console.log(`| ${hole || '(none)'} | ${cells.join(' | ')} |`)
}
console.log(`| found of ${HOLES.length} | ${names.map((name) => found[name]).join(' | ')} |`)
