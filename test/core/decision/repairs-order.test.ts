import { expect, test } from 'vitest'
import { load, repairsOf } from './repairs-world.js'

const world = load({
  catalog: {
    scopes: { read: {}, write: {}, purge: {}, idle: {}, tidy: { implies: ['write'] } },
    roles: {
      reader: { default: true, scopes: ['read'] },
      few: {},
      many: {},
      heir: { extends: ['many'] },
      wide: {},
      narrow: {},
      wider: { extends: ['wide'] },
      solo: {},
      extra: { scopes: ['write', 'idle'] },
      writer: { scopes: ['write'] },
      purger: { scopes: ['purge'] },
      both: { scopes: ['write', 'purge'] },
      boss: { scopes: ['write'], when: { level: 9 } },
    },
    routes: {
      'PUT /a': 'write',
      'PUT /b': 'write',
      'DELETE /a': 'write purge',
      'GET /a': 'read',
    },
  },
  users: {
    users: {
      ann: { roles: ['few', 'many'] },
      bob: { roles: ['many'] },
      cid: { roles: ['writer'] },
      off: { roles: ['many'], disabled: true },
      sol: { roles: ['solo'] },
      wil: { roles: ['wide', 'narrow'] },
    },
    clients: { ci: { roles: ['few', 'many'] }, old: { roles: ['few'], disabled: true } },
  },
})
const changes = (route: string, kind: 'user' | 'client' | 'role', name: string) =>
  repairsOf(world, route, { kind, name }).map(({ change, cells, scopes, users, clients }) => [
    change.kind === 'scopes-to-subject' ? 'own' : change.role,
    { cells, scopes, users, clients },
  ])

test('by how much opens, and for how many: first users, then roles, then scopes', () => {
  expect(changes('PUT /a', 'user', 'ann')).toEqual([
    ['own', { cells: 2, scopes: 1, users: 1, clients: 0 }],
    ['writer', { cells: 2, scopes: 1, users: 1, clients: 0 }],
    ['extra', { cells: 2, scopes: 2, users: 1, clients: 0 }],
    // both also gives purge, and so a third route.
    ['both', { cells: 3, scopes: 2, users: 1, clients: 0 }],
    ['few', { cells: 4, scopes: 1, users: 1, clients: 1 }],
    ['many', { cells: 6, scopes: 1, users: 2, clients: 1 }],
  ])
})

test('sorted by cells, then by rows, then by scopes, whatever the order of the roles', () => {
  const [own, role, both] = [
    { cells: 2, scopes: 1, users: 1, clients: 0 },
    { cells: 2, scopes: 2, users: 1, clients: 0 },
    { cells: 3, scopes: 2, users: 1, clients: 0 },
  ]
  expect(changes('PUT /a', 'user', 'sol')).toEqual([
    ['own', own],
    ['writer', own],
    ['extra', role],
    // Two rows would open too.
    ['solo', own],
    ['both', both],
  ])
})

test('of roles that the same people have, the one with fewer heirs first', () => {
  expect(changes('PUT /a', 'user', 'wil').map(([name]) => name)).toEqual([
    'own',
    'writer',
    'extra',
    'narrow',
    'wide',
    'both',
  ])
})

test('a role brings a client only what it has itself: nothing of the default roles', () => {
  expect(changes('GET /a', 'client', 'ci').map(([name]) => name)).toEqual([
    'own',
    'reader',
    'few',
    'many',
  ])
})

test('for a client: its own scopes or a listed role, of which default ones are none', () => {
  expect(changes('PUT /a', 'client', 'ci')).toEqual([
    ['own', { cells: 2, scopes: 1, users: 0, clients: 1 }],
    ['writer', { cells: 2, scopes: 1, users: 0, clients: 1 }],
    ['extra', { cells: 2, scopes: 2, users: 0, clients: 1 }],
    ['both', { cells: 3, scopes: 2, users: 0, clients: 1 }],
    ['few', { cells: 4, scopes: 1, users: 1, clients: 1 }],
    ['many', { cells: 6, scopes: 1, users: 2, clients: 1 }],
  ])
})

test('what needs a set of roles is repaired by scopes, or by one role that has all', () => {
  expect(changes('DELETE /a', 'user', 'bob').map(([name]) => name)).toEqual(['own', 'both', 'many'])
})

test('nothing to repair: held already, nobody at all, or no token would do', () => {
  expect(changes('PUT /a', 'user', 'cid')).toEqual([])
  expect(changes('PUT /a', 'client', 'old')).toEqual([])
  expect(changes('PUT /a', 'user', 'off')).toEqual([])
})
