import { describe, expect, test } from 'vitest'
import { cpuTimer } from '../../support/cpu-time.js'
import { type Files, load, repairsOf } from './repairs-world.js'

describe('by example', () => {
  const before: Files = {
    catalog: {
      scopes: {
        read: {},
        'items:write': {},
        'users:delete': {},
        admin: { implies: ['users:delete'] },
      },
      roles: {
        viewer: { scopes: ['read'] },
        author: { scopes: ['items:write'] },
        chief: { extends: ['viewer'] },
        boss: { scopes: ['admin'], when: { level: 9 } },
      },
      routes: {
        'GET /items': 'read',
        'POST /items': 'items:write read',
        'PUT /items': 'items:write read',
        'DELETE /users': { any: ['users:delete', 'admin'] },
      },
    },
    users: {
      users: {
        ada: { roles: ['viewer'] },
        bob: { roles: ['chief'] },
        cyd: { roles: ['viewer'], scopes: ['items:write'] },
        dan: { roles: ['viewer'], disabled: true },
        eve: { roles: ['author'] },
      },
      clients: { ci: { roles: ['viewer'] } },
    },
  }
  const world = load(before)
  test('one user before one role before a role that many have', () => {
    const found = repairsOf(world, 'POST /items', { kind: 'user', name: 'ada' })
    expect(found.map(({ change }) => change.kind)).toEqual([
      'scopes-to-subject',
      'role-to-subject',
      'scopes-to-role',
    ])
    const [own, , wide] = found
    expect(own).toMatchObject({ scopes: 1, routes: 2, users: 1, of: 4, clients: 0, cells: 2 })
    // ada, bob through chief, and ci; cyd already has it, dan is disabled, eve is not a viewer.
    expect(wide).toMatchObject({ scopes: 1, routes: 2, users: 2, of: 4, clients: 1, cells: 6 })
  })

  test('never a scope that implies it, nor a role that follows from attributes', () => {
    const changes = repairsOf(world, 'DELETE /users', { kind: 'user', name: 'eve' }).map(
      ({ change }) => change,
    )
    expect(changes).toEqual([
      { kind: 'scopes-to-subject', scopes: ['users:delete'], name: 'eve' },
      { kind: 'scopes-to-role', scopes: ['users:delete'], role: 'author' },
    ])
  })

  test('a long chain and a wide diamond of roles are not slow', () => {
    const names = Array.from({ length: 2000 }, (_, i) => `x${i}`)
    const roles = Object.fromEntries(
      names.map((name, i) => [name, { extends: names.slice(i + 1, i + 3) }]),
    )
    const big = load({
      ...before,
      catalog: { ...before.catalog, roles: { ...before.catalog.roles, ...roles } },
    })
    const spent = cpuTimer()
    const [repair] = repairsOf(big, 'GET /items', { kind: 'role', name: 'x1999' })
    expect(repair?.change).toEqual({ kind: 'scopes-to-role', scopes: ['read'], role: 'x1999' })
    expect(spent()).toBeLessThan(20_000) // 0.3 s alone
  })

  test('100,000 users form few groups', () => {
    const users = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, i) => [`u${i}`, { roles: [i % 2 ? 'viewer' : 'chief'] }]),
    )
    const big = load({ ...before, users: { ...before.users, users } })
    const spent = cpuTimer()
    const repairs = repairsOf(big, 'POST /items', { kind: 'user', name: 'u1' })
    expect(repairs.at(-1)).toMatchObject({ users: 100_000, of: 100_000, cells: 200_002 })
    expect(spent()).toBeLessThan(20_000) // 0.3 s alone
  })
})
