import { createServer } from 'node:http'
import { afterAll } from 'vitest'
import { holds } from '../support/probe-world.js'
import { onEachDisk } from '../support/real-disks.js'
import { listening } from '../support/tls-world.js'
import { WRITERS, type Writer } from '../support/writers.js'

// What is written after requests were sent: probe must not report its findings (exit 5) when the record is lost.

/** Looks at the scope of a token and at nothing else, so there are findings, and something to learn. */
const api = createServer((request, response) => {
  const { authorization = '' } = request.headers
  const refusal = authorization.startsWith('Bearer ') ? 403 : 401
  response.writeHead(holds(request, 'read') ? 200 : refusal).end('{}')
})
const url = `http://127.0.0.1:${await listening(api)}`
afterAll(() => void api.close().closeAllConnections())

const FILES = {
  'scopes.yaml': `token: { issuer: http://localhost:8000, audience: api }
scopes: { read: Read }
roles: { reader: { scopes: [read] } }
routes: { GET /items: read }
`,
  'users.yaml': 'users: { bob: { roles: [reader] } }\n',
}
/** With a key, so that only the answer is left to be written. */
const writing = (...args: string[]): Writer => ({ args, files: FILES, before: [['keys', 'new']] })
const NETWORK: readonly (readonly [string, Writer])[] = [
  ['probe --record', writing('probe', url, '--record', 'base.ndjson')],
  ['probe --report', writing('probe', url, '--report', 'junit=probe.xml')],
  ['server learn -o', writing('server', 'learn', `${url}/items`, '--user', 'bob', '-o', 's.yaml')],
]
for (const [name] of NETWORK) if (name in WRITERS) throw new Error(`${name} is tested twice`)

onEachDisk(NETWORK)
