import { expect, test } from 'vitest'
import type { Algorithm } from '../../../src/core/token/model.js'
import { makeKey } from '../../../src/io/make-key.js'
import { documentCatalogs, type FetchedCatalogs } from './document-catalogs.js'
import { documentCells } from './document-cells.js'
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
export const compareCatalogs = (engine: ComparedEngine, count: number): void =>
  compare(engine, `${count} generated catalogs`, cellsOf, async () => {
    const found = exportCatalogs(count).map((catalog, n) => ({ name: `number ${n}`, catalog }))
    return { found, missing: [] }
  })

/** Compares an engine with `check` for the catalogs that `import` makes of documents. */
export const compareDocuments = (
  engine: ComparedEngine,
  what: string,
  documents: () => Promise<FetchedCatalogs>,
): void => compare(engine, what, documentCells, documents)

/** The small ones of this repository. */
export async function smallDocuments(): Promise<FetchedCatalogs> {
  const found = (await documentCatalogs()).filter(({ catalog }) => catalog.routes.length < 100)
  return { found, missing: [] }
}

function compare(
  engine: ComparedEngine,
  what: string,
  cellsFor: (world: ExportWorld) => Promise<ExportCell[]>,
  catalogs: () => Promise<FetchedCatalogs>,
): void {
  test(`export ${engine.name}: the answers of check, for ${what}`, {
    // The engines are limited by their CPU time.
    timeout: 36_000_000,
  }, async (context) => {
    const installed = await engine.install()
    needs(installed, context)
    console.log(JSON.stringify(installed.versions))
    const { found, missing } = await catalogs()
    if (missing.length > 0) console.log(`without ${missing.join(', ')}`)
    // Documents that cannot be fetched are skipped by name; anything else that leaves nothing to compare is a failure.
    if (found.length === 0 && missing.length > 0) context.skip(missing.join(', '))
    expect(found).not.toHaveLength(0)
    const seen = { cells: 0, allowed: 0, denied: 0, tests: 0 }
    for (const [n, { name, catalog }] of found.entries()) {
      const algorithm = engine.algorithms[n % engine.algorithms.length] ?? 'ES256'
      const here = exportWorld(catalog, await makeKey(algorithm), Math.floor(Date.now() / 1000))
      const cells = (await cellsFor(here)).filter(engine.isAsked ?? (() => true))
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
      expect(differing, name).toEqual([])
      seen.cells += cells.length
      seen.tests += tests
    }
    console.log(
      `${what}: ${found.length} catalogs, ${seen.cells} cells, ${seen.allowed} of them allowed, no difference but ${seen.denied} that ${engine.name} alone denies; ${seen.tests} tests of ${engine.name} pass`,
    )
    expect(seen.allowed).toBeGreaterThan(seen.cells / 100)
    expect(seen.tests).toBeGreaterThan(found.length)
  })
}

const shown = ({ who, method, target }: ExportCell): string =>
  `${who.slice(0, 100)} ${method} ${target}`
