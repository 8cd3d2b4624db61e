import { expect, test } from 'vitest'
import { compareEnvoy } from './support/compare-envoy.js'
import { installEnvoy, runEnvoy } from './support/envoy.js'
import { differenceIn, type Seen } from './support/envoy-difference.js'
import { expectedStatus } from './support/export-cells.js'
import { needs } from './support/install.js'
import { keysAtUrl } from './support/keys-at-url.js'
import { severalKeys, unnamedKey } from './support/several-keys.js'

// A sample; export-envoy.real.ts has more of the same catalogs.
compareEnvoy(5)

test('of several keys, the one that a token names must be the only one', async (context) => {
  const installed = await installEnvoy()
  needs(installed, context)
  const { world, cells } = await severalKeys()
  const running = await runEnvoy(installed.program, world)
  const answers = []
  try {
    for (const cell of cells) {
      const status = await running.ask(cell)
      expect(status).toBe(await expectedStatus(world.catalog, world.trust, cell, world.now))
      answers.push(status)
    }
  } finally {
    await running.stop()
  }
  expect(answers.filter((status) => status === 200)).toHaveLength(1)
})

test('a key without a name verifies tokens that name any', async (context) => {
  const installed = await installEnvoy()
  needs(installed, context)
  const { world, cells } = await unnamedKey()
  const running = await runEnvoy(installed.program, world)
  const seen: Seen = { cells: 0, allowed: 0, otherStatus: 0, unsent: 0 }
  try {
    for (const cell of cells) expect(await differenceIn(cell, world, running, seen)).toBe(undefined)
  } finally {
    await running.stop()
  }
  expect(seen.allowed).toBe(4)
})

test.for([false, true])(
  'keys at a URL, of which there are several: %j',
  async (several, context) => {
    const installed = await installEnvoy()
    needs(installed, context)
    const { world, cells, others, text } = await keysAtUrl(several)
    const running = await runEnvoy(installed.program, world, text)
    const seen: Seen = { cells: 0, allowed: 0, otherStatus: 0, unsent: 0 }
    try {
      const found = []
      for (const cell of cells) found.push(await differenceIn(cell, world, running, seen, others))
      // Envoy ignores what a key is for, which docs/export.md lists as wider.
      const wider = several ? ['by the key for encryption GET /a: 200, not 401'] : []
      expect(found.filter((each) => each !== undefined)).toEqual(wider)
    } finally {
      await running.stop()
    }
    expect(seen.allowed).toBeGreaterThan(cells.length / 2)
  },
)
