import { beforeAll, describe, expect, test } from 'vitest'
import { cerbos } from '../../../src/core/export/cerbos/cerbos.js'
import { makeKey } from '../../../src/io/make-key.js'
import { askCerbos, installCerbos, runCerbos, testCerbos } from './cerbos.js'
import { engineFolder } from './engine-folder.js'
import { exportCatalogs } from './export-catalogs.js'
import { cellsOf, type ExportCell, expectedStatus, exportWorld } from './export-cells.js'
import { type Installed, needs } from './install.js'

const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA', 'ES512', 'RS512', 'PS384', 'ES384'] as const

/** Compares Cerbos with `decide`, cell by cell, for this number of generated catalogs. */
export function compareCerbos(count: number): void {
  let installed: Installed
  beforeAll(async () => {
    installed = await installCerbos()
    if (installed.ok) console.log(JSON.stringify(installed.versions))
  }, 600_000)

  describe('export cerbos', { timeout: 3_600_000 }, () => {
    test(`the answers of check, for ${count} generated catalogs`, async (context) => {
      needs(installed, context)
      const seen = { cells: 0, allowed: 0, denied: 0, tests: 0 }
      for (const [n, catalog] of exportCatalogs(count).entries()) {
        const algorithm = ALGORITHMS[n % ALGORITHMS.length] ?? 'ES256'
        const world = exportWorld(catalog, await makeKey(algorithm), Math.floor(Date.now() / 1000))
        const cells = (await cellsOf(world)).filter(isAsked)
        const folder = engineFolder(cerbos, world)
        seen.tests += await testCerbos(installed.program, folder)
        const running = await runCerbos(installed.program, folder)
        const answers = await askCerbos(running.origin, cells).finally(running.stop)
        const differing: string[] = []
        for (const [i, cell] of cells.entries()) {
          const expected = await expectedStatus(catalog, world.trust, cell, world.now)
          const status = answers[i]
          seen.cells++
          if (status === 200) seen.allowed++
          if (status === expected) continue
          if (status === 401 && isDeniedMore(cell)) seen.denied++
          else differing.push(`${shown(cell)}: ${status}, not ${expected}`)
        }
        expect(differing, JSON.stringify(catalog.routes.map(({ name }) => name))).toEqual([])
      }
      console.log(
        `${count} catalogs, ${seen.cells} cells, ${seen.allowed} of them allowed, no difference but ${seen.denied} that Cerbos alone denies; ${seen.tests} tests of Cerbos pass`,
      )
      expect(seen.allowed).toBeGreaterThan(seen.cells / 100)
    })
  })
}

/** Tokens that are valid for seconds need a clock that a test sets. */
const isAsked = ({ who }: ExportCell): boolean =>
  !/^(?:expired 2 seconds ago|valid in 4 seconds)$/.test(who)

/** What Cerbos itself refuses, and what its policy cannot read in the text of a token: docs/export.md lists them. */
const isDeniedMore = ({ who }: ExportCell): boolean =>
  ['`jti` a number', '`aud` null', '`aud` a list with the right one and a number'].includes(who) ||
  /^claims .*(?:,"":\{\}|\]{9,}|\}{9,})\}?$/.test(who)

const shown = ({ who, method, target }: ExportCell): string => `${who} ${method} ${target}`
