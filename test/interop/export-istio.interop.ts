import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { istio } from '../../src/core/export/istio/istio.js'
import { makeKey } from '../../src/io/make-key.js'
import { loadCatalog } from '../support/generators.js'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'
import { compareIstio, envoyText } from './support/compare-istio.js'
import { engineFolder } from './support/engine-folder.js'
import { installEnvoy, runEnvoy } from './support/envoy.js'
import { exportWorld } from './support/export-cells.js'
import { needs } from './support/install.js'
import { downloadIstioApi, schemaOf } from './support/istio-schemas.js'
import { readObjects } from './support/istio-translation.js'

// A sample; export-istio.real.ts has more of the same catalogs.
compareIstio(4)

const CATALOG = `
token: { issuer: [https://a.test, https://b.test], audience: api, algorithm: RS256, key: "https://idp.test/jwks", scope_claim: scope }
scopes: { read: Read, write: { description: Write, implies: [read] } }
routes:
  GET /: public
  GET /users/{id}: read
  GET /users/me: authenticated
  HEAD /users/{id}: read write
  PUT /users/{id}/{rest*}: { any: [write, { scheme: Key }] }
`

test('the objects are what the custom resources of Istio declare', async (context) => {
  const installed = await downloadIstioApi()
  needs(installed, context)
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  const done = await scopectlHere(['export', 'istio', 'istio'], { cwd })
  expect(done.exit, done.stderr).toBe(0)
  const objects = readObjects(readFileSync(join(cwd, 'istio/istio.yaml'), 'utf8'))
  const ajv = new Ajv({ strict: false, allErrors: true })
  const kinds = new Set<string>()
  for (const object of objects) {
    const { kind, apiVersion } = object
    kinds.add(kind)
    const schema = schemaOf(installed.dir, kind, apiVersion.split('/')[1] ?? '')
    expect(ajv.validate(schema, object), JSON.stringify(ajv.errors)).toBe(true)
    const other = { ...object, spec: { ...object.spec, selectors: {} } }
    expect(ajv.validate(schema, other)).toBe(false)
  }
  expect([...kinds].sort()).toEqual([
    ...['AuthorizationPolicy', 'EnvoyFilter', 'RequestAuthentication'],
  ])
})

test('a wider route has no path of a narrower one, whatever its parameter is', async (context) => {
  const installed = await installEnvoy()
  needs(installed, context)
  const catalog = loadCatalog({
    token: { issuer: 'https://idp.test', audience: 'api', scope_claim: 'scope' },
    scopes: { read: 'Read' },
    roles: {},
    routes: { 'GET /{rest*}': 'public', 'GET /users/{id}': 'read', 'GET /a/{id}/b': 'read' },
  })
  const world = exportWorld(catalog, await makeKey('ES256'), Math.floor(Date.now() / 1000))
  const folder = engineFolder(istio, world)
  const objects = readFileSync(join(folder, 'istio.yaml'), 'utf8')
  // As before Envoy 1.35 (Istio 1.27), where templates match no star.
  const old = { 'envoy.reloadable_features.uri_template_match_on_asterisk': false }
  const running = await runEnvoy(installed.program, world, envoyText(objects, old))
  const ask = (target: string) =>
    running.ask({ who: 'no token', token: undefined, method: 'GET', target })
  try {
    for (const id of [...'-._~!$&()*+,=:@%A0', "'", '%20', '%22', '%C3%A9', '%F0%9F%98%80']) {
      for (const target of [`/users/${id}`, `/users/x${id}`, `/a/${id}y/b?z`]) {
        const status = await ask(target)
        expect(status === 200, `${target}: ${status}`).toBe(false)
      }
    }
    expect(await ask('/other/a-._~!?*')).toBe(200)
    expect(await ask('/other/a*')).toBe(403)
  } finally {
    await running.stop()
  }
})
