import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const flow = (...scopes: string[]) => ({
  type: 'oauth2',
  flows: {
    clientCredentials: {
      tokenUrl: '/token',
      scopes: Object.fromEntries(scopes.map((name) => [name, ''])),
    },
  },
})
/** Without flags, `users` is the scheme of the tokens, and `/old` the prefix. */
export const API = JSON.stringify({
  openapi: '3.1.0',
  servers: [{ url: '/old' }],
  paths: {
    '/items': { get: { security: [{ users: ['read'] }] } },
    '/jobs': { get: { security: [{ users: ['read'] }, { machines: ['run'] }] } },
  },
  components: {
    securitySchemes: { users: flow('read'), machines: flow('run'), key: { type: 'apiKey' } },
  },
})
export const FLAGS = ['--scheme', 'machines', '--base-path', '/v1/']

/** A catalog imported with flags. */
export async function imported(flags: readonly string[] = FLAGS, file = 'scopes.yaml') {
  const cwd = tempDir({ 'api.json': API, 'access/users.yaml': 'users: {}\n' })
  const run = (...args: string[]) => scopectl(args, { cwd })
  const done = await run('import', 'openapi', 'api.json', '-o', file, ...flags)
  expect(done.exit, done.stderr).toBe(0)
  const text = () => readFileSync(join(cwd, file), 'utf8')
  return { cwd, run, text }
}
