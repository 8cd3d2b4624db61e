import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect } from 'vitest'
import type { CatalogForm } from '../support/generators.js'
import { naiveRoleGrants } from '../support/oracles.js'

// What an accepted catalog means, computed from its plain values and without the code under test.

/** What `matrix --json` prints. */
export interface Matrix {
  readonly columns: readonly { readonly kind: string; readonly name: string }[]
  readonly rows: readonly { readonly route: string; readonly statuses: readonly number[] }[]
}
type Tree = Readonly<Record<string, unknown>>

const fits = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(readFileSync('schema/catalog.schema.json', 'utf8')),
)
const LEVELS = ['public', 'authenticated', 'undecided']
const namesIn = (text: string): string[] => text.split(' ').filter((name) => name !== '')

/** Keys that begin with `x-` next to known ones are notes. */
const keysOf = (map: unknown): string[] => Object.keys(Object(map))

/** An accepted catalog has no key that the published schema does not have. */
export function expectKnownKeys(tree: unknown): void {
  expect(fits(tree), JSON.stringify(fits.errors?.slice(0, 3))).toBe(true)
}

/** Each route that is written is a row, and each cell is what the written requirement and the written roles say. */
export function expectStatuses(tree: unknown, { columns, rows }: Matrix): void {
  const { routes, scopes, roles } = tree as Tree
  expect(rows.map(({ route }) => route).sort()).toEqual(keysOf(routes).sort())
  expect(namesOf(columns)).toEqual(keysOf(roles).sort())
  const form = formOf(scopes, roles)
  const isKeyword = (word: string) => LEVELS.includes(word) && !Object.hasOwn(form.scopes, word)
  for (const { route, statuses } of rows) {
    const needs = needsOf((routes as Tree)[route])
    for (const [i, { kind, name }] of columns.entries()) {
      const held = kind === 'anonymous' ? undefined : grantedTo(form, kind === 'role' ? [name] : [])
      const isOpen = opens(needs, held, isKeyword)
      expect(statuses[i] === 200, `${kind} ${name} ${route}: ${statuses[i]}`).toBe(isOpen)
      if (kind === 'anonymous' && !isOpen && needs !== 'undecided') expect(statuses[i]).toBe(401)
    }
  }
}

const namesOf = (columns: Matrix['columns']): string[] =>
  columns.flatMap(({ kind, name }) => (kind === 'role' ? [name] : [])).sort()

const grantedTo = (form: CatalogForm, roles: readonly string[]): ReadonlySet<string> =>
  naiveRoleGrants(form, roles)

/** With the lists that may be left out. */
function formOf(scopes: unknown, roles: unknown): CatalogForm {
  const scope = (value: unknown) =>
    typeof value === 'object' && value !== null ? { implies: [], ...value } : ''
  return {
    scopes: Object.fromEntries(
      Object.entries(Object(scopes)).map(([name, each]) => [name, scope(each)]),
    ),
    roles: Object.fromEntries(
      Object.entries(Object(roles)).map(([name, each]) => [name, Object(each)]),
    ),
    routes: {},
  }
}

const needsOf = (route: unknown): unknown =>
  Object.hasOwn(Object(route), 'needs') ? Object(route).needs : route

/** @param held undefined for somebody without a token */
function opens(
  needs: unknown,
  held: ReadonlySet<string> | undefined,
  isKeyword: (word: string) => boolean,
): boolean {
  if (needs === 'public' && isKeyword('public')) return true
  if (held === undefined) return false
  const allOf = (names: readonly string[]): boolean =>
    names.length > 0 && names.every((name) => held.has(name))
  const way = (each: unknown): boolean => {
    if (typeof each === 'string')
      return isKeyword(each) ? each === 'authenticated' : allOf(namesIn(each))
    const all: unknown = Object(each).all
    return Array.isArray(all) && all.every(way) && all.length > 0
  }
  const any: unknown = Object(needs).any
  return Array.isArray(any) ? any.some(way) : way(needs)
}
