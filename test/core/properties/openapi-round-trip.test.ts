import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchRoute } from '../../../src/core/catalog/match-route.js'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { norm } from '../../../src/core/catalog/requirement.js'
import { exportOpenApi } from '../../../src/core/openapi/export.js'
import { type Change, mergeInto } from '../../../src/core/openapi/merge.js'
import { toCatalog } from '../../../src/core/openapi/to-catalog.js'
import { editCatalog } from '../../../src/io/edit-catalog.js'
import { editOf } from '../../../src/io/import-file.js'
import { readYaml } from '../../../src/io/yaml-source.js'
import { catalogForm, loadCatalog, METHODS, TEMPLATES } from '../../support/generators.js'
import { importOf } from '../openapi/support.js'
import { allows, subsets } from './held-scopes.js'

// P19: an imported or exported copy is never looser.

describe('P19', () => {
  const decidable = catalogForm.filter(({ routes }) => Object.keys(routes).length > 0)
  test('P19 norm(import(export C)) = norm(C), route by route', () => {
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

  test('P19 re-import: a change that is not reported as looser allows nobody anything new', () => {
    let changed = 0
    fc.assert(
      fc.property(decidable, decidable, (oldForm, newForm) => {
        const before = loadCatalog(oldForm)
        const imported = importOf(JSON.parse(JSON.stringify(exportOpenApi(loadCatalog(newForm)))))
        const { changes, looser } = mergeInto(before, imported, {
          listersOf: () => [],
          scopesOf: () => [],
        })
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
  'name' in change ? change.name : change.route.name

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
