import { expect, test } from 'vitest'
import { decide } from '../../../src/core/decision/decide.js'
import { explain } from '../../../src/core/decision/explain.js'
import { NO_TOKEN } from '../../../src/core/decision/presented.js'
import { askRoute } from '../../../src/core/decision/question.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { accepted } from '../../support/claims-generators.js'
import { load } from '../../support/generators.js'

const { catalog, users } = load(
  {
    scopes: { read: '', write: '', purge: '', admin: { implies: ['write', 'purge'] } },
    roles: {
      reader: { default: true, scopes: ['read'] },
      editor: { extends: ['reader'], scopes: ['write'] },
      chief: { extends: ['editor'], scopes: ['admin'] },
    },
    routes: {
      'POST /': { any: ['write', { all: ['read', { scheme: 'Key' }] }] },
      'GET /': 'read',
      'DELETE /': 'purge',
    },
  },
  {
    users: {
      bob: { roles: [], scopes: [], disabled: false },
      eve: { roles: ['editor'], scopes: [], disabled: false },
    },
    clients: { ci: { roles: [], scopes: [], disabled: false } },
  },
)
const subjectOf = (name: string): Subject => {
  const [user, client] = [users.users.get(name), users.clients.get(name)]
  if (user) return { kind: 'user', user }
  return client ? { kind: 'client', client } : expect.unreachable(name)
}
const explained = (name: string, route: string, scope: string) =>
  explain(
    catalog,
    decide(catalog, askRoute(catalog, route), accepted({ scope })),
    subjectOf(name),
    users,
  )

test('each part of each alternative: whether it is held, or which roles would grant it', () => {
  expect(explained('bob', 'POST /', 'read').alternatives).toMatchObject([
    {
      holds: false,
      parts: [
        { name: 'write', held: false, givenBy: [{ roles: ['editor'] }, { roles: ['chief'] }] },
      ],
    },
    {
      holds: false,
      parts: [
        { name: 'read', held: true, grant: { role: 'reader', how: 'default' } },
        { name: 'Key', other: true, held: false },
      ],
    },
  ])
})

test('an alternative holds where every part does; no other way in ever does', () => {
  expect(explained('eve', 'POST /', 'write').alternatives).toEqual([
    {
      holds: true,
      parts: [
        {
          name: 'write',
          held: true,
          other: false,
          grant: expect.objectContaining({ role: 'editor', how: 'listed' }),
          givenBy: [],
        },
      ],
    },
    {
      holds: false,
      parts: [
        expect.objectContaining({ name: 'read', held: false, other: false }),
        { name: 'Key', held: false, other: true, grant: undefined, givenBy: [] },
      ],
    },
  ])
  expect(explained('bob', 'POST /', 'read').alternatives.map(({ holds }) => holds)).toEqual([
    false,
    false,
  ])
})

test('`authenticated` beside a scheme is held with any accepted token, and is not a scope', () => {
  const { catalog: other, users: nobody } = load({
    scopes: {},
    roles: {},
    routes: { 'GET /': { all: ['authenticated', { scheme: 'Key' }] } },
  })
  const question = askRoute(other, 'GET /')
  const parts = (presented: Parameters<typeof decide>[2]) =>
    explain(other, decide(other, question, presented), undefined, nobody).alternatives[0]?.parts
  const rest = { grant: undefined, givenBy: [] }
  const key = { ...rest, name: 'Key', held: false, other: true }
  const token = { ...rest, name: 'authenticated', other: false, anyToken: true }
  expect(parts(accepted({}))).toEqual([{ ...token, held: true }, key])
  expect(parts(NO_TOKEN)).toEqual([{ ...token, held: false }, key])
})

test('nothing to explain of a route that asks for no scopes', () => {
  const open = load({ scopes: {}, roles: {}, routes: { 'GET /me': 'authenticated' } })
  const decision = decide(open.catalog, askRoute(open.catalog, 'GET /me'), accepted({}))
  expect(explain(open.catalog, decision, undefined, open.users)).toEqual({
    alternatives: [],
    repairs: [],
    moreRepairs: 0,
  })
})

test('repairs, narrowest first, with what else they open', () => {
  const { repairs, moreRepairs } = explained('bob', 'POST /', 'read')
  expect(moreRepairs).toBe(0)
  expect(repairs).toMatchObject([
    {
      change: { kind: 'scopes-to-subject', scopes: ['write'], name: 'bob' },
      scopes: 1,
      routes: 1,
      users: 1,
      of: 2,
    },
    { change: { kind: 'role-to-subject', role: 'editor' }, scopes: 1, routes: 1 },
    { change: { kind: 'role-to-subject', role: 'chief' }, scopes: 3, routes: 2 },
  ])
})

test('a role that grants it only through a default role is not a repair for a client, which has no default roles', () => {
  const changes = explained('ci', 'GET /', '').repairs.map(({ change }) => change)
  expect(changes).toEqual([
    { kind: 'scopes-to-subject', scopes: ['read'], name: 'ci' },
    { kind: 'role-to-subject', role: 'reader', name: 'ci' },
    { kind: 'role-to-subject', role: 'editor', name: 'ci' },
  ])
})

test('for a role, its scopes are what can change', () => {
  const question = askRoute(catalog, 'DELETE /')
  const decision = decide(catalog, question, accepted({ scope: 'read write' }))
  const repairsOf = (...roles: string[]) =>
    explain(catalog, decision, { kind: 'role', roles }, users).repairs.map(({ change }) => change)
  expect(repairsOf('editor')).toEqual([
    { kind: 'scopes-to-role', scopes: ['purge'], role: 'editor' },
  ])
})

test('three repairs, and how many more there are', () => {
  const names = ['a', 'b', 'c', 'd']
  const many = load(
    {
      scopes: { read: '' },
      roles: Object.fromEntries(names.map((name) => [name, { scopes: ['read'] }])),
      routes: { 'GET /': 'read' },
    },
    { users: { bob: { roles: [], scopes: [], disabled: false } }, clients: {} },
  )
  const user = many.users.users.get('bob') ?? expect.unreachable()
  const answer = decide(many.catalog, askRoute(many.catalog, 'GET /'), accepted({}))
  const found = explain(many.catalog, answer, { kind: 'user', user }, many.users)
  expect([found.repairs.length, found.moreRepairs]).toEqual([3, 2])
})

test('scopes given to a role also affect the roles that extend it', () => {
  const { repairs } = explained('eve', 'DELETE /', 'read write')
  expect(repairs.map(({ change, users: count }) => [change.kind, count])).toContainEqual([
    'scopes-to-role',
    1,
  ])
})

test('no repairs if no token was accepted, or no subject is named', () => {
  const question = askRoute(catalog, 'POST /')
  expect(
    explain(catalog, decide(catalog, question, NO_TOKEN), subjectOf('bob'), users).repairs,
  ).toEqual([])
  expect(
    explain(catalog, decide(catalog, question, accepted({})), undefined, users).repairs,
  ).toEqual([])
})

test('DEC6: a ladder of roles does not take exponential time', () => {
  const roles = Object.fromEntries(
    Array.from({ length: 40 }, (_, i) => [
      [`l${i}`, { extends: i < 39 ? [`l${i + 1}`, `r${i + 1}`] : [] }],
      [`r${i}`, { extends: i < 39 ? [`l${i + 1}`, `r${i + 1}`] : [] }],
    ]).flat() as [string, object][],
  )
  const ladder = load(
    { scopes: { read: '' }, roles, routes: { 'GET /': 'read' } },
    { users: { bob: { roles: ['l39'], scopes: [], disabled: false } }, clients: {} },
  )
  const user = ladder.users.users.get('bob') ?? expect.unreachable()
  const answer = decide(ladder.catalog, askRoute(ladder.catalog, 'GET /'), accepted({}))
  expect(
    explain(ladder.catalog, answer, { kind: 'user', user }, ladder.users).repairs,
  ).toHaveLength(2)
})
