import { cpSync, existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { ALL_COMMANDS } from '../../src/cli/commands.js'
import { parse } from '../../src/cli/program.js'
import { kindOf } from '../../src/commands/command.js'
import { ScopectlError } from '../../src/core/errors.js'
import { type Format, formatsOf, REPORTERS } from '../../src/report/formats.js'
import { IMPORT_DOCUMENTS } from '../support/import-documents.js'
import { scopectlHere } from '../support/in-process.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// Each command with each format that any command has: refused, or really that format. All of them come from the table.

const ALL = [...new Set(Object.values(REPORTERS).flatMap((each) => Object.keys(each)))] as Format[]
const COMMAND_FORMATS = ALL_COMMANDS.map((listed) => ({
  listed,
  name: listed.name,
  own: formatsOf(kindOf(listed)) as readonly Format[],
}))

describe.each(COMMAND_FORMATS)('$name', ({ listed, name, own }) => {
  test.each([...ALL, 'pdf'])('--format %s', async (format) => {
    const { command } = await listed.load()
    const read = () => parse(listed, command, [...operandsOf(name), '--format', format])
    if (own.some((each) => each === format)) return expect(read()).toMatchObject({ format })
    expect(problemOf(read)).toMatchObject({ code: 'invalid-choice', args: { choices: own } })
  })

  test.each([...ALL, 'pdf'])('--report %s=FILE', async (format) => {
    const { command } = await listed.load()
    const read = () => parse(listed, command, [...operandsOf(name), '--report', `${format}=x`])
    if (name !== 'test' && name !== 'probe')
      return expect(problemOf(read)).toMatchObject({ code: 'unknown-flag' })
    if (own.some((each) => each === format)) return expect(read()).toMatchObject({ is: 'line' })
    expect(problemOf(read)).toMatchObject({ code: 'report-kind', args: { kinds: own } })
  })
})

const operandsOf = (name: string): string[] =>
  name.startsWith('import ') ||
  /^export (?!openapi)/.test(name) ||
  ['keys remove', 'users passwd', 'server learn', 'probe', 'prove'].includes(name)
    ? ['x']
    : name === 'completion'
      ? ['bash']
      : []

function problemOf(read: () => unknown): unknown {
  try {
    return read()
  } catch (error) {
    return error instanceof ScopectlError ? error.problems[0] : error
  }
}

const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'items', version: '1' },
  components: { securitySchemes: { own: { type: 'openIdConnect', openIdConnectUrl: '/o' } } },
  paths: { '/items/': { get: { security: [{ own: ['read'] }], responses: {} } } },
})
/** Lint reports something, `bob` may not do what the suite expects, and there is no lock. */
const WORLD = {
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
  'older.yaml': `
token: { algorithm: ES256, issuer: https://idp.test, audience: api }
scopes: { read: Read }
roles: { editor: { scopes: [read] } }
`,
  'users.yaml': 'users: { bob: { roles: [editor] } }\n',
  'scopes.test.yaml': 'tests: [{ as: { user: bob }, forbidden: [POST /items/] }]\n',
  'openapi.json': DOCUMENT,
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

/** A line for each command that has an answer to print. `serve` runs until it is stopped: its own tests read both formats. */
const LINES: Readonly<Record<string, readonly string[]>> = {
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
  drift: ['drift', 'openapi.json'],
  'server learn': ['server', 'learn', `${urlOf(lax)}/items/`, '--role', 'reader', '-o', 'lax.yaml'],
  probe: ['probe', OPEN_API],
  'users passwd': ['users', 'passwd', 'bob', '--stdin'],
  'keys new': ['keys', 'new'],
  'keys list': ['keys', 'list'],
  'keys rotate': ['keys', 'rotate'],
  'keys remove': ['keys', 'remove', 'OLD'],
  'keys jwks': ['keys', 'jwks'],
  completion: ['completion', 'bash'],
}

/** What distinguishes each format from all others. */
const IS: Readonly<Record<Exclude<Format, 'text'>, (text: string) => boolean>> = {
  json: (text) =>
    text
      .split('\n')
      .slice(0, -1)
      .every((line) => 'kind' in JSON.parse(line)),
  md: (text) => /^(\| route \||### (Access|Probe))/.test(text),
  html: (text) => text.startsWith('<!doctype html>\n'),
  csv: (text) => /^(?:route|who|change,who),/.test(text),
  github: (text) => /^::(error|warning|notice) /.test(text),
  junit: (text) => text.startsWith('<?xml'),
  tap: (text) => text.startsWith('TAP version 14\n'),
  sarif: (text) => JSON.parse(text).version === '2.1.0',
  token: (text) => /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/.test(text),
  header: (text) => text.startsWith('Authorization: Bearer eyJ'),
  curl: (text) => text.startsWith('curl '),
  yaml: (text) => !text.startsWith('{') && 'scopes' in parseYaml(text),
  openapi: (text) => 'openapi' in JSON.parse(text),
  file: (text) => text.startsWith('{"user"'),
  mermaid: (text) => text.startsWith('flowchart LR\n'),
  dot: (text) => text.startsWith('digraph access {\n'),
  svg: (text) => text.startsWith('<svg xmlns="http://www.w3.org/2000/svg"'),
}
/** The formats that it looks like. */
function lookOf(text: string): string {
  if (text === '') return 'nothing'
  const found = (Object.keys(IS) as (keyof typeof IS)[]).filter((format) => {
    try {
      return IS[format](text)
    } catch {
      return false
    }
  })
  return found.join(' and ') || 'text'
}

test('every command except serve has a line', () => {
  expect(Object.keys(LINES)).toEqual(
    ALL_COMMANDS.map(({ name }) => name).filter((name) => name !== 'serve'),
  )
})

/** Two development keys, and a token by the second; `old` is the first. */
const keyed = tempDir(WORLD)
const run = (...line: string[]) => scopectl(line, { cwd: keyed })
await run('keys', 'new')
const old: string = JSON.parse((await run('keys', 'list', '--json')).stdout).keys[0].kid
await run('keys', 'rotate')
const TOKEN = (await run('token', '--user', 'bob')).stdout.trim()

describe.concurrent('prints what was asked for', () => {
  const asked = COMMAND_FORMATS.flatMap(({ name, own }) => own.map((format) => [name, format]))
  test.each(asked.filter(([name]) => name !== 'serve'))(
    '%s --format %s',
    async (name = '', format = '') => {
      const cwd = tempDir(WORLD)
      if (name !== 'keys new') cpSync(keyed, cwd, { recursive: true })
      const line = (LINES[name] ?? []).map((word) => (word === 'OLD' ? old : word))
      // Only `users passwd` reads it.
      const options = { cwd, env: { TOKEN }, input: 'correct horse battery\n' }
      if (name === 'matrix' && format === 'html') line.push('--summary')
      // These two run until they are interrupted or have an answer, which needs a process.
      const call = name === 'probe' || name === 'server learn' ? scopectl : scopectlHere
      const { stdout, stderr } = await call([...line, '--format', format], options)
      expect(lookOf(stdout), stdout + stderr).toBe(format)
      if (name !== 'test') return
      await scopectl(['test', '--report', `${format}=report`], { cwd })
      expect(lookOf(readFileSync(join(cwd, 'report'), 'utf8'))).toBe(format)
    },
  )
})

test.each([
  ['test', '--report', 'html=x.html'],
  ['test', '--report', 'html'],
  ['test', '--format', 'html'],
  ['lint', '--explain', 'unused-scope', '--format', 'github'],
])('%s %s %s %s %s is refused', async (...line) => {
  const cwd = tempDir(WORLD)
  const { exit, stdout, stderr } = await scopectl(line.filter(Boolean), { cwd })
  expect(exit).toBe(2)
  // Only the problem, as an annotation.
  expect(stdout).toMatch(line.includes('github') ? /^::error .*\n$/ : /^$/)
  if (line[0] === 'test')
    expect(stderr).toContain('`text`, `json`, `junit`, `tap`, `github` or `sarif`')
  expect(existsSync(join(cwd, 'x.html'))).toBe(false)
})
