import type { Catalog, Route } from '../catalog/model.js'
import { satisfies } from '../catalog/requirement.js'
import { grantsOf } from '../subject/grants.js'
import type { Subject } from '../subject/model.js'
import type { Draft, Value } from './draft.js'

/** `?`: undecided, so nothing is asserted about it. */
export type Status = 200 | 401 | 403 | '?'

export const statusOf = (catalog: Catalog, { requirement }: Route, subject: Subject): Status => {
  if (requirement.level === 'undecided') return '?'
  if (requirement.level === 'public') return 200
  const granted = grantsOf(catalog, subject)
  if (!granted) return 401
  return satisfies(requirement, granted) ? 200 : 403
}

/** The names of the routes that answer this subject with this status. */
export const routesWith = (catalog: Catalog, subject: Subject, status: Status): string[] =>
  catalog.routes
    .filter((route) => statusOf(catalog, route, subject) === status)
    .map(({ name }) => name)

/** An entry of `tests:` without empty lists; no entry if all of them are empty. */
export function testOf(as: Value, lists: Readonly<Record<string, readonly string[]>>): Value[] {
  const filled = Object.entries(lists).filter(([, routes]) => routes.length > 0)
  return filled.length === 0 ? [] : [{ as, ...Object.fromEntries(filled) }]
}

/** The name, changed until no role has it: both are subjects of the suite. */
export function unlike(taken: readonly string[], name: string): string {
  return taken.includes(name) ? unlike(taken, `${name}-`) : name
}

export const NOBODY: Subject = { kind: 'anonymous' }

/** A suite needs the catalog's name only where it is not the usual one. */
export const suiteHead = (catalogFile: string | undefined): Record<string, Value> => ({
  version: 1,
  ...(catalogFile === undefined ? {} : { catalog: catalogFile }),
})

export const STATUS_COMMENT =
  'unauthorized is 401 (no valid token), forbidden is 403 (a scope is missing).'

/** A suite without named subjects; undefined if there are no tests. */
export const suiteOf = (
  catalogFile: string | undefined,
  { head, tests, above }: { head: readonly string[]; tests: readonly Value[]; above: string },
): Draft | undefined =>
  tests.length === 0
    ? undefined
    : {
        head: head.join('\n'),
        value: { ...suiteHead(catalogFile), tests },
        inline: ['tests/*/as'],
        comments: [{ at: ['tests'], above }],
      }
