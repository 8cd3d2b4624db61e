import { publicJwk } from '../../../src/core/token/key-rules.js'
import type { Jwk } from '../../../src/core/token/model.js'
import { loadCatalog } from '../../support/generators.js'
import { newKey, oddKeys, othersFor } from '../../support/odd-keys.js'
import { configWith } from './envoy.js'
import { type ExportCell, type ExportWorld, exportWorld } from './export-cells.js'
import { startKeyServer } from './key-server.js'

/** A key set that an engine fetches, and tokens by each of its keys. */
interface KeysAtUrl {
  readonly world: ExportWorld
  readonly cells: readonly ExportCell[]
  /** Keys of the set that `check` does not trust. */
  readonly others: readonly Jwk[]
  /** The configuration of Envoy. */
  readonly text: string
}

/** @param several whether the set also has a second key, one for another algorithm, and two for encryption */
export async function keysAtUrl(several: boolean): Promise<KeysAtUrl> {
  const first = newKey('ES256', { kid: 'first', alg: 'ES256' })
  const made = othersFor('ES256')
  const { second, ...unused } = made
  const trusted = several && second ? [first, second] : [first]
  const others = several ? Object.values(unused) : []
  const set = [...trusted, ...others].flatMap((jwk) => published(jwk))
  // A name that mostly has an address of IPv6 as well, where nothing listens.
  const { port } = new URL(await startKeyServer(set))
  const url = `http://localhost:${port}/jwks`
  const catalog = loadCatalog({
    token: {
      ...{ issuer: 'any', audience: 'any', algorithm: 'ES256', key: url },
      ...{ scope_claim: 'scope', scope_format: 'string' },
    },
    scopes: { read: 'Read' },
    roles: {},
    routes: { 'GET /a': 'read', 'GET /open': 'public' },
  })
  const keys = trusted.map((jwk) => ({ kid: jwk.kid, algorithm: 'ES256' as const, jwk }))
  const [key] = keys
  if (!key) throw new Error('no key')
  const now = Math.floor(Date.now() / 1000)
  const world = exportWorld(catalog, key, now)
  const claims = { sub: 'alice', exp: now + 600, scope: 'read' }
  const cells = oddKeys('ES256', { first, ...made }, claims).flatMap(({ what, token }) =>
    ['/a', '/open'].map((target) => ({ who: what, token, method: 'GET', target })),
  )
  return {
    world: { ...world, trust: { ...world.trust, keys } },
    cells,
    others,
    text: configWith(catalog, 'ES256', { from: 'url', url }),
  }
}

/** With what it is for. */
function published(jwk: Jwk): Jwk[] {
  const { use, alg } = jwk
  const copy = publicJwk(jwk)
  return copy ? [{ ...copy, ...(use ? { use } : {}), ...(alg ? { alg } : {}) }] : []
}
