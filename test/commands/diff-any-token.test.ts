import fc from 'fast-check'
import { expect, test } from 'vitest'
import { main } from '../../src/cli/main.js'
import { realContext } from '../../src/cli/outside.js'
import { collector } from '../support/collector.js'
import { catalogForm } from '../support/generators.js'
import '../support/seed.js'
import { tempDir } from '../support/temp-dir.js'

// In this process, since every example takes many runs.

interface Change {
  readonly kind: string
  readonly way: 'gain' | 'loss' | null
  readonly route: string | null
  readonly witness: {
    readonly token: boolean
    readonly scopes: readonly string[]
    readonly roles: object
    readonly undeclared: { readonly before: readonly string[]; readonly after: readonly string[] }
  } | null
}

async function run(cwd: string, ...line: string[]) {
  const stdout = collector()
  const host = { env: { HOME: cwd, PATH: '' }, cwd: () => cwd }
  const streams = { stdin: process.stdin, stdout: stdout.output, stderr: collector().output }
  const outside = realContext({ ...host, ...streams, platform: process.platform })
  const exit = await main(line, { ...outside, env: host.env, ...streams })
  return { exit, answer: JSON.parse(stdout.text()) as { changes: Change[]; status: number } }
}

const ROUTES = ['GET /a', 'GET /b', 'POST /c']
/** Catalogs whose routes do not overlap, so that each has a path of its own. */
const flat = catalogForm.map((form) => {
  const needs = Object.values(form.routes)
  const routes = ROUTES.flatMap((name, i) => (needs[i] === undefined ? [] : [[name, needs[i]]]))
  return { ...form, routes: Object.fromEntries(routes) as typeof form.routes }
})

test('check --scopes confirms every witness on both sides', async () => {
  let confirmed = 0
  await fc.assert(
    fc.asyncProperty(flat, flat, async (older, newer) => {
      const cwd = tempDir({
        'older.json': JSON.stringify(older),
        'newer.json': JSON.stringify(newer),
      })
      const { exit, answer } = await run(
        cwd,
        'diff',
        '--any-token',
        './older.json',
        './newer.json',
        '--json',
      )
      expect(exit).toBe(0)
      for (const { kind, way, route, witness } of answer.changes) {
        if (!witness || route === null || !(route in older.routes && route in newer.routes))
          continue
        // A role is in another claim than the scopes.
        if (Object.keys(witness.roles).length > 0) continue
        const ask = async (file: string, undeclared: readonly string[]) => {
          const scopes = witness.scopes.filter((name) => !undeclared.includes(name))
          if (witness.token && scopes.length === 0) return undefined
          const who = witness.token ? [`--scopes=${scopes.join(' ')}`] : ['--anonymous']
          const path = ['check', '-c', file, ...who, '--route', route, '--json']
          return (await run(cwd, ...path)).exit
        }
        const before = await ask('older.json', witness.undeclared.before)
        const after = await ask('newer.json', witness.undeclared.after)
        const [allowed, refused] = way === 'gain' ? [after, before] : [before, after]
        confirmed++
        if (allowed !== undefined) expect([kind, allowed]).toEqual([kind, 0])
        // 2: undecided.
        if (refused !== undefined) expect([2, 3, 4]).toContain(refused)
      }
    }),
    { numRuns: 25 },
  )
  expect(confirmed).toBeGreaterThan(10)
})
