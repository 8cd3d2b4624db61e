import { expect } from 'vitest'
import { scopectl } from './scopectl.js'
import { tempDir } from './temp-dir.js'

export const CATALOG = `token: { issuer: a, audience: b, algorithm: ES256, scope_claim: scope, enforce: literal }
scopes:
  read: Read
  write: Write
  audit: Audit
  legacy:x: Nobody needs it
  root: { description: Root, implies: [audit] }
roles:
  reader: { default: true, scopes: [read] }
  editor: { extends: [reader], scopes: [write] }
  "=cmd": { scopes: [root, legacy:x] }
routes:
  GET /health: public
  GET /me: authenticated
  GET /items/{id}: read
  POST /items: write
  GET /log: { any: [audit, { other: the owner }] }
  POST /later: undecided
`
export const USERS = `users:
  bob: { roles: [editor] }
  "@ann": { roles: ["=cmd"], scopes: [write] }
  off: { roles: [editor], disabled: true }
clients:
  ci: { roles: [editor] }
`
export const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
export const run = (...line: string[]) => scopectl(line, { cwd })
export const linesOf = async (...line: string[]): Promise<string[]> => {
  const { exit, stdout, stderr } = await run(...line)
  expect([exit, stderr]).toEqual([0, ''])
  return stdout.trimEnd().split('\n')
}
export const HEADER = 'who,route,decision,via,since'
