import { join } from 'node:path'
import { expect } from 'vitest'
import { freePort } from '../../support/free-port.js'
import { plainEnv, scopectl, wrapperDir } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'
import { startServer } from './start-server.js'

const catalog = (issuer: string) => `
token: { issuer: "${issuer}", audience: api, scope_claim: scope, enforce: implied }
scopes: { read: Read, write: { description: Write, implies: [read] } }
roles: { reader: { scopes: [read] }, writer: { scopes: [write] } }
routes:
  GET /health: public
  GET /items/{id}: read
  PUT /items/{id}: write
  DELETE /items/{id}: undecided
  GET /me: authenticated
  GET /a/b/c/d/{e}/f: public
  'GET /a/b/c/d/{e*}': write
  GET /keyed: { any: [{ scheme: ApiKey }, { all: [write, { other: the owner }] }] }
`

/** A folder with a catalog whose keys a running `scopectl serve` has, and its command line. */
export async function servedCatalog() {
  const port = await freePort()
  const cwd = tempDir({ 'scopes.yaml': catalog(`http://127.0.0.1:${port}`) })
  const env = plainEnv(cwd)
  const cli = async (...args: readonly string[]): Promise<string> => {
    const done = await scopectl(args, { cwd, env })
    expect(done, done.stderr).toMatchObject({ exit: 0 })
    return done.stdout.trim()
  }
  await cli('keys', 'new')
  await startServer(join(wrapperDir(), 'scopectl'), ['serve', '--port', `${port}`], { cwd, env })
  return { cwd, env, cli }
}

type Decide = (method: string, path: string, token?: string) => Promise<unknown>

/** What an engine in front of that catalog must answer. */
export async function expectServedAnswers(
  decide: Decide,
  cli: (...args: readonly string[]) => Promise<string>,
): Promise<void> {
  const [reader, writer] = [
    await cli('token', '--role', 'reader'),
    await cli('token', '--role', 'writer'),
  ]
  const stale = await cli('token', '--role', 'writer', '--flaw', 'expired', '--with-configured-key')
  const statuses = async (token?: string) => [
    await decide('GET', '/items/1', token),
    await decide('PUT', '/items/1', token),
    await decide('GET', '/me', token),
    await decide('GET', '/keyed', token),
  ]
  expect(await statuses()).toEqual([401, 401, 401, 401])
  expect(await statuses(reader)).toEqual([200, 403, 200, 403])
  expect(await statuses(writer)).toEqual([200, 200, 200, 403])
  expect(await statuses(stale)).toEqual([401, 401, 401, 401])
  expect(await decide('GET', '/health', stale)).toBe(200)
  // Deeper than the segments by which routes are filed.
  const deep = ['/a/b/c/d/x/f', '/a/b/c/d/x/g', '/a/b/c/d/', '/a/b/c/d', '/a/b/c/d/x/f/']
  const answers = deep.map((path) => decide('GET', path))
  expect(await Promise.all(answers)).toEqual([200, 401, 401, 404, 401])
  expect(await decide('HEAD', '/items/1', reader)).toBe(200)
  expect(await decide('DELETE', '/items/1', writer)).toBe(501)
  expect(await decide('GET', '/other', writer)).toBe(404)
  expect(await decide('GET', '/items/..%2Fme', writer)).toBe(400)
}
