import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import type { Catalog, Requirement } from '../../../src/core/catalog/model.js'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { norm, satisfies } from '../../../src/core/catalog/requirement.js'
import { exportOpenApi } from '../../../src/core/openapi/export.js'
import { type Change, mergeInto } from '../../../src/core/openapi/merge.js'
import { toCatalog } from '../../../src/core/openapi/to-catalog.js'
import { sourceOf } from '../../../src/core/source.js'
import { editCatalog } from '../../../src/io/edit-catalog.js'
import { editOf } from '../../../src/io/import-file.js'
import { readYaml } from '../../../src/io/yaml-source.js'
import { catalogForm, loadCatalog, METHODS, TEMPLATES } from '../../support/generators.js'
import { importOf, oauth } from '../openapi/support.js'

// P19: an imported or exported copy is never looser.

const NAMES = [
  'read',
  'write',
  'public',
  'authenticated',
  'undecided',
  'bad name',
  'a*',
  'constructor',
  '7',
]
const scopes = fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 })
const entry = fc.dictionary(
  fc.constantFrom('oauth', 'oauth', 'second', 'key', 'bearer', 'oidc', 'nowhere', 'far'),
  fc.oneof({ weight: 8, arbitrary: scopes }, { weight: 1, arbitrary: fc.constant([]) }),
  { maxKeys: 2, noNullPrototype: true },
)
const security = fc.oneof(
  { weight: 6, arbitrary: fc.array(entry, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(undefined, null, 'oauth', [null], [{ oauth: 'read' }]),
  },
)
const operation = security.map((value) => (value === undefined ? {} : { security: value }))
const pathItem = fc.dictionary(fc.constantFrom('get', 'post', 'head'), operation, {
  minKeys: 1,
  noNullPrototype: true,
})
const PATHS = TEMPLATES.map((template) => template.replace(/\{(\w+)\*\}$/, '{$1=**}'))
const document = fc
  .record(
    {
      paths: fc.dictionary(fc.constantFrom(...PATHS), pathItem, {
        minKeys: 1,
        maxKeys: 5,
        noNullPrototype: true,
      }),
      security: fc.array(entry, { maxLength: 2 }),
      // Scopes that hide the keywords.
      words: fc.constantFrom({}, { public: 'P', authenticated: 'A' }),
    },
    { requiredKeys: ['paths', 'words'] },
  )
  .map(({ words, ...members }) => ({
    openapi: '3.1.0',
    ...members,
    components: {
      securitySchemes: {
        oauth: oauth({ read: 'Read', write: 'Write', ...words }),
        second: oauth({ read: 'Read' }),
        key: { type: 'apiKey', in: 'header', name: 'K' },
        bearer: { type: 'http', scheme: 'bearer' },
        oidc: { type: 'openIdConnect', openIdConnectUrl: '/x' },
        far: { $ref: 'https://far.test' },
      },
    },
  }))
type Document = typeof document extends fc.Arbitrary<infer T> ? T : never

const subsets = (names: readonly string[]): string[][] =>
  Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, i) => (bits >> i) & 1),
  )

/** Evaluates the OpenAPI text itself: does a call with a token of the scheme, or without one, satisfy it? */
function textAllows(
  { paths, ...root }: Document,
  [path, method]: [string, string],
  held: { scheme: string; scopes: readonly string[] } | undefined,
): boolean {
  const own = (paths[path] as Record<string, Record<string, unknown>>)[method] ?? {}
  const stated = 'security' in own ? own['security'] : root.security
  if (!Array.isArray(stated)) return false
  if (stated.length === 0) return true
  return stated.some((each: unknown) => {
    if (typeof each !== 'object' || each === null) return false
    return Object.entries(each).every(
      ([scheme, list]) =>
        held !== undefined &&
        scheme === held.scheme &&
        Array.isArray(list) &&
        list.every((name) => held.scopes.includes(name)),
    )
  })
}

const allows = (requirement: Requirement, held: readonly string[] | undefined): boolean =>
  requirement.level === 'public' || (held !== undefined && satisfies(requirement, new Set(held)))

describe('P19', () => {
  test('import: what the catalog allows, the text allows; and vice versa, except for what is reported', () => {
    fc.assert(
      fc.property(document, (value) => {
        const imported = importOf(value)
        const read = parseCatalog(sourceOf(toCatalog(imported).value))
        if (!read.ok) throw new Error(JSON.stringify(read.problems))
        const catalog = read.value
        const primary = imported.primary?.name ?? ''
        for (const [path, item] of Object.entries(value.paths)) {
          for (const method of Object.keys(item as object)) {
            const template = path.replace(/\{(\w+)=\*\*\}$/, '{$1*}')
            const name = `${method.toUpperCase()} ${template}`
            const route = catalog.routes.find((each) => each.name === name)
            const imported_ = imported.routes.find((each) => each.name === name)
            // One shape, two names (`/{x}` and `/{y}`) are one route.
            if (!route) continue
            const ambiguous =
              imported_?.why !== undefined || route.requirement.level === 'undecided'
            const unsayable =
              imported_?.requirement.level === 'scopes' &&
              imported_.requirement.alternatives.some(({ others }) =>
                others.some((way) => 'other' in way),
              )
            for (const set of [undefined, ...subsets([...catalog.scopes.keys()])]) {
              const held = set && { scheme: primary, scopes: set }
              const [ours, text] = [
                allows(route.requirement, set),
                textAllows(value, [path, method], held),
              ]
              if (ours) expect(text, `${name} ${set}`).toBe(true)
              if (!ambiguous && !unsayable) expect(ours, `${name} ${set}`).toBe(text)
            }
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  const decidable = catalogForm.filter(({ routes }) => Object.keys(routes).length > 0)
  test('norm(import(export C)) = norm(C), route by route', () => {
    fc.assert(
      fc.property(decidable, (form) => {
        const catalog = loadCatalog(form)
        const text = JSON.stringify(exportOpenApi(catalog))
        const imported = importOf(JSON.parse(text))
        const again = loadCatalog(toCatalog(imported).value)
        expect(normsOf(again)).toEqual(normsOf(catalog))
        expect([...again.scopes.keys()].sort()).toEqual([...catalog.scopes.keys()].sort())
      }),
      { numRuns: 500 },
    )
  })
  test.each([
    {
      any: [
        {
          all: [
            { scheme: 'A', scopes: ['x'] },
            { scheme: 'A', scopes: ['y'] },
          ],
        },
      ],
    },
    { any: [{ scheme: 'Api Key' }, { scheme: 'Api_Key' }, { scheme: 'OAuth2', scopes: ['read'] }] },
    { all: ['read', { other: 'one' }, { other: 'two' }, { scheme: 'rule-1' }] },
    { all: [{ scheme: 'a b' }, { scheme: 'a b', scopes: ['s'] }] },
    { any: ['authenticated', { scheme: 'Key' }] },
    { any: [{ scheme: 'Key' }, 'read', 'authenticated', { other: 'one' }] },
    { any: ['authenticated', { all: ['authenticated', { scheme: 'OAuth2' }] }] },
    { any: ['authenticated', { all: ['read', { scheme: 'authenticated' }] }] },
    { all: ['authenticated', { scheme: 'Key' }, { scheme: 'a b', scopes: ['s'] }] },
  ])('norm(import(export C)) = norm(C) of %j', (needs) => {
    const form = { scopes: { read: '' }, routes: { 'GET /x': needs, 'PURGE /x/{y}': 'read' } }
    const catalog = loadCatalog(form)
    const imported = importOf(JSON.parse(JSON.stringify(exportOpenApi(catalog))))
    expect(normsOf(loadCatalog(toCatalog(imported).value))).toEqual(normsOf(catalog))
  })

  test('re-import: a change that is not reported as looser allows nobody anything new', () => {
    let changed = 0
    fc.assert(
      fc.property(decidable, decidable, (oldForm, newForm) => {
        const before = loadCatalog(oldForm)
        const imported = importOf(JSON.parse(JSON.stringify(exportOpenApi(loadCatalog(newForm)))))
        const { changes, looser } = mergeInto(before, imported)
        const named = new Set(looser.map(({ args }) => (args as { route: string }).route))
        const quiet = changes.filter(
          (change) => change.kind === 'new-scope' || !named.has(nameOf(change)),
        )
        const after = edited(oldForm, quiet)
        if (!after) return // a scope with the name of a level that the old catalog uses: does not load, is not written
        changed += quiet.length
        const names = [...new Set([...before.scopes.keys(), ...after.scopes.keys()])].slice(0, 6)
        for (const method of METHODS) {
          for (const path of SAMPLES) {
            const [old, now] = [before, after].map((each) => matchRoute(each, method, path))
            if (old?.kind !== 'route' || now?.kind !== 'route') continue
            const [from, to] = [old.route.requirement, now.route.requirement]
            // It was closed because nobody had decided; the document may decide, but never for everybody.
            const decides = from.level === 'undecided' && to.level === 'scopes'
            for (const set of [undefined, ...subsets(names)]) {
              if (allows(to, set) && !decides)
                expect(allows(from, set), `${method} ${path} ${set}`).toBe(true)
            }
          }
        }
      }),
      { numRuns: 100 },
    )
    expect(changed).toBeGreaterThan(100)
  })
})

const normsOf = ({ routes }: Catalog): Record<string, string> =>
  Object.fromEntries(
    routes
      .map(({ method, pattern, requirement }) => [`${method} ${pattern.shape}`, norm(requirement)])
      .sort(),
  )

const nameOf = (change: Exclude<Change, { kind: 'new-scope' }>): string =>
  change.kind === 'changed' ? change.name : change.route.name

/** Through the text, like the command; with a comment and a block layout. */
function edited(form: unknown, changes: readonly Change[]): Catalog | undefined {
  const { routes, ...rest } = form as { routes: Record<string, unknown> }
  const lines = Object.entries(routes).map(
    ([name, needs]) => `  ${JSON.stringify(name)}: ${JSON.stringify(needs)} # ${name.length}\n`,
  )
  const members = Object.entries(rest).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`)
  const text = `# head\n${members.join('')}routes:\n${lines.join('')}# foot\n`
  const next = editCatalog(text, changes.map(editOf), 'scopes.yaml')
  const read = parseCatalog(readYaml('scopes.yaml', next))
  for (const [name] of Object.entries(routes)) expect(next).toContain(`# ${name.length}`)
  if (!read.ok) {
    const codes = new Set(read.problems.map(({ code }) => code))
    const isName = codes.has('keyword-is-scope') || codes.has('authenticated-in-all')
    expect(isName, `${[...codes]}`).toBe(true)
    return undefined
  }
  return read.value
}

const SAMPLES = TEMPLATES.flatMap((template) => {
  const filled = template.replace(/\{p\*\}/, 'a/b/c').replace(/\{\w+\}/g, 'a')
  const other = template.replace(/\{p\*\}/, 'q').replace(/\{\w+\}/g, 'zz')
  return [filled, other]
})
