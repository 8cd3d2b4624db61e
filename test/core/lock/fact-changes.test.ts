import { describe, expect, test } from 'vitest'
import type { Facts } from '../../../src/core/access/facts.js'
import { factsOf } from '../../../src/core/access/facts.js'
import { UP_TO_DATE } from '../../../src/core/lock/check.js'
import { factChanges, isCount } from '../../../src/core/lock/fact-changes.js'
import { CATALOG, check, pair, text } from './lock-world.js'
import { load } from './support.js'

const USERS = {
  users: { ann: { roles: ['editor', 'auditor'] }, ben: { is_admin: true }, cid: {} },
  clients: { bot: { scopes: ['read'] } },
}
const before = load(CATALOG, USERS)
const BEFORE = factsOf(before.catalog, before.users)
const changed = (catalog: object, users: unknown = USERS) => {
  const after = load({ ...CATALOG, ...catalog }, users)
  return factChanges(BEFORE, factsOf(after.catalog, after.users))
}
const roles = (more: object) => ({ roles: { ...CATALOG.roles, ...more } })

test('nothing changed: no fact', () => {
  expect(factChanges(BEFORE, BEFORE)).toEqual([])
  expect(changed({})).toEqual([])
})

test('only a change of numbers is a count: a route has texts before and after', () => {
  const sides = { before: 'read', after: undefined }
  expect(isCount({ fact: 'users', before: 1, after: 2 })).toBe(true)
  expect(isCount({ fact: 'route', name: 'GET /', ...sides })).toBe(false)
  expect(isCount({ fact: 'role', name: 'a', more: [], less: [], line: 'new' })).toBe(false)
})

describe('who holds', () => {
  test('names more and names less, sorted, of the same line', () => {
    // Every role row has the scopes of the default role.
    expect(changed(roles({ auditor: { scopes: ['write', 'admin'] } }))).toContainEqual({
      fact: 'role',
      name: 'auditor',
      more: ['admin', 'write'],
      less: ['audit'],
      line: undefined,
    })
    expect(changed(roles({ editor: {} }))).toContainEqual({
      fact: 'role',
      name: 'editor',
      more: [],
      less: ['write'],
      line: undefined,
    })
    expect(
      changed(roles({ root: { scopes: ['audit'], when: { is_admin: true } } })),
    ).toContainEqual({
      fact: 'role',
      name: 'root',
      more: ['audit'],
      less: ['admin', 'write'],
      line: undefined,
    })
  })
  test('a role that is new or gone is a whole line, also without scopes of its own', () => {
    expect(changed(roles({ fresh: { scopes: ['audit'] } }))).toEqual([
      { fact: 'role', name: 'fresh', more: ['audit', 'read'], less: [], line: 'new' },
    ])
    const after = load({ ...CATALOG, ...roles({ fresh: { scopes: ['audit'] } }) }, USERS)
    expect(factChanges(factsOf(after.catalog, after.users), BEFORE)).toEqual([
      { fact: 'role', name: 'fresh', more: [], less: ['audit', 'read'], line: 'gone' },
    ])
  })
  test('what a scope implies, users and clients', () => {
    expect(
      changed({ scopes: { ...CATALOG.scopes, admin: { implies: ['audit'] } } }),
    ).toContainEqual({
      fact: 'scope',
      name: 'admin',
      more: ['audit'],
      less: ['write'],
      line: undefined,
    })
    const users = {
      users: { ...USERS.users, ann: { roles: ['auditor'] }, new: {} },
      clients: { bot: { scopes: ['audit', 'read'] } },
    }
    expect(changed({}, users)).toEqual([
      { fact: 'user', name: 'ann', more: [], less: ['write'], line: undefined },
      { fact: 'user', name: 'new', more: ['read'], less: [], line: 'new' },
      { fact: 'client', name: 'bot', more: ['audit'], less: [], line: undefined },
      { fact: 'combo', name: 'auditor+editor', route: 'DELETE /a/{id}', line: 'gone' },
    ])
  })
})

test('a route: as it was and as it is, new and gone', () => {
  const { 'GET /up': _gone, ...rest } = CATALOG.routes
  const routes = { ...rest, 'GET /me': 'read', 'GET /new/{id}': 'write' }
  expect(changed({ routes })).toEqual([
    { fact: 'route', name: 'GET /me', before: 'authenticated', after: 'read' },
    { fact: 'route', name: 'GET /new/{id}', before: undefined, after: 'write' },
    { fact: 'route', name: 'GET /up', before: 'public', after: undefined },
  ])
})

test('roles that open more in combination: each route that is new or gone, by its name', () => {
  const routes = { ...CATALOG.routes, 'PUT /a/{id}': 'write audit', 'DELETE /a/{id}': 'audit' }
  expect(changed({ routes }).filter(({ fact }) => fact === 'combo')).toEqual([
    { fact: 'combo', name: 'auditor+editor', route: 'PUT /a/{id}', line: 'new' },
    { fact: 'combo', name: 'auditor+editor', route: 'DELETE /a/{id}', line: 'gone' },
  ])
})

describe('too many for a line each', () => {
  const DIGEST = { kind: 'digest', count: 1001, digest: 'a'.repeat(64) } as const
  const OTHER = { ...DIGEST, digest: 'b'.repeat(64) }
  const facts = (more: Partial<Facts>): Facts => ({ ...BEFORE, ...more })
  const claims = {
    kind: 'names',
    of: new Map([
      [
        'ann',
        new Map([
          ['a', '= 1'],
          ['b', '= 2'],
        ]),
      ],
      ['ben', new Map([['a', '= 1']])],
    ]),
  } as const // prettier: a table

  test('the same digest is not a change; another one is, even with the same count', () => {
    for (const of of ['users', 'clients', 'combos', 'claims'] as const) {
      expect(factChanges(facts({ [of]: DIGEST }), facts({ [of]: DIGEST }))).toEqual([])
      expect(factChanges(facts({ [of]: DIGEST }), facts({ [of]: OTHER }))).toEqual([
        { fact: of, before: 1001, after: 1001 },
      ])
    }
  })
  test('a digest on one side: how many there were and are', () => {
    const counts = { users: 3, clients: 1, combos: 1, claims: 3 } as const
    const one = facts({ claims })
    for (const of of ['users', 'clients', 'combos', 'claims'] as const) {
      const digested = { ...one, [of]: DIGEST }
      const [before, after] = [counts[of], 1001]
      expect(factChanges(one, digested)).toEqual([{ fact: of, before, after }])
      expect(factChanges(digested, one)).toEqual([{ fact: of, before: after, after: before }])
    }
  })
  test('claims with a line each are told by compare', () => {
    expect(factChanges(BEFORE, facts({ claims }))).toEqual([])
  })
})

describe('a lock of an earlier version', () => {
  const earlier = async () =>
    (await text(pair)).replaceAll(/ lifetime \S+/g, '').replaceAll(/^claim .*\n/gm, '')
  const claimed = load(CATALOG, {
    users: {
      ann: { roles: ['editor', 'auditor'], claims: { email: 'a@example.test' } },
      ben: { is_admin: true },
      'c d': { disabled: true },
    },
    clients: { bot: { scopes: ['read'] }, off: { disabled: true }, idle: {} },
  })
  test('differs, but nothing has changed by what it did not know', async () => {
    const { same, older, changes, facts } = await check(await earlier(), claimed)
    expect({ same, older, changes, facts }).toEqual({
      same: false,
      older: true,
      changes: [],
      facts: [],
    })
  })
  test('a change of what it did know is told', async () => {
    const file = (await earlier()).replace('enforce literal', 'enforce implied')
    const { changes } = await check(file, claimed)
    expect(changes).toMatchObject([{ kind: 'trust', field: 'enforce' }])
  })
})

test('a lock that is the same has neither changes nor facts to explain', async () => {
  expect(await check(await text(pair))).toEqual(UP_TO_DATE)
  expect(UP_TO_DATE.same).toBe(true)
})
