import { describe, expect, test } from 'vitest'
import { sourceOf } from '../../../src/core/source.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import { rolesOf } from '../../../src/core/users/held-roles.js'
import type { User } from '../../../src/core/users/model.js'
import { parseUsers } from '../../../src/core/users/parse.js'
import { readYaml } from '../../../src/io/yaml-source.js'
import { catalogOf, place, SCOPES } from '../catalog/support.js'

const CATALOG = catalogOf({
  token: { scope_claim: '/authz/scopes', role_claim: 'roles' },
  scopes: SCOPES,
  roles: {
    reader: { default: true, scopes: ['read'] },
    editor: { scopes: ['write'] },
    admin: { scopes: ['users:*'], when: { is_admin: true, level: 1, toString: 'x' } },
  },
})
const problemsOf = (value: unknown): string[] => {
  const read = parseUsers(sourceOf(value), CATALOG)
  return read.ok
    ? []
    : read.problems.map(({ code, args }) => `${code} ${JSON.stringify(args, shown)}`)
}
/** The list of all settings would be on every line. */
const shown = (key: string, value: unknown): unknown => (key === 'names' ? undefined : value)
const userOf = (form: unknown): User => {
  const read = parseUsers(sourceOf({ users: { bob: form } }), CATALOG)
  if (!read.ok) return expect.unreachable(JSON.stringify(read.problems))
  return read.value.users.get('bob') ?? expect.unreachable('no bob')
}
const rolesOfUser = (form: unknown) =>
  rolesOf(CATALOG, userOf(form)).map(({ role, how }) => `${role.name} ${how}`)

describe('names', () => {
  const CASES: [unknown, string[]][] = [
    [{ user: {} }, ['unknown-key {"key":"user","suggestion":"users"}']],
    [
      { users: { bob: { roles: ['editr'] } } },
      ['unknown-role {"role":"editr","by":"user bob","suggestion":"editor"}'],
    ],
    [
      { users: { bob: { roles: ['toString'] } } },
      ['unknown-role {"role":"toString","by":"user bob"}'],
    ],
    [
      { users: { bob: { roles: ['admin'] } } },
      ['when-role-listed {"role":"admin","by":"user bob"}'],
    ],
    [
      { clients: { ci: { roles: ['admin'] } } },
      ['when-role-listed {"role":"admin","by":"client ci"}'],
    ],
    [
      { users: { bob: { scopes: ['raed'] } } },
      ['unknown-scope {"scope":"raed","by":"user bob","suggestion":"read"}'],
    ],
    [
      { clients: { ci: { scopes: ['users:*'] } } },
      ['glob-not-here {"glob":"users:*","by":"client ci"}'],
    ],
    [
      { users: { bob: { is_admim: true } } },
      ['unknown-attribute {"attribute":"is_admim","user":"bob","suggestion":"is_admin"}'],
    ],
    [
      { users: { bob: { roels: 'editor' } } },
      ['unknown-attribute {"attribute":"roels","user":"bob","suggestion":"roles"}'],
    ],
    [
      { users: { bob: { roels: ['editor'] } } },
      ['unknown-key {"key":"roels","suggestion":"roles"}'],
    ],
    [{ clients: { ci: { roels: [] } } }, ['unknown-key {"key":"roels","suggestion":"roles"}']],
    [{ clients: { ci: { claims: {} } } }, ['unknown-key {"key":"claims"}']],
    [{ clients: { ci: { is_admin: true } } }, ['unknown-key {"key":"is_admin"}']],
  ] // prettier: a table
  test.each(CASES)('%j', (value, expected) => expect(problemsOf(value)).toEqual(expected))

  test.each([
    { users: { bob: null } },
    { users: [] },
    { users: { bob: [] } },
    { users: { bob: { roles: 'editor' } } },
    { users: { bob: { roles: [null] } } },
    { users: { bob: { disabled: 'yes' } } },
    { users: { bob: { is_admin: null } } },
    { users: { bob: { is_admin: [true] } } },
    { users: { '': {} } },
    { users: { bob: { claims: ['a'] } } },
    { version: 2 },
    { clients: { ci: { disabled: 0 } } },
  ])('YAML8: %j has a wrong shape', (value) => {
    expect(problemsOf(value)).toEqual([expect.stringMatching(/^wrong-shape/)])
  }) // prettier: a table

  test('DEC7, x- keys', () => {
    for (const name of ['__proto__', 'constructor']) {
      const named = Object.fromEntries([[name, {}]])
      expect(problemsOf({ users: named }), name).toHaveLength(1)
      expect(problemsOf({ users: { bob: { claims: named } } }), name).toHaveLength(1)
    }
    expect(problemsOf({ users: { toString: {}, 'x-bob': {} } })).toEqual([])
    const bob = userOf({ 'x-note': ['anything'], claims: { 'x-team': 'blue' } })
    expect([...bob.attributes]).toEqual([])
    expect([...bob.claims]).toEqual([['x-team', 'blue']])
  })
})

test('MINT1: a reserved claim cannot be set', () => {
  const names = [
    'iss',
    'sub',
    'aud',
    'exp',
    'nbf',
    'iat',
    'jti',
    'client_id',
    'cnf',
    'act',
    'scope',
    'scp',
    'scopes',
    'permissions',
    'roles',
    'authz',
  ] // prettier: a table
  for (const name of names) {
    const [found = '', ...more] = problemsOf({ users: { bob: { claims: { [name]: 1 } } } })
    expect(found, name).toMatch(`reserved-claim {"claim":"${name}","by":"user bob"`)
    expect(more).toEqual([])
  }
  expect(
    problemsOf({
      users: { bob: { claims: { email: 'b@x.test', Scope: 'read', 'authz/scopes': 1 } } },
    }),
  ).toEqual([])
})

describe('DEC7: `when` reads own, strictly equal values', () => {
  const good = { is_admin: true, level: 1, toString: 'x' }
  test('all of them', () => expect(rolesOfUser(good)).toEqual(['reader default', 'admin when']))
  test.each([
    {},
    { ...good, is_admin: 'true' },
    { ...good, is_admin: 1 },
    { ...good, level: '1' },
    { ...good, level: true },
    { is_admin: true, level: 1 },
    { ...good, toString: '' },
  ])('%j is not equal', (form) => expect(rolesOfUser(form)).toEqual(['reader default']))
})

test('default roles apply to every user and no client; disabled means anonymous', () => {
  const read = parseUsers(
    sourceOf({
      users: { bob: { roles: ['editor', 'reader'] }, off: { disabled: true } },
      clients: { ci: { roles: ['editor'] } },
    }),
    CATALOG,
  )
  const { users, clients } = read.ok ? read.value : expect.unreachable()
  const [bob, off, client] = [users.get('bob'), users.get('off'), clients.get('ci')]
  if (!bob || !off || !client) return expect.unreachable()
  expect(grantsOf(CATALOG, { kind: 'user', user: bob })).toEqual(new Set(['read', 'write']))
  expect(grantsOf(CATALOG, { kind: 'user', user: off })).toBeUndefined()
  expect(grantsOf(CATALOG, { kind: 'client', client })).toEqual(new Set(['write']))
  expect(rolesOf(CATALOG, bob).map(({ how }) => how)).toEqual(['listed', 'listed'])
})

test('every problem is located at its value or its name', () => {
  const text = `users:
  bob: { roles: [reader, editr], is_admim: true }
  al: { scopes: [read, "users:*"], claims: { team: a, sub: b } }
clients:
  ci: { roles: [admin] }
`
  const read = parseUsers(readYaml('users.yaml', text), CATALOG)
  expect(read.ok ? [] : read.problems.map(place)).toEqual([
    'unknown-attribute 2:34 is_admim',
    'unknown-role 2:26 editr',
    'reserved-claim 3:55 sub',
    'glob-not-here 3:24 "users:*"',
    'when-role-listed 5:17 admin',
  ])
})
