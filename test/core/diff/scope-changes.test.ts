import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVERYONE, factsOf } from '../../../src/core/access/facts.js'
import { compare } from '../../../src/core/diff/compare.js'
import { scopeChanges } from '../../../src/core/diff/scope-changes.js'
import { files, load, loadFiles, type Pair } from '../lock/support.js'

const BASE = {
  scopes: { read: '', write: '', 'users:read': '', spare: '' },
  roles: {
    reader: { default: true, scopes: ['read'] },
    editor: { scopes: ['write'] },
    admin: { scopes: ['users:*'] },
  },
  routes: { 'GET /a': 'read', 'POST /a': 'write', 'GET /users': 'users:read' },
}
const USERS = {
  users: { ann: { roles: ['admin'] }, ben: {} },
  clients: { bot: { roles: ['editor'] } },
}
const factsOfPair = ({ catalog, users }: Pair) => factsOf(catalog, users)

function said(catalog: object, users: object = USERS): string[] {
  const [before, after] = [load(BASE, USERS), load({ ...BASE, ...catalog }, users)]
  return scopeChanges(factsOfPair(before), factsOfPair(after), after).map(
    ({ kind, who, scopes, cause }) =>
      [kind, who.kind, who.name, ...scopes, cause?.by, cause?.name].filter(Boolean).join(' '),
  )
}
const scopes = (more: object) => ({ scopes: { ...BASE.scopes, ...more } })
const role = (name: string, form: object) => ({ roles: { ...BASE.roles, [name]: form } })

describe('scopes that make no difference to any route', () => {
  test('a new scope under a glob, once and for the role', () => {
    expect(said(scopes({ 'users:purge': '' }))).toEqual(['gain role admin users:purge role admin'])
  })
  test('a scope for a route that everyone gains in another way is not lost', () => {
    const routes = { ...BASE.routes, 'DELETE /users': { any: ['users:read', 'root'] } }
    const all = { scopes: { ...BASE.scopes, root: '' }, routes }
    const before = load({ ...BASE, ...all }, USERS)
    const changed = (more: object, users: object = USERS) => {
      const roles = { ...BASE.roles, reader: { default: true, scopes: ['read', 'users:read'] } }
      const after = load({ ...BASE, ...all, roles: { ...roles, ...more } }, users)
      return scopeChanges(factsOfPair(before), factsOfPair(after), after).map(
        ({ kind, who, scopes }) => [kind, who.kind, who.name, ...scopes].join(' '),
      )
    }
    expect(changed({})).toEqual([])
    // The client gains the route by the scope, which compare shows.
    expect(changed({ editor: { scopes: ['write', 'root'] } })).toEqual(['gain role editor root'])
    const ben = { ...USERS, users: { ...USERS.users, ben: { scopes: ['root'] } } }
    expect(changed({}, ben)).toEqual(['gain user ben root'])
  })
  test('one that everyone gets is not repeated for others', () => {
    expect(said(role('reader', { default: true, scopes: ['read', 'spare'] }))).toEqual([
      'gain everyone everyone spare role reader',
    ])
  })
  test('a client, a user, and what is implied', () => {
    const users = {
      users: { ann: { roles: ['admin'] }, ben: { scopes: ['spare'] } },
      clients: { bot: { roles: ['editor'], scopes: ['spare'] } },
    }
    expect(said({}, users)).toEqual([
      'gain client bot spare own bot',
      'gain user ben spare own ben',
    ])
    expect(said(scopes({ write: { implies: ['spare'] } }))).toEqual([
      'gain role editor spare implies write',
      'gain client bot spare implies write',
    ])
  })
  test('a loss; a new and a removed role', () => {
    const { admin: _, ...roles } = BASE.roles
    expect(said({ roles: { ...roles, other: { scopes: ['spare'] } } }, { users: {} })).toEqual([
      'gain role other spare new other',
    ])
    const before = load({ ...BASE, ...role('editor', { scopes: ['write', 'spare'] }) }, USERS)
    const after = load(BASE, USERS)
    const [first] = scopeChanges(factsOfPair(before), factsOfPair(after), after)
    expect(first).toMatchObject({ kind: 'loss', scopes: ['spare'], who: { name: 'editor' } })
  })
  test('what a new route needs is reported with the route', () => {
    const catalog = {
      ...scopes({ 'users:purge': '' }),
      routes: { ...BASE.routes, 'DELETE /users': 'users:purge' },
    }
    expect(said(catalog)).toEqual([])
  })
  test('a scope that allows nothing by itself is reported: a part of an alternative', () => {
    const catalog = {
      ...scopes({ 'users:purge': '' }),
      routes: { ...BASE.routes, 'DELETE /users': 'users:purge spare' },
    }
    expect(said(catalog)).toEqual(['gain role admin users:purge role admin'])
  })
})

test('whenever the scopes of somebody change, diff reports it, and nothing else', () => {
  let differing = 0
  fc.assert(
    fc.property(
      files,
      files,
      fc.constantFrom('scopes', 'roles', 'users', 'clients'),
      (one, other, key) => {
        const [a, b] = [
          loadFiles(one),
          loadFiles({ ...one, [key]: other[key as keyof typeof other] }),
        ]
        if (!a || !b) return
        const [before, after] = [factsOfPair(a), factsOfPair(b)]
        const found = scopeChanges(before, after, b)
        const held = (facts: typeof before, kind: string, name: string) => {
          if (kind === 'role' || kind === 'everyone')
            return facts.roles.get(name) ?? facts.roles.get(EVERYONE)
          const people = kind === 'user' ? facts.users : facts.clients
          return people.kind === 'names' ? people.holds.get(name) : undefined
        }
        for (const { kind, who, scopes } of found) {
          const [was, is] = [held(before, who.kind, who.name), held(after, who.kind, who.name)]
          const [lacks, has] = kind === 'gain' ? [was, is] : [is, was]
          for (const scope of scopes) {
            expect([has?.has(scope), lacks?.has(scope) ?? false]).toEqual([true, false])
          }
        }
        const rows = [...before.roles.keys(), ...after.roles.keys()].map((name) => ['role', name])
        const differs = rows.some(([kind = '', name = '']) => {
          const [was, is] = [held(before, kind, name), held(after, kind, name)]
          return [...(was ?? [])].sort().join() !== [...(is ?? [])].sort().join()
        })
        if (!differs) return
        differing++
        expect(found.length + compare(before, after, b).length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 600 },
  )
  expect(differing).toBeGreaterThan(50)
})
