import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import type { Repair } from '../../../src/core/decision/repairs.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import { cpuTimer } from '../../support/cpu-time.js'
import { files, ROLES, SCOPES } from './repairs-files.js'
import {
  apply,
  type Files,
  load,
  measured,
  none,
  repairsOf,
  subjectOf,
  type Who,
  type World,
} from './repairs-world.js'

type Change = Repair['change']

const subsets = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_each, i) => bits & (1 << i)))

/** The roles that would not affect everybody: listed, or assigned by an attribute. */
function rolesHeld({ catalog, users }: Files, { kind, name }: Who): string[] {
  if (kind === 'role') return [name].filter((role) => !catalog.roles[role]?.default)
  const entry = kind === 'user' ? users.users[name] : users.clients[name]
  const level = kind === 'user' ? users.users[name]?.level : undefined
  return ROLES.filter((role) => {
    const { default: isDefault, when } = catalog.roles[role] ?? {}
    return (entry?.roles?.includes(role) && !isDefault) || (when && level === 1)
  })
}

/** Every change of one line: any scopes for the subject or for one of its roles, or any role for the subject. */
function everyChange(before: Files, who: Who): Change[] {
  const { name } = who
  const roles = rolesHeld(before, who)
  const listable = ROLES.filter((role) => before.catalog.roles[role]?.when === undefined)
  return subsets(SCOPES)
    .flatMap((scopes): Change[] => [
      ...(who.kind === 'role' ? [] : [{ kind: 'scopes-to-subject' as const, scopes, name }]),
      ...roles.map((role) => ({ kind: 'scopes-to-role' as const, scopes, role })),
    ])
    .concat(
      who.kind === 'role'
        ? []
        : listable.map((role) => ({ kind: 'role-to-subject' as const, role, name })),
    )
}

/** Newly allowed pairs of a role and a route. */
function rowsOf(before: World, after: World): number {
  const open = (world: World): number =>
    ROLES.reduce((sum, role) => {
      const held = grantsOf(world.catalog, { kind: 'role', roles: [role] }) ?? none
      return (
        sum + world.catalog.routes.filter(({ requirement }) => satisfies(requirement, held)).length
      )
    }, 0)
  return open(after) - open(before)
}

/** What it would allow: pairs of users and routes, pairs of roles and routes, scopes of the subject. */
function size(before: Files, world: World, change: Change, who: Who) {
  const after = load(apply(before, { change } as Repair, who))
  const { cells, scopes } = measured(world, after, who)
  return { after, size: [cells, rowsOf(world, after), scopes] as const }
}

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((each, i) => each - (b[i] ?? 0)).find((each) => each !== 0) ?? 0

test('no change of one line allows less than the first repair, and each wider one comes later', () => {
  let several = 0
  fc.assert(
    fc.property(files, fc.nat(), (before, seed) => {
      const world = load(before)
      const all: Who[] = [
        ...Object.keys(before.users.users).map((name) => ({ kind: 'user' as const, name })),
        ...Object.keys(before.users.clients).map((name) => ({ kind: 'client' as const, name })),
        ...ROLES.map((name) => ({ kind: 'role' as const, name })),
      ]
      const who = all[seed % all.length] as Who
      for (const { name: route, requirement } of world.catalog.routes) {
        if (requirement.level !== 'scopes') continue
        const repairs = repairsOf(world, route, who)
        const sizes = repairs.map(({ change }) => size(before, world, change, who).size)
        expect(sizes).toEqual([...sizes].sort(compare))
        const [first] = sizes
        if (!first) continue
        if (repairs.length > 1 && 'scopes' in (repairs[0]?.change ?? {})) several++
        for (const change of everyChange(before, who)) {
          const tried = size(before, world, change, who)
          const held = grantsOf(tried.after.catalog, subjectOf(tried.after, who)) ?? none
          if (!satisfies(requirement, held)) continue
          expect(compare(first, tried.size), JSON.stringify(change)).toBeLessThanOrEqual(0)
        }
      }
    }),
    { numRuns: 60 },
  )
  expect(several).toBeGreaterThan(5)
})

describe('two small scopes against one large one', () => {
  const before: Files = {
    catalog: {
      scopes: { read: {}, remove: {}, admin: {}, root: { implies: ['read', 'remove'] } },
      roles: { none: {}, boss: { scopes: ['admin'] } },
      routes: {
        'DELETE /users': { any: ['admin', 'root', 'remove read'] },
        'GET /users': { any: ['read', 'admin'] },
        'GET /audit': 'admin',
        'PUT /audit': 'admin',
      },
    },
    users: { users: { ann: { roles: ['none'] } }, clients: {} },
  }
  const found = repairsOf(load(before), 'DELETE /users', { kind: 'user', name: 'ann' })

  test('the two come first, although `missing` is the one', () => {
    expect(found.map(({ change }) => change)).toEqual([
      { kind: 'scopes-to-subject', scopes: ['remove', 'read'], name: 'ann' },
      { kind: 'scopes-to-role', scopes: ['remove', 'read'], role: 'none' },
      { kind: 'scopes-to-subject', scopes: ['admin'], name: 'ann' },
      { kind: 'role-to-subject', role: 'boss', name: 'ann' },
      { kind: 'scopes-to-role', scopes: ['admin'], role: 'none' },
    ])
  })

  test('a scope that another one of the set implies is not repeated', () => {
    const catalog = { ...before.catalog, routes: { 'PUT /x': 'remove root' } }
    const [first] = repairsOf(load({ ...before, catalog }), 'PUT /x', { kind: 'user', name: 'ann' })
    expect(first?.change).toEqual({ kind: 'scopes-to-subject', scopes: ['root'], name: 'ann' })
  })

  test('thousands of alternatives and users are not slow', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `s${i}`)
    const users = Object.fromEntries(
      names.map((name) => [name, { roles: ['none'], scopes: [name] }]),
    )
    const big = load({
      catalog: {
        scopes: Object.fromEntries([...names, 'free'].map((name) => [name, {}])),
        roles: { none: {} },
        routes: { 'GET /x': { any: names.map((name) => `${name} free`) } },
      },
      users: { users: { ...users, ann: { roles: ['none'] } }, clients: {} },
    })
    const spent = cpuTimer()
    const repairs = repairsOf(big, 'GET /x', { kind: 'user', name: 'ann' })
    expect(repairs).toHaveLength(40)
    expect(spent()).toBeLessThan(20_000) // 1 s alone
  })
})
