import { sign } from '../../../src/core/token/sign.js'
import { makeKey } from '../../../src/io/make-key.js'
import { loadCatalog } from '../../support/generators.js'
import { type ExportCell, type ExportWorld, exportWorld } from './export-cells.js'

/** Keys of which one has a name of its own, and a token of each with each name. Exactly one of them is accepted. */
export async function severalKeys(): Promise<{ world: ExportWorld; cells: ExportCell[] }> {
  const catalog = loadCatalog({
    token: { issuer: 'any', audience: 'any', scope_claim: 'scope', scope_format: 'string' },
    scopes: { read: 'Read' },
    roles: {},
    routes: { 'GET /a': 'read' },
  })
  const now = Math.floor(Date.now() / 1000)
  const made = await Promise.all(['a', undefined, 'b', 'b'].map(keyNamed))
  const [first] = made
  if (!first) throw new Error('no key')
  const world = exportWorld(catalog, first, now)
  const claims = { sub: 'alice', exp: now + 600, scope: 'read' }
  const cells = made.flatMap((key) =>
    ['a', 'b', 'c', undefined].map(async (kid) => {
      const token = await sign(kid === undefined ? {} : { kid }, claims, { ...key, kid })
      return { who: `kid ${kid}`, token, method: 'GET', target: '/a' }
    }),
  )
  return {
    world: { ...world, trust: { ...world.trust, keys: made } },
    cells: await Promise.all(cells),
  }
}

async function keyNamed(kid: string | undefined) {
  const { jwk, ...key } = await makeKey('ES256')
  const { kid: _, ...unnamed } = jwk
  return { ...key, kid, jwk: kid === undefined ? unnamed : { ...unnamed, kid } }
}
