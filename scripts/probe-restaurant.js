/**
 * node scripts/probe-restaurant.js CHECKOUT PYTHON: probes Damn Vulnerable RESTaurant, an API with documented faults that
 * others wrote. docs/probe.md says how to get it. Starts it with a database in memory, and downloads nothing.
 *
 * Exits with 0 if the three routes are found that the wrong role can call.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const [checkout = '', python = 'python3'] = process.argv.slice(2)
const PROGRAM = process.env['SCOPECTL_PROGRAM'] ?? resolve('bin/scopectl.js')
const JWT_SECRET_KEY = 'only-for-this-run-0123456789abcdef0123456789'

// Its tokens only have a `sub`, and it looks the role up. Ours have scopes as well, which it ignores.
const CATALOG = `token: { algorithm: HS256, key: env:JWT_SECRET_KEY, enforce: literal }
scopes:
  orders: Place and see orders
  menu: Change the menu
  staff: Give roles to users
  server: Look after the server
roles:
  customer: { scopes: [orders] }
  employee: { scopes: [menu, staff] }
  chef: { scopes: [menu, staff, server] }
routes:
  GET /menu: public
  PUT /menu: { needs: menu, body: { name: Soup, price: 3, category: Soups } }
  PUT /menu/{item_id}:
    { needs: menu, params: { item_id: 1 }, body: { name: Soup, price: 3, category: Soups } }
  DELETE /menu/{item_id}: { needs: menu, params: { item_id: 2 } }
  GET /orders: orders
  GET /orders/{order_id}: { needs: orders, params: { order_id: 1 } }
  GET /profile: authenticated
  GET /admin/stats/disk: server
  GET /admin/reset-chef-password: server
  PUT /users/update_role: { needs: staff, body: { username: hhm, role: Customer } }
`
const USERS = `users:
  johndoe: { roles: [customer] }
  Mike: { roles: [employee] }
  chef: { roles: [chef] }
`
/** Level 1, level 3 and the way into level 4 of its game. */
const EXPECTED = {
  'DELETE /menu/{item_id}': ['missing-scope', 'any-token'],
  'PUT /users/update_role': ['missing-scope', 'any-token'],
  'GET /admin/reset-chef-password': ['unguarded'],
}

const cwd = mkdtempSync(join(tmpdir(), 'scopectl-restaurant-'))
const env = { ...process.env, JWT_SECRET_KEY, DB_BACKEND: 'memory', ENV: 'development' }
writeFileSync(join(cwd, 'scopes.yaml'), CATALOG)
writeFileSync(join(cwd, 'users.yaml'), USERS)

/** @param {string[]} args */
const scopectl = (args, more = {}) =>
  spawnSync(process.execPath, [PROGRAM, ...args], {
    ...{ cwd, env: { ...env, ...more }, encoding: 'utf8', timeout: 300_000 },
  })

const server = spawn(
  resolve(python),
  ['-m', 'uvicorn', 'main:app', '--host', '127.0.0.1', '--port', '0'],
  { cwd: join(checkout, 'app'), env },
)
process.on('exit', () => {
  server.kill()
  rmSync(cwd, { recursive: true, force: true })
})
const url = await new Promise((done, fail) => {
  let said = ''
  server.stderr.on('data', (chunk) => {
    said += chunk
    const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? []
    if (found) done(found)
  })
  server.once('close', () => fail(new Error(said)))
})

const users = ['johndoe', 'Mike', 'chef']
const tokens = Object.fromEntries(
  users.map((name) => [`TOKEN_${name}`, scopectl(['token', '--user', name]).stdout.trim()]),
)
const supplied = users.flatMap((name) => ['--token-for', `user:${name}=env:TOKEN_${name}`])
const flags = ['--methods', 'PUT,DELETE', '--as-server', 'fastapi', ...supplied]
const { stdout, stderr } = scopectl(['probe', url, '--json', ...flags], tokens)
const { findings = [], problem } = JSON.parse(stdout || '{}')
if (problem || stdout === '') throw new Error(problem?.message ?? stderr)
for (const { kind, severity, cases } of findings)
  for (const { route, credential, got } of cases)
    console.log(severity, kind, route, '-', credential, '->', got)
const missed = Object.entries(EXPECTED).filter(
  ([route, kinds]) =>
    !findings.some(
      (/** @type {any} */ { kind, cases }) =>
        kinds.includes(kind) && cases.some((/** @type {any} */ each) => each.route === route),
    ),
)
for (const [route] of missed) console.error(`not found: ${route}`)
process.exitCode = missed.length > 0 ? 1 : 0
process.exit()
