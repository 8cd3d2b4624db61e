import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { makeKey } from '../../../src/io/make-key.js'
import { catalogForm, loadCatalog } from '../../support/generators.js'
import { SEED } from '../../support/seed.js'
import { inTurns } from './cells.js'
import { installEnvoy, runEnvoy } from './envoy.js'
import { differenceIn, type Seen } from './envoy-difference.js'
import { cellsOf, type ExportCell, type ExportWorld, exportWorld } from './export-cells.js'
import { type Installed, needs } from './install.js'
import { oddTypes } from './odd-types.js'

const ALGORITHMS = ['ES256', 'RS256', 'ES256', 'PS256', 'ES384', 'ES512', 'RS512'] as const

/** Compares Envoy with its profile, status for status, for this number of generated catalogs. */
export function compareEnvoy(count: number): void {
  let installed: Installed
  beforeAll(async () => {
    installed = await installEnvoy()
    if (installed.ok) console.log(JSON.stringify(installed.versions))
  }, 600_000)

  describe('export envoy', { timeout: 3_600_000 }, () => {
    test(`the answers of check --as-server envoy, for ${count} generated catalogs`, async (context) => {
      needs(installed, context)
      const seen: Seen = { cells: 0, allowed: 0, otherStatus: 0, unsent: 0 }
      for (const [n, catalog] of catalogsFor(count).entries()) {
        const key = await makeKey(ALGORITHMS[n % ALGORITHMS.length] ?? 'ES256')
        const world = exportWorld(catalog, key, Math.floor(Date.now() / 1000))
        const cells = [...(await cellsOf(world)), ...oddTypes(world)]
        await expectAlike(installed.program, world, cells, seen)
      }
      console.log(`${count} catalogs, no difference: ${JSON.stringify(seen)}`)
      expect(seen.allowed).toBeGreaterThan(seen.cells / 100)
      // Else the profile is only check.
      expect(seen.otherStatus).toBeGreaterThan(0)
    })
  })
}

/** Puts the cells to an Envoy with the export of the world, and expects the status of the profile for each. */
export async function expectAlike(
  program: string,
  world: ExportWorld,
  cells: readonly ExportCell[],
  seen: Seen,
): Promise<void> {
  const running = await runEnvoy(program, world)
  try {
    const asked = cells.filter(isAsked)
    const found = await inTurns(asked, 8, (cell) => differenceIn(cell, world, running, seen))
    const names = world.catalog.routes.slice(0, 20).map(({ name }) => name)
    expect(
      found.flatMap((each) => each ?? []),
      JSON.stringify(names),
    ).toEqual([])
  } finally {
    await running.stop()
  }
}

/** Tokens that are valid for seconds need a clock that a test sets; and the other forms of a target are not paths. */
const isAsked = ({ who, method, target }: ExportCell): boolean =>
  // Node's client sends methods in upper case.
  method === method.toUpperCase() &&
  !/^(?:expired 2 seconds ago|valid in 4 seconds)$/.test(who) &&
  target.startsWith('/')

function catalogsFor(count: number): Catalog[] {
  const claims = ['scope', 'scp', '/x/y']
  const all = fc
    .sample(catalogForm, { numRuns: count * 2, seed: SEED })
    .filter(({ routes }) => Object.keys(routes).length > 0)
    .slice(0, count)
    .map(({ token, ...form }, i) => {
      const { role_claim: _, ...kept } = token ?? {}
      const scope = { scope_claim: claims[i % claims.length], scope_format: 'string' }
      // Envoy has a copy of the keys.
      return loadCatalog({ ...form, token: { ...kept, ...scope, key: 'file:keys.json' } })
    })
  expect(all).toHaveLength(count)
  return all
}
