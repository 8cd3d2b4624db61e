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
        .replace('port_value: 10000\n', `port_value: ${port}\n`)
        .replace('port_value: 9000\n', `port_value: ${api}\n`)
      writeFileSync(file, text)
      return ['-c', file, '--use-dynamic-base-id', '--concurrency', '1', '-l', 'error']
    },
    ...GUARD,
  },
}

/** Starts an engine, and waits until it answers. */
export async function startEngine(name, program, world) {
  const [first, ...args] = [program, ...ENGINES[name].command(world)]
  // It does not say when it is ready: the shell says its port at once.
  const line = ['sh', '-c', 'echo "port $0"; exec "$@"', `${world.port}`, first, ...args]
  const server = await startServer({ command: line, cwd: world.folder }, /port (\d+)/)
  for (let tries = 0; tries < 300; tries++) {
    if (await answers(`http://127.0.0.1:${world.port}/health`)) return server
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`${name} does not answer`)
}

const answers = (url) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
