import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { close } from '../../../src/core/catalog/reach.js'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { aws } from '../../../src/core/export/aws/aws.js'
import { gatewayTemplate } from '../../../src/core/export/aws/template.js'
import { blockYaml } from '../../../src/core/export/block-yaml.js'
import { expressible } from '../../support/expressible.js'
import { type CatalogForm, catalogForm } from '../../support/generators.js'
import { httpApi } from '../../support/http-api.js'
import { SEED } from '../../support/seed.js'

const GIVEN = {
  algorithm: 'RS256',
  keys: { from: 'url', url: 'https://idp.test/jwks' },
  leeway: 0,
} as const
const TOKEN = { issuer: 'https://idp.test', audience: 'api' }
const SCOPE = { scope_claim: 'scope', scope_format: 'string' }
const PATHS = [
  '/',
  '/a',
  '/b',
  '/a/b',
  '/a/x',
  '/x/b',
  '/x/y',
  '/a/b/c',
  '/a/',
  '/x/',
  '/a/b/',
  '/x/y/z',
  '/q',
  '/a/c/d/e',
]

/** Without the routes that API Gateway cannot express. */
function expressibleHere(form: CatalogForm) {
  const { enforce } = form.token ?? {}
  const token = { ...TOKEN, ...SCOPE, ...(enforce === undefined ? {} : { enforce }) }
  return expressible(aws, { ...form, token }, GIVEN)
}

/** What `check` allows, for a token with these scopes. */
function allows(
  catalog: Catalog,
  method: string,
  path: string,
  scopes?: readonly string[],
): boolean {
  const match = matchRoute(catalog, method, path)
  if (match.kind !== 'route') return false
  const { requirement } = match.route
  if (requirement.level === 'public') return true
  if (!scopes || requirement.level === 'undecided') return false
  const { implied, token } = catalog
  const held = token.enforce === 'implied' ? close(implied, scopes) : new Set(scopes)
  return satisfies(requirement, held)
}

test('API Gateway, as its guide describes it, allows what check allows, for generated catalogs', () => {
  const seen = { catalogs: 0, cells: 0, allowed: 0, denied: 0 }
  for (const form of fc.sample(catalogForm, { numRuns: 1500, seed: SEED })) {
    const here = expressibleHere(form)
    if (!here) continue
    const { catalog, policy } = here
    seen.catalogs++
    const api = httpApi(blockYaml(gatewayTemplate(policy)))
    const names = [...catalog.scopes.keys()]
    const held = [undefined, [], names, ...names.map((name) => [name])]
    const methods = [...new Set([...catalog.routes.map(({ method }) => method), 'HEAD'])]
    for (const method of methods) {
      for (const path of PATHS) {
        for (const scopes of held) {
          const allowed = allows(catalog, method, path, scopes)
          const passes = api.passes(method, path, scopes)
          const where = `${method} ${path} [${scopes}] ${JSON.stringify(form)}`
          seen.cells++
          if (passes) seen.allowed++
          // Where a HEAD route exists, HEAD is denied on other paths; a rest of a path is never empty.
          if (allowed && !passes && (method === 'HEAD' || path.endsWith('/'))) seen.denied++
          else expect(passes, where).toBe(allowed)
        }
      }
    }
  }
  console.log(JSON.stringify(seen))
  expect(seen.catalogs).toBeGreaterThan(400)
  expect(seen.allowed).toBeGreaterThan(seen.cells / 20)
  expect(seen.denied).toBeLessThan(seen.cells / 20)
})
