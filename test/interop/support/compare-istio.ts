import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { canonicalPath } from '../../../src/core/catalog/canonical-path.js'
import { istio } from '../../../src/core/export/istio/istio.js'
import type { Key } from '../../../src/core/token/model.js'
import { makeKey } from '../../../src/io/make-key.js'
import { expressible } from '../../support/expressible.js'
import { type CatalogForm, catalogForm, loadCatalog } from '../../support/generators.js'
import { SEED } from '../../support/seed.js'
import { inTurns } from './cells.js'
import { givenOf } from './engine-folder.js'
import { installEnvoy, runEnvoy } from './envoy.js'
import { cellsOf, type ExportCell, expectedStatus, exportWorld } from './export-cells.js'
import { type Installed, needs } from './install.js'
import { inboundOf, readObjects } from './istio-translation.js'

const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'ES384', 'RS512'] as const

/** Compares Envoy, with what istiod makes of the objects, with `decide`, for this number of generated catalogs. */
export function compareIstio(count: number): void {
  let installed: Installed
  beforeAll(async () => {
    installed = await installEnvoy()
    if (installed.ok) console.log(JSON.stringify(installed.versions))
  }, 600_000)

  describe('export istio', { timeout: 3_600_000 }, () => {
    test(`the answers of check, for ${count} generated catalogs`, async (context) => {
      needs(installed, context)
      const seen = { catalogs: 0, cells: 0, allowed: 0, narrower: 0 }
      const narrower = new Map<string, number>()
      for (const form of fc.sample(catalogForm, { numRuns: count * 20, seed: SEED })) {
        if (seen.catalogs === count) break
        const key = await makeKey(ALGORITHMS[seen.catalogs % ALGORITHMS.length] ?? 'ES256')
        const here = expressibleHere(form, key, seen.catalogs)
        if (!here) continue
        seen.catalogs++
        const { catalog, policy } = here
        const files = istio.files({ policy, samples: [] })
        const text = files.find(({ name }) => name === 'istio.yaml')?.text ?? ''
        const world = exportWorld(catalog, key, Math.floor(Date.now() / 1000))
        const running = await runEnvoy(installed.program, world, envoyText(text))
        try {
          const cells = (await cellsOf(world)).filter(isAsked)
          const found = await inTurns(cells, 8, async (cell) => {
            const status = await running.ask(cell)
            if (status === undefined) return []
            const expected = await expectedStatus(catalog, world.trust, cell, world.now)
            seen.cells++
            if (status === 200) seen.allowed++
            if ((status === 200) === (expected === 200)) return []
            const open = { ...cell, token: undefined }
            const isPublic = (await expectedStatus(catalog, world.trust, open, world.now)) === 200
            const why = status === 200 ? undefined : whyNarrower(cell, isPublic)
            if (why === undefined)
              return [`${cell.who} ${cell.method} ${cell.target}: ${status}, not ${expected}`]
            seen.narrower++
            narrower.set(why, (narrower.get(why) ?? 0) + 1)
            return []
          })
          expect(found.flat(), JSON.stringify(form)).toEqual([])
        } finally {
          await running.stop()
        }
      }
      console.log(JSON.stringify(seen), JSON.stringify([...narrower]))
      expect(seen.catalogs).toBe(count)
      expect(seen.allowed).toBeGreaterThan(seen.cells / 100)
    })
  })
}

/** Envoy's parser refuses tokens with these, whatever is configured. */
const REFUSED_BY_ENVOY = new Set([
  '`jti` a number',
  '`aud` null',
  '`aud` a list with the right one and a number',
])

/** What docs/export.md lists as denied. */
function whyNarrower({ who, target }: ExportCell, isPublic: boolean): string | undefined {
  const [path = ''] = target.split('?')
  const read = canonicalPath(path)
  if ('path' in read && read.path !== path) return 'an escape that only check decodes'
  if (path.includes('*')) return 'a star in a path'
  if (isPublic) return 'a token that is not accepted, at a public route'
  if (REFUSED_BY_ENVOY.has(who)) return 'a token that Envoy accepts never'
  return undefined
}

const isAsked = ({ who, method, target }: ExportCell): boolean =>
  method === method.toUpperCase() &&
  !/^(?:expired 2 seconds ago|valid in 4 seconds)$/.test(who) &&
  target.startsWith('/')

/** A listener like that of a sidecar: the filters, and a route to the API. */
export function envoyText(objects: string, runtime: object = {}): string {
  const { filters, settings } = inboundOf(readObjects(objects))
  const types = 'type.googleapis.com/envoy.extensions.filters'
  const endpoint = (port: number) => ({
    socket_address: { address: '127.0.0.1', port_value: port },
  })
  const router = {
    name: 'envoy.filters.http.router',
    typed_config: { '@type': `${types}.http.router.v3.Router` },
  }
  const http = {
    '@type': `${types}.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: 'inbound',
    // What the mesh sets by default, before the patches.
    normalize_path: true,
    ...settings,
    route_config: {
      virtual_hosts: [
        {
          name: 'api',
          domains: ['*'],
          routes: [{ match: { prefix: '/' }, route: { cluster: 'api' } }],
        },
      ],
    },
    http_filters: [...filters, router],
  }
  const endpoints = [{ lb_endpoints: [{ endpoint: { address: endpoint(9000) } }] }]
  return stringify({
    static_resources: {
      listeners: [
        {
          name: 'requests',
          address: endpoint(10000),
          filter_chains: [{ filters: [{ name: 'http', typed_config: http }] }],
        },
      ],
      clusters: [
        { name: 'api', type: 'STATIC', load_assignment: { cluster_name: 'api', endpoints } },
      ],
    },
    // As in the bootstrap of istio-proxy.
    layered_runtime: {
      layers: [
        { name: 'global', static_layer: { 're2.max_program_size.error_level': 32768, ...runtime } },
      ],
    },
  })
}

function expressibleHere(form: CatalogForm, key: Key, n: number) {
  const formats = [{}, { scope_format: 'string' }, { scope_format: 'array' }]
  const { role_claim: _, scope_format: __, issuer, ...kept } = form.token ?? {}
  const token = {
    ...kept,
    issuer:
      issuer === undefined || issuer === 'any' ? ['https://a.test', 'https://b.test'] : issuer,
    scope_claim: 'scope',
    ...formats[n % formats.length],
  }
  const named = Object.entries(form.scopes).filter(([name]) => !name.includes('*'))
  const changed = { ...form, token, scopes: Object.fromEntries(named) }
  try {
    loadCatalog(changed)
  } catch {
    // Something needs a scope that is left out.
    return undefined
  }
  return expressible(istio, changed, givenOf(key))
}
