import { beforeAll, expect, test } from 'vitest'
import { cerbos } from '../../src/core/export/cerbos/cerbos.js'
import { askCerbos, installCerbos, runCerbos, testCerbos } from './support/cerbos.js'
import { CLAIM_SETTINGS, claimCells } from './support/claim-cells.js'
import { compareCatalogs, compareDocuments, smallDocuments } from './support/compare-catalogs.js'
import { CERBOS } from './support/compare-cerbos.js'
import { engineFolder } from './support/engine-folder.js'
import { type ExportCell, type ExportWorld, expectedStatus } from './support/export-cells.js'
import { type Installed, needs } from './support/install.js'
import { compareRandomCerbos } from './support/random-cerbos.js'
import { expectServedAnswers } from './support/served-catalog.js'
import { servedCerbos } from './support/served-cerbos.js'
import { severalKeys } from './support/several-keys.js'

// A sample; export-cerbos.real.ts has more of both.
compareCatalogs(CERBOS, 4)
compareDocuments(CERBOS, 'imported documents', smallDocuments)
compareRandomCerbos(500)

let installed: Installed
beforeAll(async () => {
  installed = await installCerbos()
}, 600_000)

async function statusesOf(
  program: string,
  { world, cells }: { world: ExportWorld; cells: readonly ExportCell[] },
) {
  const running = await runCerbos(program, engineFolder(cerbos, world))
  const found = await askCerbos(running.origin, cells).finally(running.stop)
  const name = ({ who, target }: ExportCell) => `${who} ${target}`
  const expected = await Promise.all(
    cells.map(async (cell) => [
      name(cell),
      await expectedStatus(world.catalog, world.trust, cell, world.now),
    ]),
  )
  return { found: cells.map((cell, i) => [name(cell), found[i]]), expected }
}

test('of several keys, the one that a token names must be the only one', async (context) => {
  needs(installed, context)
  const { found, expected } = await statusesOf(installed.program, await severalKeys())
  expect(found).toEqual(expected)
  expect(found.filter(([, status]) => status === 200)).toHaveLength(1)
})

test.for(CLAIM_SETTINGS)('reads claims as check does, with %j', async (settings, context) => {
  needs(installed, context)
  const { found, expected } = await statusesOf(installed.program, await claimCells(settings))
  expect(found).toEqual(expected)
  expect(new Set(found.map(([, status]) => status)).size).toBeGreaterThan(2)
})

test('the command that is printed starts Cerbos, with the keys of serve', async (context) => {
  needs(installed, context)
  const { cli, decide, folder, printed } = await servedCerbos(installed.program)
  expect(printed).toContain('start: cd policy && cerbos server --config=.cerbos.yaml')
  await expectServedAnswers(decide, cli)
  const at = async (seconds: number, ...more: string[]) => {
    const iat = Math.floor(Date.now() / 1000) + seconds
    return cli('token', '--role', 'reader', '--with-configured-key', '--at', `${iat}`, ...more)
  }
  expect(await decide('GET', '/me', await at(15))).toBe(200)
  expect(await decide('GET', '/me', await at(60))).toBe(401)
  expect(await decide('GET', '/me', await at(-75, '--lifetime', '60s'))).toBe(200)
  expect(await decide('GET', '/me', await at(-120, '--lifetime', '60s'))).toBe(401)
  expect(await testCerbos(installed.program, folder)).toBe(118)
})
