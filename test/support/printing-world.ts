import { cpSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ALL_COMMANDS } from '../../src/cli/commands.js'
import { kindOf } from '../../src/commands/command.js'
import { type Format, formatsOf } from '../../src/report/formats.js'
import { IMPORT_DOCUMENTS } from './import-documents.js'
import { type CallOptions, scopectl } from './scopectl.js'
import { tempDir } from './temp-dir.js'

/** Every command with its formats, from the command table. */
export const COMMAND_FORMATS = ALL_COMMANDS.map((listed) => ({
  listed,
  name: listed.name,
  own: formatsOf(kindOf(listed)) as readonly Format[],
}))
/** Each command in each of its formats, except `serve`, which runs until it is stopped: its own tests read both formats. */
export const PRINTED = COMMAND_FORMATS.filter(({ name }) => name !== 'serve').flatMap(
  ({ name, own }) => own.map((format): readonly [string, Format] => [name, format]),
)

const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'items', version: '1' },
  components: { securitySchemes: { own: { type: 'openIdConnect', openIdConnectUrl: '/o' } } },
  paths: { '/items/': { get: { security: [{ own: ['read'] }], responses: {} } } },
})
/** A folder in which `lint` and `test` report something, and `access.lock` is missing. */
export const PRINTING_WORLD = {
  'scopes.yaml': `
token: { algorithm: ES256, issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write, unused: Nobody has it }
roles: { reader: { default: true, scopes: [read] }, editor: { scopes: [write] } }
routes: { GET /health: public, GET /items/: read, POST /items/: write }
`,
  'envoy.yaml': `
token: { algorithm: ES256, issuer: https://idp.test, audience: api, scope_claim: scope, scope_format: string }
scopes: { read: Read }
routes: { GET /items/: read }
`,
  'gateway.yaml': `
token: { algorithm: RS256, issuer: https://idp.test, audience: api, scope_claim: scope, scope_format: string }
scopes: { read: Read }
routes: { GET /items: read }
`,
  'older.yaml': `
token: { algorithm: ES256, issuer: https://idp.test, audience: api }
scopes: { read: Read }
roles: { editor: { scopes: [read] } }
`,
  'users.yaml': 'users: { bob: { roles: [editor] } }\n',
  'scopes.test.yaml': 'tests: [{ as: { user: bob }, forbidden: [POST /items/] }]\n',
  'openapi.json': DOCUMENT,
  'access.log': '{"method":"GET","path":"/items/","user":"bob","status":200}\n',
  ...IMPORT_DOCUMENTS,
}

/** Guards nothing. */
const open = createServer((_request, response) => void response.end('{}'))
await new Promise<void>((resolve) => open.listen(0, '127.0.0.1', resolve))
open.unref()
const OPEN_API = urlOf(open)
/** Guards everything with `read`, and verifies no signature. */
const lax = createServer((request, response) => {
  response.writeHead(laxStatus(request.headers.authorization)).end('{}')
})
await new Promise<void>((resolve) => lax.listen(0, '127.0.0.1', resolve))
lax.unref()

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function laxStatus(authorization = ''): number {
  try {
    const { scope } = JSON.parse(
      Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString(),
    )
    return scope === 'read' ? 200 : 403
  } catch {
    return 401
  }
}

/** A line for each command that has an answer to print; `OLD` is a key. */
export const LINES: Readonly<Record<string, readonly string[]>> = {
  init: ['init', '--yes', '--force'],
  token: ['token', '--user', 'bob'],
  decode: ['decode', 'env:TOKEN'],
  verify: ['verify', 'env:TOKEN'],
  check: ['check', '--user', 'bob', '--need', 'read'],
  can: ['can', '--user', 'bob'],
  'who-can': ['who-can', 'GET /items/'],
  'users list': ['users', 'list'],
  'users convert': ['users', 'convert'],
  matrix: ['matrix'],
  graph: ['graph'],
  prove: ['prove', 'POST /items/ needs read'],
  test: ['test'],
  lock: ['lock'],
  diff: ['diff', './older.yaml', './scopes.yaml'],
  lint: ['lint'],
  'import openapi': ['import', 'openapi', 'openapi.json'],
  'import permissions': ['import', 'permissions', 'permissions.json', '--skip-invalid'],
  'import entra': ['import', 'entra', 'manifest.json'],
  'import auth0': ['import', 'auth0', 'tenant.yaml'],
  'import keycloak': ['import', 'keycloak', 'realm.json'],
  'export openapi': ['export', 'openapi'],
  'export opa': ['export', 'opa', 'opa'],
  'export envoy': ['export', 'envoy', 'envoy', '-c', 'envoy.yaml'],
  'export cerbos': ['export', 'cerbos', 'cerbos'],
  'export cedar': ['export', 'cedar', 'cedar'],
  'export istio': ['export', 'istio', 'istio', '-c', 'gateway.yaml'],
  'export oathkeeper': ['export', 'oathkeeper', 'ok', '-c', 'gateway.yaml', '--accept-wider'],
  'export aws': ['export', 'aws', 'aws', '-c', 'gateway.yaml', '--accept-wider'],
  drift: ['drift', 'openapi.json'],
  'server learn': ['server', 'learn', `${urlOf(lax)}/items/`, '--role', 'reader', '-o', 'lax.yaml'],
  probe: ['probe', OPEN_API],
  replay: ['replay', 'access.log'],
  'users passwd': ['users', 'passwd', 'bob', '--stdin'],
  'keys new': ['keys', 'new'],
  'keys list': ['keys', 'list'],
  'keys rotate': ['keys', 'rotate'],
  'keys remove': ['keys', 'remove', 'OLD'],
  'keys jwks': ['keys', 'jwks'],
  completion: ['completion', 'bash'],
}

/** Two development keys, and a token by the second; `old` is the first. */
const keyed = tempDir(PRINTING_WORLD)
const run = (...line: string[]) => scopectl(line, { cwd: keyed })
await run('keys', 'new')
const old: string = JSON.parse((await run('keys', 'list', '--json')).stdout).keys[0].kid
await run('keys', 'rotate')
const TOKEN = (await run('token', '--user', 'bob')).stdout.trim()

/** The line of a command that prints a format, and a new folder for it. */
export function printing(
  name: string,
  format: Format,
): { args: readonly string[]; options: CallOptions & { cwd: string } } {
  const cwd = tempDir(PRINTING_WORLD)
  if (name !== 'keys new') cpSync(keyed, cwd, { recursive: true })
  const line = (LINES[name] ?? []).map((word) => (word === 'OLD' ? old : word))
  const more = name === 'matrix' && format === 'html' ? ['--summary'] : []
  // Only `users passwd` reads it.
  const options = { cwd, env: { TOKEN }, input: 'correct horse battery\n' }
  return { args: [...line, ...more, '--format', format], options }
}
