import { parseEnv } from 'node:util'
import fc from 'fast-check'
import { expect } from 'vitest'
import { forge, GOOD, headerOf, KEYS, NOW } from '../../core/token/support.js'
import { SERVER } from '../../support/server-table.js'
import { ask, expectHidden, SECRET } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, parse, placeFor, SMALL, USERS } from '../place.js'
import { target } from '../target.js'
import { editedTree } from '../trees.js'

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
/** A change away from the key, or the key in a form that readers disagree about. */
const NOT_THE_KEY = [
  "#KEY='<secret>'\n",
  'KEY="<secret>\n',
  "A='\nKEY=<secret>\n'\n",
  'KEY=<secret>#x\n',
]
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
    [VARS, ...NOT_THE_KEY],
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

/** Only a line with a token counts as one, and no token is printed. */
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
    if (exit === 2) return 'refused'
    const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/^bearer +/i, ''))
    for (const line of lines.filter((each) => each !== '' && !each.startsWith('#'))) {
      const parts = line.split('.').map((part) => Buffer.from(part, 'base64url').toString())
      expect([parts.length, ...parts.slice(0, 2).map((part) => typeof JSON.parse(part))]).toEqual([
        3,
        'object',
        'object',
      ])
    }
    return 'accepted'
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
