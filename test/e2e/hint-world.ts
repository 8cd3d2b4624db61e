import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

export const SECRET = '0123456789abcdef0123456789abcdef'
export const CATALOG = `
token: { issuer: https://idp.test, audience: api, algorithm: HS256, key: env:SECRET_KEY }
scopes: { read: Read, write: Write, 'billing:read': See bills }
roles: { reader: { default: true, scopes: [read] }, support: { scopes: [write] } }
routes:
  GET /items: read
  POST /items: write
  GET /billing/{id}: billing:read
  DELETE /billing/{id}: billing:read
  GET /reports/daily: read
`
export const FILES = {
  'scopes.yaml': CATALOG,
  'users.yaml': 'users: { bob: { roles: [support] } }\n',
}

interface Run {
  readonly files?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

export async function said(args: readonly string[], { files = FILES, env }: Run = {}) {
  const done = await scopectl(args, { cwd: tempDir(files), env: { SECRET_KEY: SECRET, ...env } })
  const lines = `${done.stdout}${done.stderr}`.split('\n')
  const hint = lines.find((line) => line.startsWith('hint: '))?.slice('hint: '.length)
  return { ...done, hint }
}
export const hintOf = async (args: readonly string[], run?: Run) => (await said(args, run)).hint
