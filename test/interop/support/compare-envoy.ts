import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { makeKey } from '../../../src/io/make-key.js'
import { catalogForm, loadCatalog } from '../../support/generators.js'
import { SEED } from '../../support/seed.js'
import { inTurns } from './cells.js'
import { installEnvoy, type RunningEnvoy, runEnvoy } from './envoy.js'
import { cellsOf, type ExportCell, expectedStatus, exportWorld } from './export-cells.js'
import { type Installed, needs } from './install.js'

const ALGORITHMS = ['ES256', 'RS256', 'ES256', 'PS256', 'ES384', 'ES512', 'RS512'] as const

/** Compares Envoy with `decide`, cell by cell, for this number of generated catalogs. */
export function compareEnvoy(count: number): void {
  let installed: Installed
  beforeAll(async () => {
    installed = await installEnvoy()
    if (installed.ok) console.log(JSON.stringify(installed.versions))
  }, 600_000)

  describe('export envoy', { timeout: 3_600_000 }, () => {
    test(`the answers of check, for ${count} generated catalogs`, async (context) => {
      needs(installed, context)
      const seen = { cells: 0, allowed: 0, escapes: 0, unsent: 0 }
      for (const [n, catalog] of catalogsFor(count).entries()) {
        const algorithm = ALGORITHMS[n % ALGORITHMS.length] ?? 'ES256'
        const now = Math.floor(Date.now() / 1000)
        const world = exportWorld(catalog, await makeKey(algorithm), now)
        const running = await runEnvoy(installed.program, world)
        try {
          const asked = (await cellsOf(world)).filter(isAsked)
          const found = await inTurns(asked, 8, (cell) => differenceIn(cell, world, running, seen))
          const differing = found.flatMap((each) => each ?? [])
          expect(differing, JSON.stringify(catalog.routes.map(({ name }) => name))).toEqual([])
        } finally {
          await running.stop()
        }
      }
      console.log(
        `${count} catalogs, ${seen.cells} cells, ${seen.allowed} of them allowed, no difference; ${seen.escapes} with an escape that only check decodes, ${seen.unsent} not sent`,
      )
      expect(seen.allowed).toBeGreaterThan(seen.cells / 100)
    })
  })
}

/** Tokens that are valid for seconds need a clock that a test sets; and the other forms of a target are not paths. */
const isAsked = ({ who, method, target }: ExportCell): boolean =>
  // Node's client sends methods in upper case.
  method === method.toUpperCase() &&
  !/^(?:expired 2 seconds ago|valid in 4 seconds)$/.test(who) &&
  target.startsWith('/')

/** Envoy accepts no token with these, whatever is configured. */
export const REFUSED_BY_ENVOY = new Set([
  '`jti` a number',
  '`aud` null',
  '`aud` a list with the right one and a number',
])

function catalogsFor(count: number): Catalog[] {
  const claims = ['scope', 'scp', '/x/y']
  const all = fc
    .sample(catalogForm, { numRuns: count * 2, seed: SEED })
    .filter(({ routes }) => Object.keys(routes).length > 0)
    .slice(0, count)
    .map(({ token, ...form }, i) => {
      const { role_claim: _, ...kept } = token ?? {}
      const scope = { scope_claim: claims[i % claims.length], scope_format: 'string' }
      return loadCatalog({ ...form, token: { ...kept, ...scope } })
    })
  expect(all).toHaveLength(count)
  return all
}

async function differenceIn(
  cell: ExportCell,
  { catalog, trust, now }: ReturnType<typeof exportWorld>,
  { ask }: RunningEnvoy,
  seen: { cells: number; allowed: number; escapes: number; unsent: number },
): Promise<string | undefined> {
  const status = await ask(cell)
  if (status === undefined) {
    seen.unsent++
    return undefined
  }
  seen.cells++
  const expected = await expectedStatus(catalog, trust, cell, now)
  if (status === 200) seen.allowed++
  if (status === expected) return undefined
  if (REFUSED_BY_ENVOY.has(cell.who) && status === 401) return undefined
  // Lua does not see a null, so RBAC refuses it.
  if (cell.who.endsWith(' null in the header') && [status, expected].join() === '403,401') {
    return undefined
  }
  const read = canonicalPath(cell.target.split('?')[0] ?? '')
  const isDecoded = 'path' in read && read.path !== cell.target.split('?')[0]
  if (isDecoded && status === 400) {
    seen.escapes++
    return undefined
  }
  return `${cell.who} ${cell.method} ${cell.target}: ${status}, not ${expected}`
}
