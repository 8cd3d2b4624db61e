import { execFileSync } from 'node:child_process'
import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { expect } from 'vitest'
import { forge, GOOD, headerOf, KEYS, NOW } from '../../core/token/support.js'
import { repository } from '../../support/git.js'
import { ask, expectHidden, SECRET } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, parse, placeFor, SMALL, USERS } from '../place.js'
import { target } from '../target.js'
import { editedTree } from '../trees.js'

const SERVER = `version: 1
server: an API
head: get
public: ignores-token
token:
  leeway: 60
  accepts: [bad-header/typ-missing, bad-claim/iat-missing, bad-claim/jti-type]
  statuses: [{ status: 500, if: [unknown-key/kid] }]
scopes:
  readers:
    - { claim: scope, string: spaces, array: names, mixed: none, is_null: 401, other: none }
    - { claim: catalog, otherwise: scp, string: whitespace, array: names, mixed: 401, is_null: none, other: 500 }
  always: false
answers:
  no_token: { status: 401, challenge: 'Bearer[ scope="{scope}"]', body: { detail: no } }
  refused: { status: 401 }
  forbidden: { status: 403, challenge: null }
`
const server = placeFor({ 'scopes.yaml': SMALL, 'users.yaml': USERS })

/** The table of a server: its answer is the exit code, and somebody without the scope gets in only if it says so. */
export const profile = target<string>({
  name: 'server-profile',
  inputs: fc.oneof(
    edited([SERVER], ['500', 'names', 'express', '{scope}', '[', 'leeway: -1']),
    editedTree([parse(SERVER)]),
  ),
  controls: [SERVER],
  async check(text) {
    const cwd = server({ 'server.yaml': text })
    const asked = (who: string, ...more: string[]) => {
      const args = ['check', who, '--route=GET /items', '--as-server', './server.yaml', ...more]
      return ask(args, { cwd, env: ENV })
    }
    const json = await asked('--role=viewer', '--json')
    expect((await asked('--role=viewer')).exit).toBe(json.exit)
    // `boss` has none of the scopes that the route needs.
    expect((await asked('--role=boss')).exit).not.toBe(0)
    expect((await asked('--anonymous')).exit).not.toBe(0)
    if (json.exit === 2) return 'refused'
    const { as_server: answer } = JSON.parse(json.stdout) as { as_server: { status: number } }
    expect(json.exit).toBe(answer.status === 200 ? 0 : answer.status === 403 ? 4 : 3)
    return json.exit === 0 ? 'accepted' : 'refused'
  },
})

const VARS = `# keys
KEY='<secret>'
export OTHER=x
LONG="a\\nb" # a comment
T=\`c\`
`
const vars = placeFor({ 'scopes.yaml': SMALL, 'users.yaml': USERS })
const SIGNER = {
  ...KEYS.HS256,
  kid: undefined,
  jwk: { kty: 'oct' as const, k: Buffer.from(SECRET).toString('base64url') },
}
const TOKEN = forge(headerOf(SIGNER), GOOD, SIGNER)

/** A token is accepted only with exactly the value that Node's own reader finds in the file. */
export const envFile = target<string>({
  name: 'env-file',
  inputs: edited(
    [VARS],
    ['KEY=', '<secret>', "'", '"', '`', '#', 'export ', '\\n', '$KEY', 'KEY', '<<<<<<< a\n'],
  ),
  controls: [VARS],
  async check(text) {
    const content = text.replaceAll('<secret>', SECRET)
    const cwd = vars({ 'vars.env': content, 'token.jwt': TOKEN })
    const args = ['verify', 'file:token.jwt', '--env', 'vars.env', '--at', `${NOW}`]
    const { exit } = await ask(args, { cwd, env: { HTTPS_PROXY: ENV['HTTPS_PROXY'] ?? '' } })
    if (exit !== 0) return 'refused'
    expect(parseEnv(content)['KEY']).toBe(SECRET)
    return 'accepted'
  },
})

const SAMPLES = `${TOKEN}\n# a comment\n{"sub":"a","scope":"read"}\n\n{"scp":["read","other"]}\n`

/** Sample tokens are only compared: none is accepted, and none is printed. */
export const samples = target<string>({
  name: 'sample-tokens',
  inputs: edited(
    [SAMPLES, `${TOKEN}\n${TOKEN}\n`],
    ['{"scope":', '.', 'Bearer ', '[', '"scope":1'],
  ),
  controls: [`${TOKEN}\n`],
  async check(text) {
    const cwd = vars({ 'samples.txt': text })
    const run = (...args: string[]) =>
      ask(['drift', '--tokens', 'samples.txt', ...args], { cwd, env: ENV })
    const json = await run('--json')
    const { exit, stdout, stderr } = await run()
    expect(exit).toBe(json.exit)
    const [, payload = '', signature = ''] = TOKEN.split('.')
    expectHidden(`${stdout}${stderr}`, [payload, signature])
    return exit === 2 ? 'refused' : 'accepted'
  },
})

const TABLE =
  'route,anonymous,everyone,viewer,editor,boss\nGET /items,401,403,200,200,403\nGET /open,200,200,200,200,200\nGET /me,401,200,200,200,200\n'
/** What the catalog answers to `viewer`. */
const VIEWER: Readonly<Record<string, string>> = {
  'GET /items': '200',
  'GET /open': '200',
  'GET /me': '200',
  'POST /items': '403',
}

/** A table that passes has no cell that the catalog contradicts. */
export const table = target<string>({
  name: 'table',
  inputs: edited([TABLE], ['200', '403', '401', '', ',', '"', ';', 'viewer', 'GET /items', '\r\n']),
  controls: [TABLE],
  async check(text) {
    const cwd = vars({ 'table.csv': text })
    const { exit } = await ask(['test', '--table', 'table.csv'], { cwd, env: ENV })
    if (exit !== 0) return 'refused'
    const [head = '', ...rows] = text.replace(/^\ufeff/, '').split(/\r?\n/)
    const column = head.split(',').indexOf('viewer')
    for (const row of rows) {
      const cells = row.split(',')
      const right = VIEWER[cells[0] ?? '']
      const cell = cells[column]
      if (right !== undefined && cell !== undefined && cell !== '' && column > 0)
        expect(cell.trim()).toBe(right)
    }
    return 'accepted'
  },
})

let made: string | undefined
function history(): string {
  if (made !== undefined) return made
  made = repository({ 'scopes.yaml': SMALL, 'users.yaml': USERS })
  for (const line of ['tag v1', 'branch other', 'tag -a v2 -m x'])
    execFileSync('git', ['-C', made, ...line.split(' ')])
  return made
}
const REVISIONS = [
  'HEAD',
  'v1',
  'v1..HEAD',
  'other...HEAD',
  'HEAD~0',
  'HEAD@{0}',
  'v2^{commit}',
  'refs/tags/v1',
  './scopes.yaml',
]

/** A revision is one that git knows, and changes nothing in the repository. */
export const revision = target<string>({
  name: 'revision',
  inputs: edited(REVISIONS, [
    '--output=x',
    '-p',
    '..',
    '...',
    '^',
    '~',
    '@{',
    ':/',
    ':scopes.yaml',
    '^{/x}',
    'HEAD:',
    '\\',
    'stash',
  ]),
  controls: ['HEAD', 'v1', 'v1..HEAD', 'other...HEAD', './scopes.yaml'],
  async check(text) {
    const cwd = history()
    const { exit } = await ask(['diff', '--', text], { cwd, env: ENV })
    expect(
      execFileSync('git', ['-C', cwd, 'status', '--porcelain', '-uall'], { encoding: 'utf8' }),
    ).toBe('')
    if (exit !== 0) return 'refused'
    const names = /\.(ya?ml|json)$|^\.\//.test(text) ? [] : text.split(/\.{2,3}/)
    for (const name of names)
      execFileSync('git', ['-C', cwd, 'rev-parse', '-q', '--verify', `${name || 'HEAD'}^{commit}`])
    return 'accepted'
  },
})
