import fc from 'fast-check'
import { expect } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { world } from '../../support/generators.js'
import { SEED } from '../../support/seed.js'

/** This many generated catalogs with routes: the first of more are those of fewer. */
export function exportCatalogs(count: number): readonly Catalog[] {
  const catalogs = fc
    .sample(world, { numRuns: count * 2, seed: SEED })
    .map(({ catalog }) => catalog)
    .filter(({ routes }) => routes.length > 0)
    .slice(0, count)
  expect(catalogs).toHaveLength(count)
  return catalogs
}
