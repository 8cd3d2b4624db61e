import type { Key } from '../../../src/core/token/model.js'
import { sign } from '../../../src/core/token/sign.js'
import { makeKey } from '../../../src/io/make-key.js'
import { loadCatalog } from '../../support/generators.js'
import { type ExportCell, type ExportWorld, exportWorld } from './export-cells.js'

/** Keys of which one has a name of its own, and a token of each with each name. Exactly one of them is accepted. */
export async function severalKeys(): Promise<{ world: ExportWorld; cells: ExportCell[] }> {
  const made = await Promise.all(['a', undefined, 'b', 'b'].map(keyNamed))
  const [first] = made
  if (!first) throw new Error('no key')
  const { trust, ...world } = worldOf(first)
  const cells = made.map((key) => cellsBy(key, ['a', 'b', 'c', undefined], world.now))
  return {
    world: { ...world, trust: { ...trust, keys: made } },
    cells: (await Promise.all(cells)).flat(),
  }
}

/** A single key without a name, and tokens of it with several names. All of them are accepted. */
export async function unnamedKey(): Promise<{ world: ExportWorld; cells: ExportCell[] }> {
  const key = await keyNamed(undefined)
  const world = worldOf(key)
  return { world, cells: await cellsBy(key, ['a', '', '../x', undefined], world.now) }
}

function worldOf(key: Key): ExportWorld {
  const catalog = loadCatalog({
    token: {
      ...{ issuer: 'any', audience: 'any', scope_claim: 'scope', scope_format: 'string' },
      key: 'file:keys.json',
    },
    scopes: { read: 'Read' },
    roles: {},
    routes: { 'GET /a': 'read' },
  })
  return exportWorld(catalog, key, Math.floor(Date.now() / 1000))
}

/** A token of the key with each of these names. */
const cellsBy = (
  key: Key,
  names: readonly (string | undefined)[],
  now: number,
): Promise<ExportCell[]> =>
  Promise.all(
    names.map(async (kid) => {
      const claims = { sub: 'alice', exp: now + 600, scope: 'read' }
      const token = await sign(kid === undefined ? {} : { kid }, claims, { ...key, kid })
      return { who: `kid ${kid}`, token, method: 'GET', target: '/a' }
    }),
  )

async function keyNamed(kid: string | undefined) {
  const { jwk, ...key } = await makeKey('ES256')
  const { kid: _, ...unnamed } = jwk
  return { ...key, kid, jwk: kid === undefined ? unnamed : { ...unnamed, kid } }
}
