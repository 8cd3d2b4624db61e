import { join } from 'node:path'
import { expect } from 'vitest'
import { freePort } from '../../support/free-port.js'
import { plainEnv, scopectl, wrapperDir } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'
import { untilTrue } from '../../support/until-true.js'
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

/** The exported folder in `opa run --server`, with the keys of a running `scopectl serve`. */
export async function servedOpa(program: string) {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const cwd = tempDir({ 'scopes.yaml': catalog(issuer) })
  const env = plainEnv(cwd)
  const cli = async (...args: readonly string[]): Promise<string> => {
    const done = await scopectl(args, { cwd, env })
    expect(done, done.stderr).toMatchObject({ exit: 0 })
    return done.stdout.trim()
  }
  await cli('keys', 'new')
  await startServer(join(wrapperDir(), 'scopectl'), ['serve', '--port', `${port}`], { cwd, env })
  await cli('export', 'opa', 'policy')
  const at = await freePort()
  const start = `"$0" run --server --addr 127.0.0.1:${at} --bundle policy & echo http://127.0.0.1:${at}; wait`
  const { origin } = await startServer('sh', ['-c', start, program], { cwd, env })
  await untilTrue('opa answers', async () => (await fetch(`${origin}/health`)).ok)
  const decide = async (method: string, path: string, token = ''): Promise<unknown> => {
    const body = JSON.stringify({ input: { method, path, token } })
    const reply = await fetch(`${origin}/v1/data/scopectl/decision`, { method: 'POST', body })
    const { result } = (await reply.json()) as { result: { allow: boolean; status: number } }
    return result.allow === (result.status === 200) ? result.status : result
  }
  return { cli, decide, cwd }
}
