import { spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { runOnce } from './measure.js'
import { catalogOf } from './sample.js'
import { folderOf, scopectl } from './world.js'

const SECRET_KEY = 'only-for-the-bench-0123456789abcdef0123456789'
const TOKEN_SETTINGS = {
  ...{ algorithm: 'HS256', key: 'env:SECRET_KEY', scope_claim: 'scope', enforce: 'literal' },
  ...{ issuer: 'https://idp.test', audience: 'api' },
}

/** A running API with this many routes, and its catalog. The server ends with this process. */
async function worldOf(routes) {
  const { routes: all, scopes } = catalogOf({ scopes: 40, roles: 1, scopesPerRole: 1, routes })
  const needs = Object.values(all).map((need, i) => [`/things/${i}`, need])
  const catalog = {
    ...{ token: TOKEN_SETTINGS, scopes },
    routes: Object.fromEntries(needs.map(([path, need]) => [`GET ${path}`, need])),
  }
  const cwd = folderOf({ 'scopes.json': JSON.stringify(catalog) })
  const file = join(cwd, 'routes.json')
  const split = needs.map(([path, { any }]) => [path, any.map((names) => names.split(' '))])
  writeFileSync(file, JSON.stringify(split))
  const env = { ...process.env, ROUTES: file, SECRET_KEY }
  const stdio = ['ignore', 'pipe', 'inherit']
  const server = spawn(process.execPath, [resolve('bench/probe-server.js')], { env, stdio })
  process.on('exit', () => server.kill())
  const [port] = await once(server.stdout, 'data')
  server.unref()
  server.stdout.unref()
  const url = `http://127.0.0.1:${String(port).trim()}`
  return { cwd, url, names: Object.keys(scopes) }
}

/** The rate is the number of requests by the time of either: the goal is at least 0.8 of that of the loop. */
export async function* rows() {
  yield* rowsOf(300, ['8', '32'], 5)
  // Memory must not grow with the number of requests.
  yield* rowsOf(2700, ['32'], 1)
}

async function* rowsOf(routes, concurrencies, rounds) {
  const { cwd, url, names } = await worldOf(routes)
  const env = { SECRET_KEY, TOKEN: tokenOf(names) }
  for (const concurrency of concurrencies) {
    const args = ['probe', url, '--with-configured-key', '--concurrency', concurrency]
    const probe = (...more) => scopectl(cwd, [...args, ...more], env)
    const { requests, findings } = JSON.parse(runOnce(probe('--json')).stdout)
    if (findings.length > 0) throw new Error(JSON.stringify(findings).slice(0, 1000))
    const loop = [resolve('bench/fetch-loop.js'), `${url}/things/0`, `${requests}`, concurrency]
    yield {
      what: `probe, ${requests.toLocaleString('en')} requests, ${concurrency} at once`,
      run: probe('-q'),
      ...{ than: 'fetch loop', against: { command: [process.execPath, ...loop], env } },
      ...{ goal: '≤ 1.25', rounds, batch: 1 },
    }
  }
}

/** A token with every scope, as the server reads it. */
function tokenOf(names) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    ...{ iss: 'https://idp.test', aud: 'api', sub: 'bench', scope: names.join(' ') },
    exp: Math.floor(Date.now() / 1000) + 36_000,
  }
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${text}.${createHmac('sha256', SECRET_KEY).update(text).digest('base64url')}`
}
