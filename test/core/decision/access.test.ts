import { expect, test } from 'vitest'
import { accessOf, holdersOf } from '../../../src/core/decision/access.js'
import { NO_TOKEN, type Presented } from '../../../src/core/decision/presented.js'
import { askNeed, askRoute } from '../../../src/core/decision/question.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { accepted } from '../../support/claims-generators.js'
import { load } from '../../support/generators.js'
import { rejected } from './decide-world.js'

const { catalog, users } = load(
  {
    scopes: { read: '', write: '', purge: '', admin: { implies: ['purge'] } },
    roles: {
      reader: { default: true, scopes: ['read'] },
      editor: { scopes: ['write'] },
      chief: { scopes: ['admin'] },
    },
    routes: {
      'GET /health': 'public',
      'GET /me': 'authenticated',
      'GET /items': 'read',
      'PUT /items': { any: ['read write', 'purge'] },
      'GET /files': { all: [{ scheme: 'Key' }] },
      'POST /draft': 'undecided',
    },
  },
  {
    users: {
      bob: { roles: ['editor'], scopes: [], disabled: false },
      eve: { roles: [], scopes: ['purge'], disabled: false },
      dan: { roles: ['chief'], scopes: [], disabled: true },
    },
    clients: {
      ci: { roles: ['chief'], scopes: [], disabled: false },
      old: { roles: ['chief'], scopes: [], disabled: true },
    },
  },
)
const userCalled = (name: string): Subject => ({
  kind: 'user',
  user: users.users.get(name) ?? expect.unreachable(name),
})
const seen = (presented: Presented, subject?: Subject) =>
  accessOf(catalog, presented, subject).map(({ route, may, status, by, missing }) => ({
    route: route.name,
    may,
    status,
    by: by.map(({ scope, role }) => `${scope} by ${role}`),
    missing,
  }))

test('each route once: allowed by the grants of one whole alternative, or what is missing', () => {
  expect(seen(accepted({ scope: 'read write' }), userCalled('bob'))).toEqual([
    { route: 'GET /health', may: 'yes', status: 200, by: [], missing: [] },
    { route: 'GET /me', may: 'yes', status: 200, by: [], missing: [] },
    { route: 'GET /items', may: 'yes', status: 200, by: ['read by reader'], missing: [] },
    {
      route: 'PUT /items',
      may: 'yes',
      status: 200,
      by: ['read by reader', 'write by editor'],
      missing: [],
    },
    { route: 'GET /files', may: 'no', status: 403, by: [], missing: [] },
    { route: 'POST /draft', may: 'undecided', status: undefined, by: [], missing: [] },
  ])
  expect(seen(accepted({ scope: 'read' }), userCalled('bob'))[3]).toMatchObject({
    may: 'no',
    status: 403,
    by: [],
  })
  expect(seen(accepted({ scope: 'write' }))[2]).toEqual({
    route: 'GET /items',
    may: 'no',
    status: 403,
    by: [],
    missing: ['read'],
  })
})

test('a 401 has nothing missing: more scopes would not help', () => {
  for (const presented of [NO_TOKEN, rejected]) {
    const routes = seen(presented)
    expect(routes.map(({ status }) => status)).toEqual([200, 401, 401, 401, 401, undefined])
    expect(routes.flatMap(({ missing }) => missing)).toEqual([])
  }
})

test('a scope that no grant explains has no grant shown', () => {
  expect(seen(accepted({ scope: 'read' }))[2]).toMatchObject({ may: 'yes', by: [] })
})

test('who can: enabled users and clients, and roles, each by the first alternative that it holds', () => {
  const holders = holdersOf(catalog, users, askRoute(catalog, 'PUT /items'))
  const shown = holders.map(({ kind, name, by }) => [
    `${kind} ${name}`,
    by.map(({ scope, role, impliedBy }) => [scope, role, impliedBy]),
  ])
  expect(shown).toEqual([
    [
      'user bob',
      [
        ['read', 'reader', undefined],
        ['write', 'editor', undefined],
      ],
    ],
    ['user eve', [['purge', undefined, undefined]]],
    ['client ci', [['purge', 'chief', 'admin']]],
    [
      'role editor',
      [
        ['read', 'reader', undefined],
        ['write', 'editor', undefined],
      ],
    ],
    ['role chief', [['purge', 'chief', 'admin']]],
  ])
})

test('who can do what needs several scopes: only those who hold all of them', () => {
  const names = holdersOf(catalog, users, askNeed(catalog, ['read purge'], false)).map(
    ({ kind, name }) => `${kind} ${name}`,
  )
  expect(names).toEqual(['user eve', 'role chief'])
})
