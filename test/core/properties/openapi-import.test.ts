import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { toCatalog } from '../../../src/core/openapi/to-catalog.js'
import { sourceOf } from '../../../src/core/source.js'
import { TEMPLATES } from '../../support/generators.js'
import { importOf, oauth } from '../openapi/support.js'
import { allows, subsets } from './held-scopes.js'

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
/** None: the most used one. */
const asked = fc.uniqueArray(fc.constantFrom('oauth', 'second', 'bearer', 'oidc'), { maxLength: 3 })
type Document = typeof document extends fc.Arbitrary<infer T> ? T : never

/** Evaluates the OpenAPI text itself: does a call with a token of these schemes, or without one, satisfy it? */
function textAllows(
  { paths, ...root }: Document,
  [path, method]: [string, string],
  held: { schemes: readonly string[]; scopes: readonly string[] } | undefined,
): boolean {
  const own = (paths[path] as Record<string, Record<string, unknown>>)[method] ?? {}
  const stated = 'security' in own ? own['security'] : root.security
  if (!Array.isArray(stated)) return false
  if (stated.length === 0) return true
  return stated.some((each: unknown) => {
    if (typeof each !== 'object' || each === null) return false
    return Object.entries(each).every(
      ([scheme, list]) =>
        held?.schemes.includes(scheme) &&
        Array.isArray(list) &&
        list.every((name) => held.scopes.includes(name)),
    )
  })
}

describe('P19', () => {
  test('P19 import: what the catalog allows, the text allows; and vice versa, except for what is reported', () => {
    fc.assert(
      fc.property(document, asked, (value, scheme) => {
        const imported = importOf(value, { scheme })
        const read = parseCatalog(sourceOf(toCatalog(imported).value))
        if (!read.ok) throw new Error(JSON.stringify(read.problems))
        const catalog = read.value
        const schemes = imported.tokens.map(({ name }) => name)
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
              const held = set && { schemes, scopes: set }
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
})
