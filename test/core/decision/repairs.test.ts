import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { askRoute } from '../../../src/core/decision/question.js'
import { type Repair, repairsFor } from '../../../src/core/decision/repairs.js'
import { sourceOf } from '../../../src/core/source.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import type { Subject } from '../../../src/core/subject/model.js'
import type { Users } from '../../../src/core/users/model.js'
import { parseUsers } from '../../../src/core/users/parse.js'

interface Entry {
  roles?: string[]
  scopes?: string[]
  disabled?: boolean
}
/** The two files as values: what a repair is applied to. */
interface Files {
  catalog: {
    scopes: Record<string, { implies?: string[] }>
    roles: Record<string, Entry & { extends?: string[]; default?: true; when?: { level: number } }>
    routes: Record<string, string | { any: string[] }>
  }
  users: { users: Record<string, Entry & { level?: number }>; clients: Record<string, Entry> }
}
interface World {
  catalog: Catalog
  users: Users
}

function load(files: Files): World {
  const catalog = parseCatalog(sourceOf(files.catalog))
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.problems))
  const users = parseUsers(sourceOf(files.users), catalog.value)
  if (!users.ok) throw new Error(JSON.stringify(users.problems))
  return { catalog: catalog.value, users: users.value }
}

type Who = { kind: 'user' | 'client' | 'role'; name: string }

function subjectOf({ users }: World, { kind, name }: Who): Subject {
  if (kind === 'role') return { kind, roles: [name] }
  if (kind === 'user') return { kind, user: users.users.get(name) as never }
  return { kind, client: users.clients.get(name) as never }
}

/** The change, made in the files. */
function apply(files: Files, { change }: Repair, who: Who): Files {
  const next = structuredClone(files)
  const entry = who.kind === 'client' ? next.users.clients[who.name] : next.users.users[who.name]
  if (change.kind === 'scopes-to-role') {
    const role = next.catalog.roles[change.role]
    if (role) role.scopes = [...(role.scopes ?? []), ...change.scopes]
  } else if (entry && change.kind === 'scopes-to-subject') {
    entry.scopes = [...(entry.scopes ?? []), ...change.scopes]
  } else if (entry && change.kind === 'role-to-subject') {
    entry.roles = [...(entry.roles ?? []), change.role]
  }
  return next
}

const none: ReadonlySet<string> = new Set()
const opens = ({ catalog }: World, held: ReadonlySet<string>): string[] =>
  catalog.routes.filter(({ requirement }) => satisfies(requirement, held)).map(({ name }) => name)

/** What really changed between the two, one by one. */
function measured(before: World, after: World, who: Who) {
  const own = (world: World) => grantsOf(world.catalog, subjectOf(world, who)) ?? none
  const gains = (kind: 'user' | 'client', names: Iterable<string>) =>
    [...names].map((name) => {
      const [was, is] = [before, after].map(
        (world) => grantsOf(world.catalog, subjectOf(world, { kind, name })) ?? none,
      ) as [ReadonlySet<string>, ReadonlySet<string>]
      return {
        grew: is.size > was.size,
        cells: opens(after, is).length - opens(before, was).length,
      }
    })
  const users = gains('user', before.users.users.keys())
  const clients = gains('client', before.users.clients.keys())
  return {
    scopes: own(after).size - own(before).size,
    routes: opens(after, own(after)).length - opens(before, own(before)).length,
    users: users.filter(({ grew }) => grew).length,
    of: [...before.users.users.values()].filter(({ disabled }) => !disabled).length,
    clients: clients.filter(({ grew }) => grew).length,
    cells: [...users, ...clients].reduce((sum, { cells }) => sum + cells, 0),
  }
}

function repairsOf(world: World, route: string, who: Who): Repair[] {
  const { requirement } = askRoute(world.catalog, route)
  return repairsFor(world.catalog, requirement, subjectOf(world, who), world.users)
}

const SCOPES = ['a', 'b', 'c', 'd', 'e']
const ROLES = ['r0', 'r1', 'r2', 'r3', 'r4']
const some = <T>(of: readonly T[], maxLength = 2): fc.Arbitrary<T[]> =>
  of.length === 0 ? fc.constant([]) : fc.uniqueArray(fc.constantFrom(...of), { maxLength })

/** Implications and `extends` point to later names only, so that there is no cycle. */
const files: fc.Arbitrary<Files> = fc
  .record({
    catalog: fc.record({
      scopes: fc
        .tuple(...SCOPES.map((_, i) => some(SCOPES.slice(i + 1), 1)))
        .map((all) =>
          Object.fromEntries(SCOPES.map((name, i) => [name, { implies: all[i] ?? [] }])),
        ),
      roles: fc
        .tuple(
          ...ROLES.map((_, i) =>
            fc.record({
              scopes: some(SCOPES),
              extends: some(ROLES.slice(i + 1)),
              kind: fc.constantFrom('plain', 'plain', 'default', 'when'),
            }),
          ),
        )
        .map((all) =>
          Object.fromEntries(
            all.map(({ kind, ...role }, i) => [
              ROLES[i],
              {
                ...role,
                ...(kind === 'default' ? { default: true as const } : {}),
                ...(kind === 'when' ? { when: { level: 1 } } : {}),
              },
            ]),
          ),
        ),
      routes: fc
        .array(
          fc.oneof(
            some(SCOPES, 3)
              .filter((set) => set.length > 0)
              .map((set) => set.join(' ')),
            fc
              .array(
                some(SCOPES).filter((set) => set.length > 0),
                { minLength: 1, maxLength: 3 },
              )
              .map((sets) => ({ any: sets.map((set) => set.join(' ')) })),
            fc.constantFrom('public', 'authenticated', 'undecided'),
          ),
          { minLength: 1, maxLength: 6 },
        )
        .map((all) => Object.fromEntries(all.map((needs, i) => [`GET /${i}`, needs]))),
    }),
    users: fc.record({
      users: fc.dictionary(
        fc.constantFrom('u0', 'u1', 'u2', 'u3', 'u4', 'u5'),
        fc.record({
          roles: some(ROLES),
          scopes: some(SCOPES, 1),
          level: fc.constantFrom(0, 1),
          disabled: fc.constantFrom(false, false, true),
        }),
      ),
      clients: fc.dictionary(
        fc.constantFrom('c0', 'c1', 'c2'),
        fc.record({
          roles: some(ROLES),
          scopes: some(SCOPES, 1),
          disabled: fc.constantFrom(false, false, true),
        }),
      ),
    }),
  })
  .map((made) => {
    const next = made as Files
    // A `when` role is not to be listed, and an attribute that none reads is unknown.
    const isWhen = (name: string) => next.catalog.roles[name]?.when !== undefined
    const anyWhen = ROLES.some(isWhen)
    for (const entry of [
      ...Object.values(next.users.users),
      ...Object.values(next.users.clients),
    ]) {
      entry.roles = (entry.roles ?? []).filter((name) => !isWhen(name))
      if (!anyWhen) delete (entry as { level?: number }).level
    }
    return next
  })

test('each repair, made in the files, allows it and opens exactly what it says', () => {
  let seen = 0
  const kinds = new Set<string>()
  fc.assert(
    fc.property(files, (before) => {
      const world = load(before)
      const all: Who[] = [
        ...Object.keys(before.users.users).map((name) => ({ kind: 'user' as const, name })),
        ...Object.keys(before.users.clients).map((name) => ({ kind: 'client' as const, name })),
        ...ROLES.map((name) => ({ kind: 'role' as const, name })),
      ]
      for (const { name: route, requirement } of world.catalog.routes) {
        if (requirement.level !== 'scopes') continue
        for (const who of all) {
          const held = grantsOf(world.catalog, subjectOf(world, who))
          const repairs = repairsOf(world, route, who)
          if (!held || satisfies(requirement, held)) {
            expect(repairs).toEqual([])
            continue
          }
          // A user or client can always be given the scopes themselves.
          if (who.kind !== 'role') expect(repairs).not.toEqual([])
          for (const [i, repair] of repairs.entries()) {
            seen++
            kinds.add(`${repair.change.kind} ${who.kind}`)
            const after = load(apply(before, repair, who))
            const now = grantsOf(after.catalog, subjectOf(after, who)) ?? none
            expect(satisfies(requirement, now)).toBe(true)
            const { scopes, routes, users, of, clients, cells } = repair
            expect({ scopes, routes, users, of, clients, cells }).toEqual(
              measured(world, after, who),
            )
            expect(cells).toBeGreaterThanOrEqual(repairs[i - 1]?.cells ?? 0)
          }
        }
      }
    }),
    { numRuns: 200 },
  )
  expect(seen).toBeGreaterThan(1000)
  expect([...kinds].sort()).toEqual([
    'role-to-subject client',
    'role-to-subject user',
    'scopes-to-role client',
    'scopes-to-role role',
    'scopes-to-role user',
    'scopes-to-subject client',
    'scopes-to-subject user',
  ])
})

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
    // ada, bob by chief, and ci; cyd has it already, dan is disabled, eve is no viewer.
    expect(wide).toMatchObject({ scopes: 1, routes: 2, users: 2, of: 4, clients: 1, cells: 6 })
  })

  test('never by a scope that implies it, nor by a role that follows from attributes', () => {
    const changes = repairsOf(world, 'DELETE /users', { kind: 'user', name: 'eve' }).map(
      ({ change }) => change,
    )
    expect(changes).toEqual([
      { kind: 'scopes-to-subject', scopes: ['users:delete'], name: 'eve' },
      { kind: 'scopes-to-role', scopes: ['users:delete'], role: 'author' },
    ])
  })

  test('a long chain and a wide diamond of roles are no trouble', () => {
    const names = Array.from({ length: 2000 }, (_, i) => `x${i}`)
    const roles = Object.fromEntries(
      names.map((name, i) => [name, { extends: names.slice(i + 1, i + 3) }]),
    )
    const big = load({
      ...before,
      catalog: { ...before.catalog, roles: { ...before.catalog.roles, ...roles } },
    })
    const start = performance.now()
    const [repair] = repairsOf(big, 'GET /items', { kind: 'role', name: 'x1999' })
    expect(repair?.change).toEqual({ kind: 'scopes-to-role', scopes: ['read'], role: 'x1999' })
    expect(performance.now() - start).toBeLessThan(20_000) // 0.3 s alone
  })

  test('100,000 users are few groups', () => {
    const users = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, i) => [`u${i}`, { roles: [i % 2 ? 'viewer' : 'chief'] }]),
    )
    const big = load({ ...before, users: { ...before.users, users } })
    const start = performance.now()
    const repairs = repairsOf(big, 'POST /items', { kind: 'user', name: 'u1' })
    expect(repairs.at(-1)).toMatchObject({ users: 100_000, of: 100_000, cells: 200_002 })
    expect(performance.now() - start).toBeLessThan(20_000) // 0.3 s alone
  })
})
