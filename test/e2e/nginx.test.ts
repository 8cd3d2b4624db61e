import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../support/free-port.js'
import { get, type RawReply } from '../support/raw-http.js'
import { scopectl } from '../support/scopectl.js'
import { serving } from '../support/serving.js'
import { tempDir } from '../support/temp-dir.js'

const NGINX = ['nginx', '/usr/sbin/nginx'].find(
  (program) => spawnSync(program, ['-v'], { stdio: 'ignore' }).status === 0,
)

const CATALOG = `
scopes: { read: Read, write: Write }
roles: { reader: { default: true, scopes: [read] } }
routes:
  GET /items/: read
  POST /items/: write
  GET /items/{id}: { any: [write, read] }
  GET /me: authenticated
  GET /health: public
  POST /exports: undecided
`
const USERS = 'users:\n  alice: {}\n'

/** As in docs/serve.md. What the guard does not answer with 200 never reaches the API behind. */
const config = (dir: string, port: number, api: number, guard: number) => `
daemon off;
pid ${dir}/nginx.pid;
error_log ${dir}/error.log;
events {}
http {
  access_log off;
  client_body_temp_path ${dir}/body;
  proxy_temp_path ${dir}/proxy;
  fastcgi_temp_path ${dir}/fastcgi;
  uwsgi_temp_path ${dir}/uwsgi;
  scgi_temp_path ${dir}/scgi;
  server {
    listen 127.0.0.1:${port};
    location / {
      auth_request /_authorize;
      auth_request_set $challenge $upstream_http_www_authenticate;
      error_page 403 = @forbidden;
      proxy_pass http://127.0.0.1:${api};
    }
    location = /_authorize {
      internal;
      proxy_pass http://127.0.0.1:${guard}/.scopectl/authorize;
      proxy_pass_request_body off;
      proxy_set_header Content-Length "";
      proxy_set_header X-Original-Method $request_method;
      proxy_set_header X-Original-URI $request_uri;
    }
    location @forbidden {
      add_header WWW-Authenticate $challenge always;
      return 403;
    }
  }
}
`

async function startNginx(program: string, api: number, guard: number): Promise<number> {
  const port = await freePort()
  const dir = tempDir()
  const path = tempDir({ 'nginx.conf': config(dir, port, api, guard) })
  const child = spawn(
    program,
    ['-p', dir, '-e', `${dir}/error.log`, '-c', join(path, 'nginx.conf')],
    {
      stdio: 'pipe',
    },
  )
  onTestFinished(() => void child.kill('SIGTERM'))
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  for (let i = 0; i < 100; i++) {
    if (child.exitCode !== null) break
    try {
      await get(port, 'GET /health')
      return port
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error(`nginx did not start\n${said}`)
}

const seen = ({ status, headers }: RawReply) => [status, ...(headers.get('www-authenticate') ?? [])]

test('a real nginx with auth_request gives the same answers as check', async (context) => {
  if (NGINX === undefined) {
    const reason = 'nginx is not installed here (Debian: apt-get install nginx-light)'
    console.log(`skipped: forward-auth behind nginx: ${reason}`)
    return context.skip(reason)
  }
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
  const guard = await serving(cwd)
  // The API behind allows everything, so every denial comes from nginx.
  const routes = CATALOG.replace(/^ {2}(\w+ \/\S*):.*$/gm, '  $1: public')
  const api = await serving(tempDir({ 'scopes.yaml': routes }))
  const port = await startNginx(NGINX, api.port, guard.port)
  const token = async (...args: string[]) =>
    (await scopectl(['token', '--user', 'alice', ...args], { cwd })).stdout.trim()
  const bearer = async (...args: string[]) => [`Authorization: Bearer ${await token(...args)}`]
  const good = await bearer()
  const expired = await bearer('--flaw', 'expired')

  const cells: [string, string[], (number | string)[]][] = [
    ['GET /health', [], [200]],
    ['GET /items/', [], [401, 'Bearer scope="read"']],
    ['GET /items/', good, [200]],
    ['HEAD /items/', good, [200]],
    ['GET /items/?page=2', good, [200]],
    ['GET /items/', expired, [401, 'Bearer error="invalid_token", scope="read"']],
    ['POST /items/', good, [403, 'Bearer error="insufficient_scope", scope="write"']],
    ['GET /items/42', good, [200]],
    ['GET /me', good, [200]],
    ['GET /me', [], [401, 'Bearer']],
  ]
  for (const [line, headers, due] of cells) {
    expect([line, ...seen(await get(port, line, headers))]).toEqual([line, ...due])
  }
  // Without a verdict there is no access, however nginx reads the path: `POST /items/` in another spelling.
  const refused: [string, string[]][] = [
    ['GET /nothing', good],
    ['POST /exports', good],
    ['POST /health/../items/', good],
    ['POST /health/%2e%2e/items/', good],
    ['POST //items/', good],
    ['GET /items/?access_token=x', good],
    ['GET /health', [...good, ...good]],
  ]
  for (const [line, headers] of refused) {
    const { status } = await get(port, line, headers)
    expect([line, status >= 400], String(status)).toEqual([line, true])
  }
  // The client's own headers do not change the question.
  const faked = ['X-Original-URI: /health', 'X-Original-Method: GET']
  expect(seen(await get(port, 'GET /items/', faked))[0]).toBe(401)
  const forwarded = ['X-Forwarded-Uri: /health', 'X-Forwarded-Method: GET']
  expect((await get(port, 'GET /items/', forwarded)).status).toBeGreaterThanOrEqual(400)
})
