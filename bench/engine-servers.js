import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { request, startServer } from './load.js'

/** As `serve` is asked; Envoy passes what it allows on to an API. */
const GUARD = {
  text: ({ method, path, token }) =>
    request(`${method} ${path}`, { Authorization: `Bearer ${token}` }),
  allows: ({ status }) => status === 200,
}

/** How each engine is started with its exported folder, and asked. */
export const ENGINES = {
  serve: GUARD,
  opa: {
    command: ({ folder, port }) => ['run', '--server', '--addr', `127.0.0.1:${port}`, '-b', folder],
    text: (input) => request('POST /v1/data/scopectl/decision', {}, JSON.stringify({ input })),
    allows: ({ body }) => body.includes('"allow":true'),
  },
  envoy: {
    command: ({ folder, port, api }) => {
      const file = join(folder, 'envoy.yaml')
      const text = readFileSync(file, 'utf8')
        .replace('port_value: 10000', `port_value: ${port}`)
        .replace('port_value: 9000', `port_value: ${api}`)
      writeFileSync(file, text)
      return ['-c', file, '--use-dynamic-base-id', '--concurrency', '1', '-l', 'error']
    },
    ...GUARD,
  },
  cerbos: {
    command: ({ folder, port, other }) => [
      'server',
      `--config=${join(folder, '.cerbos.yaml')}`,
      `--set=storage.disk.directory=${folder}`,
      `--set=server.httpListenAddr=127.0.0.1:${port}`,
      `--set=server.grpcListenAddr=127.0.0.1:${other}`,
      '--log-level=error',
      '--debug-listen-addr=',
    ],
    health: '/_cerbos/health',
    text: ({ method, path, token }) => {
      const resource = { kind: 'request', id: '1', attr: { method, path, token } }
      const body = {
        principal: { id: 'caller', roles: ['caller'] },
        resources: [{ actions: ['access'], resource }],
        auxData: { jwt: { token } },
      }
      return request('POST /api/check/resources', {}, JSON.stringify(body))
    },
    allows: ({ body }) => body.includes('"access":"EFFECT_ALLOW"'),
  },
}

/** Starts an engine, and waits until it answers. */
export async function startEngine(name, program, world) {
  const { command, health = '/health' } = ENGINES[name]
  // It does not say when it is ready: the shell says its port at once.
  const line = [
    'sh',
    '-c',
    'echo "port $0"; exec "$@"',
    `${world.port}`,
    program,
    ...command(world),
  ]
  const server = await startServer({ command: line, cwd: world.folder }, /port (\d+)/)
  for (let tries = 0; tries < 300; tries++) {
    if (await answers(`http://127.0.0.1:${world.port}${health}`)) return server
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${name} does not answer`)
}

const answers = (url) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
