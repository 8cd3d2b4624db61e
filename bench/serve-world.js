import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { startServer } from './load.js'
import { runOnce } from './measure.js'
import { npmPackages } from './outside.js'
import { folderOf, scopectl } from './world.js'

const SECRET_KEY = 'only-for-the-bench-0123456789abcdef0123456789'
export const PASSWORD = 'wonderland'

/** A catalog whose issuer is a free port of this machine, with passwords for alice and bob. */
async function servedWorld(algorithm) {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const keyed = algorithm === 'HS256' ? '  algorithm: HS256\n  key: env:SECRET_KEY\n' : ''
  const catalog = readFileSync('scopes.yaml', 'utf8')
    .replace('http://localhost:8000', issuer)
    .replace('lifetime: 15m', 'lifetime: 1h')
    .replace('token:\n', `token:\n${keyed}`)
  const cwd = folderOf({ 'scopes.yaml': catalog, 'users.yaml': readFileSync('users.yaml', 'utf8') })
  const env = { SECRET_KEY }
  writeFileSync(join(cwd, 'password'), PASSWORD)
  for (const user of ['alice', 'bob']) {
    const line = scopectl(cwd, ['users', 'passwd', user, '--stdin'], env)
    runOnce({ ...line, input: join(cwd, 'password') })
  }
  const flags = keyed ? ['--with-configured-key'] : []
  const args = ['token', '--user', 'alice', '--lifetime', '1h', ...flags]
  return { cwd, env, port, issuer, token: runOnce(scopectl(cwd, args, env)).stdout.trim() }
}

/** `scopectl serve`, and a token for it. */
export async function serving(algorithm = 'ES256') {
  const world = await servedWorld(algorithm)
  const line = scopectl(world.cwd, ['serve', '--port', `${world.port}`], world.env)
  return { ...world, ...(await startServer(line, /listening on \S+:(\d+)/)) }
}

/** Express with the guard of that catalog, and with the keys of that server. */
export async function express({ issuer, env }, algorithm) {
  const packages = { express: '5.3.0', 'express-oauth2-jwt-bearer': '1.10.0' }
  const folder = npmPackages(packages)
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
  cpSync('test/interop/servers/jwt-bearer.js', join(folder, 'server.js'))
  const keys =
    algorithm === 'HS256'
      ? { ISSUER: issuer, SECRET: env.SECRET_KEY, TOKEN_SIGNING_ALG: 'HS256' }
      : { ISSUER_BASE_URL: issuer }
  const routes = [
    { method: 'GET', path: '/items/', level: 'scopes', alternatives: [['read']] },
    { method: 'GET', path: '/health', level: 'public', alternatives: [] },
  ]
  return startServer(
    {
      command: [process.execPath, join(folder, 'server.js')],
      cwd: folder,
      env: {
        NODE_ENV: 'production',
        AUDIENCE_JSON: '["items-api"]',
        ROUTES: JSON.stringify(routes),
        ...keys,
      },
    },
    /listening on \S+:(\d+)/,
  )
}

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}
