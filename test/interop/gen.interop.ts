import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { test } from 'vitest'
import { DIALECTS, dialectOf } from '../../src/core/replay/sql/dialect.js'
import { replaySql } from '../../src/core/replay/sql/script.js'
import { world } from '../support/generators.js'
import { SEED } from '../support/seed.js'
test('gen', () => {
  const w = fc.sample(world, { numRuns: 20, seed: SEED }).filter(({ catalog }) => catalog.routes.length > 3)[0]!
  for (const d of DIALECTS) writeFileSync(`/tmp/w-sql/${d}.sql`, replaySql(w.catalog, w.users, 'access_log', dialectOf(d)))
})
