import { expect, test } from 'vitest'
import type { Subject } from '../../../../src/core/subject/model.js'
import { canBe } from '../../../../src/core/suite/complete/search.js'
import type { Stated } from '../../../../src/core/suite/evidence/passes.js'
import { named } from '../../../../src/core/suite/evidence/rows.js'
import { load } from '../../../support/generators.js'
import { completenessIn } from './support.js'

const P = { roles: ['p'], scopes: [] as string[], disabled: false }
const model = load(
  {
    scopes: { a: '', b: '' },
    roles: { p: { scopes: ['a'] } },
    routes: { 'GET /a': 'a' },
  },
  {
    users: {
      plain: P,
      own: { ...P, scopes: ['b'] },
    },
    clients: { bot: P, own: { ...P, scopes: ['b'] } },
  },
)
const [route] = model.catalog.routes

const stated = (subject: Subject, status: 200 | 403): Stated => ({
  subject: named(subject),
  route: route!,
  expected: new Set([status]),
})
/** The questions about the route itself, by tokens that belong to no role. */
const ABOUT_ROUTE = [
  stated({ kind: 'scopes', scopes: ['a'] }, 200),
  stated({ kind: 'scopes', scopes: ['b'] }, 403),
]
const openRoles = (...more: Stated[]): string[] =>
  completenessIn(model, [...ABOUT_ROUTE, ...more]).openRoles.map(({ role }) => role)
const user = (name: string): Subject => ({ kind: 'user', user: model.users.users.get(name)! })
const client = (name: string): Subject => ({
  kind: 'client',
  client: model.users.clients.get(name)!,
})

test('a user or client shows what its role is allowed only without scopes of its own', () => {
  expect(openRoles()).toEqual(['p'])
  expect(openRoles(stated(user('plain'), 200))).toEqual([])
  expect(openRoles(stated(client('bot'), 200))).toEqual([])
  // The route may have let them in by their own scopes.
  expect(openRoles(stated(user('own'), 200))).toEqual(['p'])
  expect(openRoles(stated(client('own'), 200))).toEqual(['p'])
})
test('a search that is given up leaves the question open', () => {
  const limits = { lower: Uint32Array.of(1), allowed: [], refused: [[Uint32Array.of(1)]] }
  expect(canBe(limits, { left: 100 })).toBe(false)
  expect(canBe(limits, { left: -1 })).toBe(true)
})
