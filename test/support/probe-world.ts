import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { scopectl } from './scopectl.js'
import { tempDir } from './temp-dir.js'

// Servers that answer in a certain way, and a probe of them.

export const CATALOG = `token: { issuer: https://idp.test, scope_claim: scope }
scopes: { read: Read, write: Write }
routes:
  GET /a: read
  GET /b: write
`

export const folder = (catalog = CATALOG): string => tempDir({ 'scopes.yaml': catalog })

/** Whether the token has the scope, without any other check: these tests are about the transport. */
export function holds(request: Pick<IncomingMessage, 'headers'>, scope: string): boolean {
  const [, body = ''] = (request.headers.authorization ?? '').split('.')
  try {
    return String(JSON.parse(Buffer.from(body, 'base64url').toString()).scope)
      .split(' ')
      .includes(scope)
  } catch {
    return false
  }
}

export async function api(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function probe(url: string, cwd: string, ...flags: string[]) {
  const run = await scopectl(['probe', url, '--json', ...flags], { cwd })
  return { ...run, document: JSON.parse(run.stdout) }
}

export const states = (document: { targets: { state: string; why: { is: string } | null }[] }) =>
  document.targets.map(({ state, why }) => why?.is ?? state)
