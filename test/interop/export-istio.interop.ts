import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'
import { compareIstio } from './support/compare-istio.js'
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
