import type { Key } from '../../src/core/token/model.js'
import { sign } from '../../src/core/token/sign.js'
import { scopectlHere } from './in-process.js'
import { tempDir } from './temp-dir.js'

// The flags of `check` apply to every line of a batch that does not override them.

export const NOW = 1_800_000_000
const SECRET = '0123456789abcdef0123456789abcdef01'
const KEY: Key = {
  kid: undefined,
  algorithm: 'HS256',
  jwk: { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') },
}
const CATALOG = `token: { issuer: https://idp.test, audience: api, algorithm: HS256, key: "env:KEY" }
profiles: { strict: { audience: other } }
scopes: { read: Read, write: Write, admin: Admin }
roles: { reader: { default: true, scopes: [read] }, editor: { scopes: [write] } }
routes: { GET /health: public, GET /items: read, POST /items: write }
`
export const FILES = {
  'scopes.yaml': CATALOG,
  'other/scopes.yaml': CATALOG.replace('GET /items: read', 'GET /items: admin'),
  'users.yaml': 'users: { alice: { roles: [editor] } }\nclients: { ci: { scopes: [read] } }\n',
  'more.yaml': 'users: { alice: {} }\n',
  'vars.env': `KEY=${SECRET}\n`,
}
const BASE = { iss: 'https://idp.test', aud: 'api', sub: 'alice', iat: NOW - 60, jti: 'a' }
const tokenOf = (scope: string, exp = NOW + 900) => sign({}, { ...BASE, exp, scope }, KEY)

export const T = await tokenOf('read')
const LATE = await tokenOf('read', NOW - 5)
export const env = { KEY: SECRET, T, LATE, NULL: 'null' }

export type Line = Readonly<Record<string, unknown>>

export async function batch(args: readonly string[], lines: readonly Line[], input?: string) {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('')
  const cwd = tempDir({ ...FILES, 'b.jsonl': text })
  const from = args.includes('--batch') ? [] : ['--batch', 'b.jsonl']
  const at = args.includes('--at') ? [] : ['--at', `${NOW}`]
  const all = ['check', ...from, ...at, ...args]
  const given = input === undefined ? {} : { input }
  const run = await scopectlHere([...all, '--json'], { cwd, env, ...given })
  const documents = run.stdout.split('\n').filter(Boolean)
  return { ...run, lines: documents.map((line) => JSON.parse(line)) }
}

export const codes = ({ lines }: Awaited<ReturnType<typeof batch>>) =>
  lines.map(({ status, problem }) => status ?? problem.code)
