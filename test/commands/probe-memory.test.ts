import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ProbeRun, type ProbeTools } from '../../src/commands/probe-run.js'
import { parseCatalog } from '../../src/core/catalog/parse.js'
import type { Planned, Reply, RoutePlan } from '../../src/core/probe/model.js'
import { planRoute } from '../../src/core/probe/plan.js'
import { sourceOf } from '../../src/core/source.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const catalogOf = (routes: number) => ({
  token: { issuer: 'https://idp.test', audience: 'api', scope_claim: 'scope' },
  scopes: { read: 'Read', write: 'Write', 'users:read': 'See users' },
  routes: Object.fromEntries(
    Array.from({ length: routes }, (_, i) => [`GET /r${i}`, 'read users:read']),
  ),
})

const SETTINGS = {
  ...{ methods: new Set(['GET']), allowWrites: false, consents: true, isSymmetric: false },
  ...{ params: new Map(), subjects: [] },
}

test('100,000 requests: routes are planned one after the other, and no body is kept', async () => {
  const read = parseCatalog(sourceOf(catalogOf(3000)))
  if (!read.ok) throw new Error('not a catalog')
  const catalog = read.value
  let planned = 0
  let judged = 0
  let ahead = 0
  function* plans(): Generator<RoutePlan> {
    for (const route of catalog.routes) {
      const plan = planRoute(catalog, route, SETTINGS)
      planned++
      ahead = Math.max(ahead, planned - judged)
      if ('requests' in plan) yield plan
    }
  }
  // A simulated server without any guard: each route has a finding, with an answer that is large and not like the others.
  const sender = {
    sent: 0,
    date: undefined,
    send: async (_planned: Planned): Promise<Reply> => {
      const body = `${sender.sent++}${'x'.repeat(10_000)}`
      return { status: 200, challenge: 'y'.repeat(8000), type: undefined, body }
    },
  }
  const ctx = {
    now: () => 0,
    random: (bytes: number) => new Uint8Array(bytes),
    progress: (done: number) => {
      judged = done
    },
  }
  const tools = {
    ...{ url: 'http://localhost/', sender, ctx, total: 3000, accepted: [] },
    ...{ hooks: {}, recorder: { add: () => {} }, show: () => {} },
    tokens: { skew: 0, of: async () => undefined },
  }
  const run = new ProbeRun(tools as unknown as ProbeTools)
  await run.all(plans(), 8)
  expect(sender.sent).toBeGreaterThan(100_000)
  expect(run.isWhole).toBe(true)
  expect(run.verdicts.filter(({ state }) => state === 'found')).toHaveLength(3000)
  expect(ahead).toBeLessThanOrEqual(9)
  const kept = JSON.stringify(run.verdicts.map(({ findings, oddities }) => [findings, oddities]))
  expect(kept.length / 3000).toBeLessThan(3000)
})

test('a plan of 100,000 requests is printed with a small heap', async () => {
  const cwd = tempDir()
  writeFileSync(join(cwd, 'scopes.json'), JSON.stringify(catalogOf(3000)))
  const env = { NODE_OPTIONS: '--max-old-space-size=128' }
  const flags = ['probe', 'http://127.0.0.1:9', '--dry-run', '--json']
  const { stdout, exit } = await scopectl(flags, { cwd, env })
  expect(exit).toBe(0)
  expect(JSON.parse(stdout).plan.length).toBeGreaterThan(100_000)
})

test('large answers that are alike are kept once while a route is probed', async () => {
  const body = Buffer.from(`{"a":"${'x'.repeat(700_000)}"}`)
  let received = 0
  const server = createServer((_request, response) => {
    received++
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const cwd = tempDir()
  writeFileSync(join(cwd, 'scopes.json'), JSON.stringify(catalogOf(16)))
  const env = { NODE_OPTIONS: '--max-old-space-size=128' }
  const { stdout, exit } = await scopectl(['probe', url, '--json'], { cwd, env })
  const document = JSON.parse(stdout)
  expect(document.findings[0]).toMatchObject({ kind: 'unguarded', routes: 16 })
  expect(document.requests).toBe(received)
  expect(exit).toBe(5)
})
