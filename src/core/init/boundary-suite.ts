import type { Catalog } from '../catalog/model.js'
import type { Subject } from '../subject/model.js'
import type { Draft, Value } from './draft.js'
import { scopeTests } from './scope-tests.js'
import { NOBODY, routesWith, STATUS_COMMENT, suiteOf, testOf } from './suite-parts.js'

/** A token without scopes: whatever it may call, every token may call. */
const BARE: Subject = { kind: 'scopes', scopes: [] }

/**
 * A suite about the routes alone, for a catalog whose roles are not filled in yet: what is open to everybody, to any
 * token, and to each scope. It asserts only those things about roles that hold whatever their scopes are.
 * @param catalogFile the catalog's name, if not the usual one.
 * @returns undefined if no route is decided, so that there is nothing to test
 */
export function boundarySuite(catalog: Catalog, catalogFile?: string): Draft | undefined {
  const roles = [...catalog.roles.keys()]
  const open = routesWith(catalog, NOBODY, 200)
  const unauthorized = routesWith(catalog, NOBODY, 401)
  const anyToken = routesWith(catalog, BARE, 200).filter((name) => !open.includes(name))
  const flawed = (role: string): Value[] => [
    ...testOf({ role, flaw: 'expired' }, { unauthorized }),
    ...testOf(
      { role, flaw: 'unscoped' },
      { allow: anyToken, forbidden: routesWith(catalog, BARE, 403) },
    ),
  ]
  return suiteOf(catalogFile, {
    head: [
      'Which tokens open which routes, as tests. `scopectl test` runs them.',
      'They hold whatever scopes you give to roles. Once the roles are filled in,',
      '`scopectl init --suite --force` replaces them by exact tests of each role.',
    ],
    tests: [
      ...testOf({ anonymous: true }, { allow: open, unauthorized }),
      ...roles.slice(0, 1).flatMap(flawed),
      ...roles.flatMap((role) => testOf({ role }, { allow: anyToken })),
      ...scopeTests(catalog),
    ],
    above: STATUS_COMMENT,
  })
}
