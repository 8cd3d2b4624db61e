import { describe, expect, test } from 'vitest'
import { type Facts, factsOf } from '../../../src/core/access/facts.js'
import { compare } from '../../../src/core/diff/compare.js'
import { load } from '../lock/support.js'
import { BASE, type Catalog, changes, role, route, SCOPES, said, USERS } from './compare-world.js'

describe('who gains and loses what, and why', () => {
  test('nothing changes: the same files, or another order', () => {
    expect(changes({})).toEqual([])
    expect(changes({ roles: Object.fromEntries(Object.entries(BASE.roles).reverse()) })).toEqual([])
  })

  test('a role gains through its own line, and so do the roles that extend it and its users', () => {
    expect(said(changes(role('editor', { scopes: ['write', 'other'] })))).toEqual([
      'gain role boss(0) GET /other other role editor',
      'gain role editor(2) GET /other other role editor',
    ])
  })

  test('a role that newly extends another one gains through its own line', () => {
    expect(said(changes(role('empty', { extends: ['editor'] })))).toEqual([
      'gain role empty(0) POST /a write role empty',
    ])
  })

  test('a loss, through the role and through the requirement', () => {
    expect(said(changes(role('chief', {})))).toEqual([
      'loss role chief(1) DELETE /a/{id} admin role chief',
      'loss role chief(1) POST /a write role chief',
    ])
    expect(said(changes(route('POST /a', 'write other')))).toEqual([
      'loss role boss(0) POST /a other',
      'loss role chief(1) POST /a other',
      'loss role editor(2) POST /a other',
      'loss client bot POST /a other',
    ])
  })

  test("a default role's gain is everyone's, and not repeated for roles and users; clients have none", () => {
    expect(said(changes(role('reader', { default: true, scopes: ['read', 'other'] })))).toEqual([
      'gain everyone everyone(3) GET /other other role reader',
    ])
    expect(said(changes(role('editor', { default: true, scopes: ['write'] })))).toEqual([
      'gain everyone everyone(3) POST /a write default editor',
    ])
    // The role keeps what it has; eve, who only had it by default, is part of everyone.
    const users = { users: { eve: {} } }
    const [before, after] = [
      load(BASE, users),
      load({ ...BASE, ...role('reader', { scopes: ['read'] }) }, users),
    ]
    const facts = [before, after].map((pair) => factsOf(pair.catalog, pair.users))
    expect(said(compare(facts[0] as Facts, facts[1] as Facts, after))).toEqual([
      'loss everyone everyone(1) GET /a read default everyone',
    ])
  })

  test('what a scope implies', () => {
    const scopes = { ...SCOPES, write: { implies: ['other'] } }
    expect(said(changes({ scopes }))).toEqual([
      'gain role boss(0) GET /other other implies write',
      'gain role chief(1) GET /other other implies admin',
      'gain role editor(2) GET /other other implies write',
      'gain client bot GET /other other implies write',
    ])
    expect(said(changes({ scopes: { ...SCOPES, admin: '' } }))).toEqual([
      'loss role chief(1) POST /a write implies admin',
    ])
  })

  test('a user: own scopes, other roles, enabled, disabled, new and removed', () => {
    const users = (more: object) => changes({}, { ...USERS, users: { ...USERS.users, ...more } })
    expect(said(users({ ann: { roles: ['editor'], scopes: ['other'] } }))).toEqual([
      'gain user ann GET /other other own ann',
    ])
    expect(said(users({ ann: { roles: ['editor', 'chief'] } }))).toEqual([
      'gain user ann DELETE /a/{id} admin assigned chief',
    ])
    expect(said(users({ cat: {} }))).toEqual([
      'loss user cat DELETE /a/{id} admin assigned cat',
      'loss user cat POST /a write assigned cat',
    ])
    expect(said(users({ dan: {} }))).toEqual([
      'gain user dan GET /a read new dan',
      'gain user dan GET /me new dan',
    ])
    expect(said(users({ ann: { disabled: true } }))).toEqual([
      'loss user ann GET /a read disabled ann',
      'loss user ann GET /me disabled ann',
      'loss user ann POST /a write disabled ann',
    ])
    expect(said(changes({}, { users: USERS.users }))).toEqual([
      'loss client bot GET /me gone bot',
      'loss client bot POST /a write gone bot',
    ])
  })

  test('a new role is reported by what it has beyond everyone, and so is a removed one', () => {
    const roles = { ...BASE.roles, ops: { scopes: ['other'] } }
    expect(said(changes({ roles }))).toEqual(['gain role ops(0) GET /other other new ops'])
    const { boss, empty, ...left } = BASE.roles
    expect(said(changes({ roles: left }))).toEqual(['loss role boss(0) POST /a write gone boss'])
  })
})

describe('changes of the route itself', () => {
  test.each([
    ['GET /a', 'authenticated', ['opened everyone GET /a']],
    ['GET /a', 'public', ['opened anonymous GET /a']],
    ['GET /me', 'public', ['opened anonymous GET /me']],
    ['GET /up', 'authenticated', ['loss anonymous anonymous GET /up']],
    ['GET /a', { any: ['read', { other: 'by post' }] }, ['opened - GET /a']],
    ['DELETE /a/{id}', 'admin', ['stronger - DELETE /a/{id}']],
    ['DELETE /a/{other_name}', { any: [{ scheme: 'ApiKey' }, 'admin'] }, []],
    ['GET /a', { any: ['read', 'other'] }, ['weaker - GET /a']],
    ['GET /b', 'read', ['new-route - GET /b']],
  ])('%s needs %j', (name, needs, expected) => {
    const renamed = Object.fromEntries(
      Object.entries(BASE.routes).filter(
        ([each]) => !name.startsWith('DELETE') || each !== 'DELETE /a/{id}',
      ),
    )
    const all = said(changes({ routes: { ...renamed, [name]: needs } }))
    expect(all).toEqual(expected)
  })

  test('a changed requirement that allows some tokens and rejects others is weaker, not stronger', () => {
    const files = (needs: string) => ({ scopes: { a: '', b: '' }, routes: { 'GET /x': needs } })
    const [before, after] = [load(files('a')), load(files('b'))]
    const all = compare(
      factsOf(before.catalog, before.users),
      factsOf(after.catalog, after.users),
      after,
    )
    expect(said(all)).toEqual(['weaker - GET /x'])
  })

  test('a removed route, and trust', () => {
    const { 'GET /other': _, ...routes } = BASE.routes
    expect(said(changes({ routes }))).toEqual(['gone-route - GET /other'])
    expect(said(changes({ token: { audience: 'any' } } as Partial<Catalog>))).toEqual([
      'trust audience - > any',
    ])
  })
})

describe('a route next to a wider one', () => {
  const of = (routes: object) =>
    load({ scopes: { read: '', admin: '' }, roles: { r: { scopes: ['read'] } }, routes })
  const moved = (before: object, after: object) => {
    const [a, b] = [of(before), of(after)]
    return said(compare(factsOf(a.catalog, a.users), factsOf(b.catalog, b.users), b))
  }
  test.each([
    [
      'gone: its paths fall to the wider one',
      { 'GET /u/root': 'admin', 'GET /u/{id}': 'read' },
      { 'GET /u/{id}': 'read' },
      ['gain role r GET /u/root', 'gone-route - GET /u/root'],
    ],
    [
      'removed HEAD falls back to GET',
      { 'HEAD /u': 'admin', 'GET /u': 'read' },
      { 'GET /u': 'read' },
      ['gain role r HEAD /u', 'gone-route - HEAD /u'],
    ],
    [
      'gone: its paths fall to two equally narrow ones that require the same',
      { 'GET /u/root': 'admin', 'GET /u/{id}': 'read', 'GET /{x}/root': 'read' },
      { 'GET /u/{id}': 'read', 'GET /{x}/root': 'read' },
      ['gain role r GET /u/root', 'gone-route - GET /u/root'],
    ],
    [
      'new: within two that require the same',
      { 'GET /u/{id}': 'admin', 'GET /{x}/root': 'admin' },
      { 'GET /u/root': 'read', 'GET /u/{id}': 'admin', 'GET /{x}/root': 'admin' },
      ['gain role r GET /u/root', 'new-route - GET /u/root'],
    ],
    [
      'gone: its paths fall to two that differ, so nobody may call them',
      { 'GET /u/root': 'admin', 'GET /u/{id}': 'read', 'GET /{x}/root': 'public' },
      { 'GET /u/{id}': 'read', 'GET /{x}/root': 'public' },
      ['gone-route - GET /u/root'],
    ],
    [
      'new: opened within',
      { 'DELETE /i/{id}': 'admin' },
      { 'DELETE /i/{id}': 'admin', 'DELETE /i/7': 'public' },
      ['opened anonymous DELETE /i/7', 'new-route - DELETE /i/7'],
    ],
    [
      'new: public, within none',
      { 'GET /i': 'admin' },
      { 'GET /i': 'admin', 'GET /up': 'public' },
      ['opened anonymous GET /up', 'new-route - GET /up'],
    ],
    [
      'the same requirement changes nothing',
      { 'GET /u/root': 'read', 'GET /u/{id}': 'read' },
      { 'GET /u/{id}': 'read' },
      ['gone-route - GET /u/root'],
    ],
  ])('%s', (_name, before, after, expected) => expect(moved(before, after)).toEqual(expected))
})
