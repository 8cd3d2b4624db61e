import { expect, test } from 'vitest'
import { compareEnvoy } from './support/compare-envoy.js'
import { installEnvoy, runEnvoy } from './support/envoy.js'
import { expectedStatus } from './support/export-cells.js'
import { needs } from './support/install.js'
import { severalKeys } from './support/several-keys.js'

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
