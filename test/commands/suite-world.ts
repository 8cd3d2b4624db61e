import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

export const CATALOG = `
token: { issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write }
roles: { reader: { default: true, scopes: [read] }, editor: { scopes: [write] } }
routes:
  GET /health: public
  GET /items/: read
  POST /items/: write
`
const USERS = 'users: { bob: { roles: [editor] } }'
export const suite = (word: string, as = '{ user: bob }') =>
  `tests:\n  - as: ${as}\n    ${word}: [POST /items/]\n`
export const GREEN = suite('allow')
export const RED = suite('forbidden')

export const world = (more: Readonly<Record<string, string>> = {}) =>
  tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS, ...more })

export const run = (cwd: string, ...args: readonly string[]) => scopectl(['test', ...args], { cwd })
export const exitOf = async (cwd: string, ...args: readonly string[]) =>
  (await run(cwd, ...args)).exit
