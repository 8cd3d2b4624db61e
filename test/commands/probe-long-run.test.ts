import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { main } from '../../src/cli/main.js'
import { realContext } from '../../src/cli/outside.js'
import { collector } from '../support/collector.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `token: { lifetime: 5m, scope_claim: scope }
scopes: { read: Read }
routes:
${Array.from({ length: 6 }, (_, i) => `  GET /r${i}: read\n`).join('')}`

test('in a run that takes hours, tokens are issued again before they expire', async () => {
  // The clock of both sides: ten seconds pass with each request.
  let clock = 1_800_000_000
  const seen = new Set<string>()
  let latest = 0
  const server = createServer((request, response) => {
    const [, body = ''] = (request.headers.authorization ?? '').split('.')
    const {
      iat = 0,
      exp = 0,
      scope = '',
    } = JSON.parse(Buffer.from(body, 'base64url').toString() || '{}')
    // Flawed tokens are expired on purpose, or not for this server.
    const isPlain = exp - iat === 300 && scope === 'read'
    if (isPlain) {
      seen.add(request.headers.authorization ?? '')
      latest = Math.max(latest, clock - iat)
    }
    const isAllowed = exp > clock && scope === 'read'
    response.setHeader('date', new Date(clock * 1000).toUTCString())
    response.setHeader('www-authenticate', 'Bearer')
    response.writeHead(isAllowed ? 200 : exp > clock ? 403 : 401)
    response.end(isAllowed ? '{"a resource":1}' : '')
    clock += 10
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  const stdout = collector()
  const stderr = collector()
  const env = { HOME: cwd, PATH: process.env['PATH'] ?? '' }
  const streams = { stdin: process.stdin, stdout: stdout.output, stderr: stderr.output }
  const outside = realContext({ env, cwd: () => cwd, ...streams, platform: process.platform })
  await main(['probe', url, '--json', '--concurrency', '1'], {
    ...{ env, stdout: stdout.output, stderr: stderr.output },
    context: (tell, draw) =>
      Object.create(outside.context(tell, draw), {
        now: { value: () => clock },
        interrupted: { value: () => new Promise<void>(() => {}) },
      }),
  })
  const document = JSON.parse(stdout.text())
  const kinds = document.findings.map(({ kind }: { kind: string }) => kind)
  expect(kinds).not.toContain('shut')
  expect(clock - 1_800_000_000).toBeGreaterThan(1000)
  expect(seen.size).toBeGreaterThan(3)
  expect(latest).toBeLessThan(300)
})
