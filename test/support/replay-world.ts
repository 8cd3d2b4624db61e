import type { Key } from '../../src/core/token/model.js'
import { scopectlHere } from './in-process.js'
import { tempDir } from './temp-dir.js'

export const SECRET = '0123456789abcdef0123456789abcdef01'
/** SECRET as what signs tokens. */
export const KEY: Key = {
  kid: undefined,
  algorithm: 'HS256',
  jwk: { kty: 'oct', k: Buffer.from(SECRET).toString('base64url') },
}
export const FILES = {
  'scopes.yaml': `token: { issuer: https://idp.test, audience: api, algorithm: HS256, key: "env:KEY", role_claim: roles, enforce: literal }
scopes: { read: Read, write: Write, admin: { description: Admin, implies: [write] }, spare: Spare }
roles:
  reader: { default: true, scopes: [read] }
  editor: { scopes: [write, spare] }
  chief: { extends: [editor], scopes: [admin] }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items/: read
  POST /items/: { any: [write, admin] }
  GET /items/{id}: { any: [read write, { all: [read, { scheme: Key }] }] }
  GET /a/{x}/c: read
  GET /a/b/{y}: write
  DELETE /items/{id}: admin
  POST /exports: undecided
`,
  'users.yaml':
    'users: { alice: { roles: [editor] }, eve: { disabled: true, roles: [chief] }, bob: {} }\nclients: { ci: { scopes: [read] } }\n',
}

/** A call of somebody without a token, with other fields in place of these. */
export const call = (more: object = {}) => ({ method: 'GET', path: '/items/', user: null, ...more })
export const ndjson = (lines: readonly object[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('')

/** Replays one log, and returns the JSON document with the exit code. */
export async function replay(
  text: string,
  args: readonly string[] = [],
  {
    name = 'access.log',
    files = {},
  }: { name?: string; files?: Readonly<Record<string, string>> } = {},
) {
  const cwd = tempDir({ ...FILES, ...files, [name]: text })
  const done = await scopectlHere(['replay', name, '--json', ...args], {
    cwd,
    env: { KEY: SECRET },
  })
  return { ...done, cwd, document: JSON.parse(done.stdout) }
}

/** The codes of the faults of the lines, by line. */
export const faults = ({
  document,
}: {
  document: { problem?: { problems: { line: number; message: string }[] } }
}) =>
  (document.problem?.problems ?? [])
    .filter(({ line }) => line !== null)
    .map(({ line, message }) => `${line} ${message}`)
