import { beforeAll, describe, expect, test } from 'vitest'
import type { Algorithm } from '../../../src/core/token/model.js'
import { makeKey } from '../../../src/io/make-key.js'
import { exportCatalogs } from './export-catalogs.js'
import {
  cellsOf,
  type ExportCell,
  type ExportWorld,
  expectedStatus,
  exportWorld,
} from './export-cells.js'
import { type Installed, needs } from './install.js'

/** An engine that decides about the exported catalog of a world. */
export interface ComparedEngine {
  readonly name: string
  readonly algorithms: readonly Algorithm[]
  install(): Promise<Installed>
  /** Whether a cell can be put to it: all can, if this is missing. */
  readonly isAsked?: (cell: ExportCell) => boolean
  /** Whether it denies a cell with 401 whatever `check` answers, as docs/export.md lists. */
  readonly deniesMore?: (cell: ExportCell) => boolean
  /** The status for each cell, or what else it answered; and how many tests of its own pass. */
  ask(
    installed: Extract<Installed, { ok: true }>,
    world: ExportWorld,
    cells: readonly ExportCell[],
  ): Promise<{ readonly answers: readonly (number | string)[]; readonly tests: number }>
}

/** Compares an engine with `decide`, cell by cell, for this number of generated catalogs. */
export function compareCatalogs(engine: ComparedEngine, count: number): void {
  let installed: Installed
  beforeAll(async () => {
    installed = await engine.install()
    if (installed.ok) console.log(JSON.stringify(installed.versions))
  }, 600_000)

  describe(`export ${engine.name}`, { timeout: 3_600_000 }, () => {
    test(`the answers of check, for ${count} generated catalogs`, async (context) => {
      needs(installed, context)
      const seen = { cells: 0, allowed: 0, denied: 0, tests: 0 }
      for (const [n, catalog] of exportCatalogs(count).entries()) {
        const algorithm = engine.algorithms[n % engine.algorithms.length] ?? 'ES256'
        const here = exportWorld(catalog, await makeKey(algorithm), Math.floor(Date.now() / 1000))
        const cells = (await cellsOf(here)).filter(engine.isAsked ?? (() => true))
        const { answers, tests } = await engine.ask(installed, here, cells)
        expect(answers).toHaveLength(cells.length)
        const differing: string[] = []
        for (const [i, cell] of cells.entries()) {
          const expected = await expectedStatus(catalog, here.trust, cell, here.now)
          if (expected === 200) seen.allowed++
          if (answers[i] === expected) continue
          if (answers[i] === 401 && engine.deniesMore?.(cell)) seen.denied++
          else differing.push(`${shown(cell)}: ${answers[i]}, not ${expected}`)
        }
        expect(differing, JSON.stringify(catalog.routes.map(({ name }) => name))).toEqual([])
        seen.cells += cells.length
        seen.tests += tests
      }
      console.log(
        `${count} catalogs, ${seen.cells} cells, ${seen.allowed} of them allowed, no difference but ${seen.denied} that ${engine.name} alone denies; ${seen.tests} tests of ${engine.name} pass`,
      )
      expect(seen.allowed).toBeGreaterThan(seen.cells / 100)
      expect(seen.tests).toBeGreaterThan(count)
    })
  })
}

const shown = ({ who, method, target }: ExportCell): string => `${who} ${method} ${target}`
