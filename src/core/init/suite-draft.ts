import type { Catalog, Route } from '../catalog/model.js'
import { satisfies } from '../catalog/requirement.js'
import { grantsOf } from '../subject/grants.js'
import type { Subject } from '../subject/model.js'
import type { User } from '../users/model.js'
import type { Draft, Value } from './draft.js'

/** `?`: undecided, so nothing is asserted about it; the table shows it. */
type Status = 200 | 401 | 403 | '?'

interface Column {
  readonly name: string
  readonly statuses: readonly Status[]
}

/**
 * A suite that passes on the catalog: what anonymous, each role, the first user and an expired token get.
 * @param catalogFile the catalog's name, if not the usual one.
 */
export function suiteDraft(catalog: Catalog, user: User, catalogFile?: string): Draft {
  const roles = [...catalog.roles.keys()]
  const nobody = unlike(roles, 'nobody')
  const stale = unlike(roles, 'stale')
  const column = (name: string, subject: Subject): Column => ({
    name,
    statuses: catalog.routes.map((route) => statusOf(catalog, route, subject)),
  })
  const noToken = column(nobody, { kind: 'anonymous' })
  const byRole = roles.map((name) => column(name, { kind: 'role', roles: [name] }))
  const mixed = byRole.find(({ statuses }) => statuses.includes(200) && statuses.includes(403))
  const themselves = column(user.name, { kind: 'user', user })
  const routes = catalog.routes.map(({ name }) => name)
  const test = (
    as: Value,
    { statuses }: Column,
    lists: readonly (keyof typeof LISTS)[],
  ): Value[] => {
    const entries = lists
      .map((list) => [list, routes.filter((_, i) => statuses[i] === LISTS[list])] as const)
      .filter(([, named]) => named.length > 0)
    return entries.length === 0 ? [] : [{ as, ...Object.fromEntries(entries) }]
  }
  return {
    head: 'Who may call what, as tests.',
    value: {
      version: 1,
      ...(catalogFile === undefined ? {} : { catalog: catalogFile }),
      subjects: {
        [nobody]: { anonymous: true },
        ...Object.fromEntries(roles.map((name) => [name, { role: name }])),
        [stale]: { user: user.name, flaw: 'expired' },
      },
      tests: [
        ...test(nobody, noToken, ['allow', 'unauthorized']),
        ...test(stale, noToken, ['unauthorized']),
        ...(mixed ? test(mixed.name, mixed, ['allow', 'forbidden']) : []),
        ...test({ user: user.name }, themselves, ['allow', 'forbidden']),
      ],
      table: {
        columns: [nobody, ...roles],
        rows: Object.fromEntries(
          routes.map((name, i) => [
            name,
            [noToken, ...byRole].map(({ statuses }) => statuses[i]).join(' '),
          ]),
        ),
      },
    },
    inline: ['subjects/*', 'tests/*/as', 'table/columns'],
    comments: [
      {
        at: ['subjects'],
        above: 'The subjects of the tests. A role means a user who has exactly that role.',
      },
      { at: ['subjects', stale], beside: 'validly signed, but expired' },
      {
        at: ['tests'],
        above: '401 is unauthorized (no valid token), 403 is forbidden (a scope is missing).',
      },
      { at: ['table'], above: 'As a table: one row per route, one column per subject.' },
    ],
  }
}

const LISTS = { allow: 200, unauthorized: 401, forbidden: 403 } as const

function statusOf(catalog: Catalog, { requirement }: Route, subject: Subject): Status {
  if (requirement.level === 'undecided') return '?'
  if (requirement.level === 'public') return 200
  const granted = grantsOf(catalog, subject)
  if (!granted) return 401
  return satisfies(requirement, granted) ? 200 : 403
}

/** The name, changed until no role has it, since both are subjects of the suite. */
function unlike(taken: readonly string[], name: string): string {
  return taken.includes(name) ? unlike(taken, `${name}-`) : name
}
