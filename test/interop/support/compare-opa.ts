import { beforeAll, describe, expect, test } from 'vitest'
import { opa } from '../../../src/core/export/opa/opa.js'
import { makeKey } from '../../../src/io/make-key.js'
import { engineFolder } from './engine-folder.js'
import { exportCatalogs } from './export-catalogs.js'
import { cellsOf, type ExportCell, expectedStatus, exportWorld } from './export-cells.js'
import { type Installed, needs } from './install.js'
import { askOpa, installOpa, testOpa } from './opa.js'

const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'ES512', 'ES256', 'RS512', 'PS384', 'ES384'] as const

/** Compares OPA with `decide`, cell by cell, for this number of generated catalogs. */
export function compareOpa(count: number): void {
  let installed: Installed
  beforeAll(async () => {
    installed = await installOpa()
    if (installed.ok) console.log(JSON.stringify(installed.versions))
  }, 600_000)

  describe('export opa', { timeout: 3_600_000 }, () => {
    test(`the answers of check, for ${count} generated catalogs`, async (context) => {
      needs(installed, context)
      const catalogs = exportCatalogs(count)
      const seen = { cells: 0, allowed: 0, tests: 0 }
      for (const [n, catalog] of catalogs.entries()) {
        const algorithm = ALGORITHMS[n % ALGORITHMS.length] ?? 'ES256'
        const here = exportWorld(catalog, await makeKey(algorithm), Math.floor(Date.now() / 1000))
        const cells = await cellsOf(here)
        const folder = engineFolder(opa, here)
        const answers = await askOpa(installed.program, folder, cells, here.now)
        expect(answers).toHaveLength(cells.length)
        const differing: string[] = []
        for (const [i, cell] of cells.entries()) {
          const expected = await expectedStatus(catalog, here.trust, cell, here.now)
          const allow = expected === 200
          if (allow) seen.allowed++
          const wanted = { allow, envoy: allow, status: expected }
          if (JSON.stringify(answers[i]) !== JSON.stringify(wanted))
            differing.push(`${shown(cell)}: ${JSON.stringify(answers[i])}, not ${expected}`)
        }
        expect(differing, JSON.stringify(catalog.routes.map(({ name }) => name))).toEqual([])
        seen.cells += cells.length
        seen.tests += await testOpa(installed.program, folder)
      }
      console.log(
        `${count} catalogs, ${seen.cells} cells, ${seen.allowed} of them allowed, no difference; ${seen.tests} tests of OPA pass`,
      )
      expect(seen.allowed).toBeGreaterThan(seen.cells / 100)
    })
  })
}

const shown = ({ who, method, target }: ExportCell): string => `${who} ${method} ${target}`
