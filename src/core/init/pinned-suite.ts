import type { Catalog } from '../catalog/model.js'
import type { Subject } from '../subject/model.js'
import type { Draft, Value } from './draft.js'
import { scopeTests } from './scope-tests.js'
import { NOBODY, routesWith, suiteOf, testOf } from './suite-parts.js'

/** Whether a catalog has a pinned suite: some route is decided. Making one takes much longer. */
export const hasPinnedSuite = ({ routes }: Catalog): boolean =>
  routes.some(({ requirement }) => requirement.level !== 'undecided')

/**
 * A suite that pins who may call what in an existing catalog: exactly which routes are open without a token and to each
 * role, and what each scope opens.
 * @param catalogFile the catalog's name, if not the usual one.
 * @returns undefined if no route is decided, so that there is nothing to test
 */
export function pinnedSuite(catalog: Catalog, catalogFile?: string): Draft | undefined {
  const exactly = (as: Value, subject: Subject): Value[] => {
    const allowed = routesWith(catalog, subject, 200)
    if (allowed.length > 0) return testOf(as, { allow_only: allowed })
    return testOf(as, {
      unauthorized: routesWith(catalog, subject, 401),
      forbidden: routesWith(catalog, subject, 403),
    })
  }
  return suiteOf(catalogFile, {
    head: [
      'Who may call what today, as tests. `scopectl test` runs them.',
      'Review each list before you rely on it: it says what the catalog allows, right or wrong.',
    ],
    tests: [
      ...exactly({ anonymous: true }, NOBODY),
      ...[...catalog.roles.keys()].flatMap((role) =>
        exactly({ role }, { kind: 'role', roles: [role] }),
      ),
      ...scopeTests(catalog),
      ...expiredTest(catalog),
    ],
    above: 'allow_only: these routes are allowed, and all others are denied.',
  })
}

/** One test with a refused token, since a suite of roles alone never has one. */
function expiredTest(catalog: Catalog): Value[] {
  const [role] = catalog.roles.keys()
  const [route] = routesWith(catalog, NOBODY, 401)
  if (role === undefined || route === undefined) return []
  return testOf({ role, flaw: 'expired' }, { unauthorized: [route] })
}
