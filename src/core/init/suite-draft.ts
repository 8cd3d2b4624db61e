import type { Catalog } from '../catalog/model.js'
import type { Subject } from '../subject/model.js'
import type { User } from '../users/model.js'
import type { Draft } from './draft.js'
import {
  NOBODY,
  routesWith,
  STATUS_COMMENT,
  statusOf,
  suiteHead,
  testOf,
  unlike,
} from './suite-parts.js'

/**
 * A suite for the example catalog: what is answered without a token, and to each role, the first user and an expired token.
 * @param catalogFile the catalog's name, if not the usual one.
 */
export function suiteDraft(catalog: Catalog, user: User, catalogFile?: string): Draft {
  const roles = [...catalog.roles.keys()]
  const nobody = unlike(roles, 'nobody')
  const expired = unlike(roles, 'expired')
  const byRole = roles.map((name): Subject => ({ kind: 'role', roles: [name] }))
  const columns = [NOBODY, ...byRole].map((subject) =>
    catalog.routes.map((route) => statusOf(catalog, route, subject)),
  )
  const mixed = roles.find((_, i) => columns[i + 1]?.includes(200) && columns[i + 1]?.includes(403))
  const unauthorized = routesWith(catalog, NOBODY, 401)
  const reached = (subject: Subject) => ({
    allow: routesWith(catalog, subject, 200),
    forbidden: routesWith(catalog, subject, 403),
  })
  return {
    head: 'Who may call what, as tests. `scopectl test` runs them.',
    value: {
      ...suiteHead(catalogFile),
      subjects: {
        [nobody]: { anonymous: true },
        ...Object.fromEntries(roles.map((name) => [name, { role: name }])),
        [expired]: { user: user.name, flaw: 'expired' },
      },
      tests: [
        ...testOf(nobody, { allow: routesWith(catalog, NOBODY, 200), unauthorized }),
        ...testOf(expired, { unauthorized }),
        ...(mixed === undefined ? [] : testOf(mixed, reached({ kind: 'role', roles: [mixed] }))),
        ...testOf({ user: user.name }, reached({ kind: 'user', user })),
      ],
      table: {
        columns: [nobody, ...roles],
        rows: Object.fromEntries(
          catalog.routes.map(({ name }, i) => [name, columns.map((column) => column[i]).join(' ')]),
        ),
      },
    },
    inline: ['subjects/*', 'tests/*/as', 'table/columns'],
    comments: [
      { at: ['subjects'], above: 'A role stands for a user who has exactly that role.' },
      { at: ['subjects', expired], beside: 'a valid signature, but expired' },
      { at: ['tests'], above: STATUS_COMMENT },
      { at: ['table'], above: 'The same as a table: one row per route, one column per subject.' },
    ],
  }
}
