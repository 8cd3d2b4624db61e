import { Agent } from 'node:http'
import { posix } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { escapedPath } from '../../../src/core/catalog/canonical-path.js'
import { oathkeeper } from '../../../src/core/export/oathkeeper/oathkeeper.js'
import type { Key } from '../../../src/core/token/model.js'
import { makeKey } from '../../../src/io/make-key.js'
import { expressible } from '../../support/expressible.js'
import { type CatalogForm, catalogForm } from '../../support/generators.js'
import { SEED } from '../../support/seed.js'
import { inTurns } from './cells.js'
import { givenOf } from './engine-folder.js'
import {
  cellsOf,
  type ExportCell,
  type ExportWorld,
  expectedStatus,
  exportWorld,
} from './export-cells.js'
import { type Installed, needs } from './install.js'
import { findOathkeeper, runOathkeeper } from './oathkeeper.js'
import { sendCell } from './send-cell.js'

const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'ES384', 'RS512'] as const

/** Compares Oathkeeper with `decide`, cell by cell, for this number of generated catalogs. */
export function compareOathkeeper(count: number): void {
  let installed: Installed
  beforeAll(async () => {
    installed = await findOathkeeper()
  })

  describe('export oathkeeper', { timeout: 3_600_000 }, () => {
    test(`the answers of check, for ${count} generated catalogs`, async (context) => {
      needs(installed, context)
      const seen = {
        catalogs: 0,
        cells: 0,
        allowed: 0,
        repaired: 0,
        wider: 0,
        narrower: 0,
        unsent: 0,
      }
      const widerBy = new Map<string, number>()
      const forms = fc.sample(catalogForm, { numRuns: count * 20, seed: SEED })
      for (const form of forms) {
        if (seen.catalogs === count) break
        const key = await makeKey(ALGORITHMS[seen.catalogs % ALGORITHMS.length] ?? 'ES256')
        const here = expressibleHere(form, key)
        if (!here) continue
        seen.catalogs++
        const world = exportWorld(here.catalog, key, Math.floor(Date.now() / 1000))
        const running = await runOathkeeper(installed.program, here.policy)
        const agent = new Agent({ keepAlive: true, maxSockets: 8 })
        try {
          const cells = (await cellsOf(world)).filter(isAsked)
          const found = await inTurns([...cells.entries()], 8, async ([i, cell]) => {
            const status = await sendCell(running.port, agent, cell, { 'x-cell': `${i}` })
            if (status === undefined) {
              seen.unsent++
              return []
            }
            seen.cells++
            // What the API gets is what was judged: a repaired path is another question.
            const path = running.got.get(`${i}`) ?? cell.target
            const expected = await expectedStatus(
              here.catalog,
              world.trust,
              { ...cell, target: path },
              world.now,
            )
            if (status === 200) seen.allowed++
            if ((status === 200) === (expected === 200)) {
              if (path !== cell.target) seen.repaired++
              return []
            }
            const kind = status === 200 ? 'wider' : 'narrower'
            seen[kind]++
            const gap = kind === 'wider' ? await gapOf(cell, expected, world) : undefined
            if (gap !== undefined) widerBy.set(gap, (widerBy.get(gap) ?? 0) + 1)
            const isKnown = kind === 'wider' ? gap !== undefined : isNarrower(cell)
            return isKnown
              ? []
              : [`${cell.who} ${cell.method} ${cell.target} (${path}): ${status}, not ${expected}`]
          })
          expect(found.flat(), JSON.stringify(form)).toEqual([])
        } finally {
          agent.destroy()
          await running.stop()
        }
      }
      console.log(JSON.stringify(seen), JSON.stringify([...widerBy]))
      expect(seen.catalogs).toBe(count)
      expect(seen.allowed).toBeGreaterThan(seen.cells / 100)
    })
  })
}

/** Tokens that `--accept-wider` is about, by what the list calls them. */
const WIDER: Readonly<Record<string, RegExp>> = {
  exp: /^no `exp`$|^no-expiry$/,
  subject: /^no-subject$|^(?:no )?`sub`/,
  typ: /`typ`|^typ null|^token-type|typ/,
  crit: /`(?:crit|zip|b64)`|^(?:crit|b64|zip) null/,
  'scope-claims': /^scope-claim|^scopes |^duplicate scopes/,
  json: /duplicate name|lone surrogate|UTF-8|^unused bits|^(?:claims|header) /,
}

function gapOf(
  cell: ExportCell,
  expected: number,
  world: ExportWorld,
): Promise<string | undefined> | string | undefined {
  if (expected === 400) return pathGap(cell, world)
  return Object.keys(WIDER).find((gap) => WIDER[gap]?.test(cell.who))
}

/** Judged as another path, which `check` allows too. */
async function pathGap(cell: ExportCell, world: ExportWorld): Promise<string | undefined> {
  const [path = ''] = cell.target.split(/[?#]/)
  const judged = posix.normalize(decodeURIComponent(path)).replace(/(.)\/$/, '$1')
  const target = escapedPath(judged)
  const status = await expectedStatus(world.catalog, world.trust, { ...cell, target }, world.now)
  return status === 200 ? 'odd-paths' : undefined
}

/** A token must name its key, and a slash at the end is removed. */
const isNarrower = ({ who, target }: ExportCell): boolean =>
  /kid/.test(who) || /^[^?#]+\/(?:[?#]|$)/.test(target)

const isAsked = ({ who, method, target }: ExportCell): boolean =>
  method === method.toUpperCase() &&
  !/^(?:expired 2 seconds ago|valid in 4 seconds)$/.test(who) &&
  target.startsWith('/')

function expressibleHere(form: CatalogForm, key: Key) {
  const token = {
    ...{ issuer: 'https://idp.test', audience: 'api', scope_claim: 'scp' },
    ...(form.token?.['subject'] === undefined ? {} : { subject: form.token['subject'] }),
  }
  return expressible(oathkeeper, { ...form, token }, givenOf(key))
}
