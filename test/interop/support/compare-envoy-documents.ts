import { beforeAll, describe, expect, test } from 'vitest'
import { makeKey } from '../../../src/io/make-key.js'
import { expectAlike } from './compare-envoy.js'
import type { FetchedCatalogs } from './document-catalogs.js'
import { documentCells } from './document-cells.js'
import { installEnvoy } from './envoy.js'
import type { Seen } from './envoy-difference.js'
import { exportWorld } from './export-cells.js'
import { type Installed, needs } from './install.js'

/** Compares Envoy with its profile, status for status, for the catalogs that `import` makes of documents. */
export function compareEnvoyDocuments(documents: () => Promise<FetchedCatalogs>): void {
  let installed: Installed
  beforeAll(async () => {
    installed = await installEnvoy()
  }, 600_000)

  describe('export envoy', { timeout: 3_600_000 }, () => {
    test('the answers of check --as-server envoy, for imported documents', async (context) => {
      needs(installed, context)
      const { found, missing } = await documents()
      const seen: Seen = { cells: 0, allowed: 0, otherStatus: 0, unsent: 0 }
      for (const { name, catalog } of found) {
        const before = seen.cells
        const key = await makeKey('ES256')
        const world = exportWorld(catalog, key, Math.floor(Date.now() / 1000))
        await expectAlike(installed.program, world, await documentCells(world), seen)
        console.log(`${name}: ${catalog.routes.length} routes, ${seen.cells - before} cells`)
      }
      console.log(`${found.length} documents, no difference: ${JSON.stringify(seen)}`)
      for (const each of missing) console.log(`skipped: ${each}`)
      expect(seen.allowed).toBeGreaterThan(seen.cells / 100)
    })
  })
}
