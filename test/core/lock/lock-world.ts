import { factsOf } from '../../../src/core/access/facts.js'
import { checkLock } from '../../../src/core/lock/check.js'
import { withDigests } from '../../../src/core/lock/digest.js'
import { parseLock } from '../../../src/core/lock/parse.js'
import { printLock } from '../../../src/core/lock/print.js'
import { load, type Pair } from './support.js'

export const CATALOG = {
  token: { issuer: 'http://localhost:8000', audience: ['b', 'a'], scope_claim: ['scope', 'scp'] },
  profiles: { staging: { issuer: 'any', key: 'https://idp.test/jwks' } },
  scopes: { read: '', write: '', audit: '', admin: { implies: ['write'] } },
  roles: {
    reader: { default: true, scopes: ['read'] },
    editor: { scopes: ['write'] },
    auditor: { scopes: ['audit'] },
    root: { scopes: ['admin'], when: { is_admin: true } },
  },
  routes: {
    'GET /up': 'public',
    'GET /me': 'authenticated',
    'GET /a/{id}': {
      any: ['read', 'read write', { all: ['admin', { scheme: 'Key', scopes: ['z'] }] }],
    },
    'DELETE /a/{id}': 'write audit',
    'POST /x': 'undecided',
  },
}
const USERS = {
  users: {
    ann: { roles: ['editor', 'auditor'] },
    ben: { is_admin: true },
    'c d': { roles: ['editor'], disabled: true },
  },
  clients: { bot: { scopes: ['read'] }, off: { disabled: true }, idle: {} },
}
export const pair = load(CATALOG, USERS)
export const text = async ({ catalog, users }: Pair) =>
  printLock(await withDigests(factsOf(catalog, users)))

/** What has changed compared with a file. */
export async function check(file: string, now: Pair = pair) {
  const read = parseLock('access.lock', file)
  if (!read.ok) throw new Error(read.problems.map(({ code }) => code).join())
  return checkLock(read.value, now)
}
