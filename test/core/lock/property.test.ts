import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../src/core/access/facts.js'
import type { Alternative, Catalog, Requirement } from '../../../src/core/catalog/model.js'
import { checkLock } from '../../../src/core/lock/check.js'
import { withDigests } from '../../../src/core/lock/digest.js'
import { parseLock } from '../../../src/core/lock/parse.js'
import { linesOf, printLock } from '../../../src/core/lock/print.js'
import { grantsOf } from '../../../src/core/subject/grants.js'
import { rolesOf } from '../../../src/core/users/held-roles.js'
import { type Files, files, loadFiles, type Pair, twoFiles } from './support.js'

const sortedJson = (values: readonly unknown[]): string[] =>
  [...new Set(values.map((value) => JSON.stringify(value)))].sort()
const set = (names: Iterable<string> | undefined) => (names ? [...new Set(names)].sort() : null)

/** The right side of P18, computed from the model alone, without the lock's code. */
function meaningOf({ catalog, users }: Pair): string {
  const routes = catalog.routes.map((route) => [
    route.method,
    route.template.replace(/\{\w+/g, '{'),
    meaningOfRequirement(route.requirement),
  ])
  const rows = [[], ...[...catalog.roles.keys()].map((name) => [name])].map((roles) => [
    roles,
    set(grantsOf(catalog, { kind: 'role', roles })),
  ])
  const people = [
    ...[...users.users.values()].map((user) => [
      user.name,
      set(grantsOf(catalog, { kind: 'user', user })),
      [...user.claims].map((claim) => JSON.stringify(inOrder(claim))).sort(),
    ]),
    '/',
    ...[...users.clients.values()].map((client) => [
      client.name,
      set(grantsOf(catalog, { kind: 'client', client })),
    ]),
  ].filter((row) => row === '/' || row[1] !== null)
  return JSON.stringify([
    sortedJson(trustOf(catalog)),
    sortedJson(
      [...catalog.scopes.keys()]
        .flatMap((from) => [...(catalog.implied.get(from) ?? [])].map((to) => [from, to]))
        .filter(([a, b]) => a !== b),
    ),
    sortedJson(routes),
    sortedJson(rows),
    JSON.stringify(sortedJson(people.slice(0, people.indexOf('/')))),
    JSON.stringify(sortedJson(people.slice(people.indexOf('/')))),
  ])
}

function trustOf({ settings }: Catalog): unknown[] {
  return [...settings].map(([profile, each]) => [
    profile ?? null,
    each.issuers === 'any' ? 'any' : set(each.issuers),
    each.audiences === 'any' ? 'any' : set(each.audiences),
    each.algorithm ?? null,
    each.key ?? null,
    each.scopeClaims ?? null,
    each.scopeFormat ?? null,
    each.subject,
    each.roleClaim ?? null,
    each.enforce,
    each.lifetime,
  ])
}

/** Sorts the names of all objects in a value. */
const inOrder = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(inOrder)
    : typeof value === 'object' && value !== null
      ? Object.entries(value)
          .map(([name, each]) => [name, inOrder(each)])
          .sort()
          .concat([['{}']])
      : value

function meaningOfRequirement(requirement: Requirement): unknown {
  if (requirement.level === 'authenticated') {
    return [requirement.level, waysOf(requirement.beside ?? [])]
  }
  if (requirement.level !== 'scopes') return requirement.level
  const plain = requirement.alternatives.filter(({ others }) => others.length === 0)
  const minimal = plain.filter(
    ({ scopes }) =>
      !plain.some(
        (other) =>
          other.scopes.length < scopes.length &&
          other.scopes.every((name) => scopes.includes(name)),
      ),
  )
  return [sortedJson(minimal.map(({ scopes }) => set(scopes))), waysOf(requirement.alternatives)]
}

const waysOf = (alternatives: readonly Alternative[]): string[] =>
  sortedJson(
    alternatives
      .filter(({ others }) => others.length > 0)
      .map((each) => [set(each.scopes), sortedJson(each.others)]),
  )

/** The role sets in use, from which combos are made; the property does not mention them. */
const roleSets = ({ catalog, users }: Pair): string =>
  JSON.stringify([
    sortedJson(
      [...users.users.values()]
        .filter(({ disabled }) => !disabled)
        .map((user) => set(rolesOf(catalog, user).map(({ role }) => role.name))),
    ),
    sortedJson(
      [...users.clients.values()]
        .filter(({ disabled }) => !disabled)
        .map(({ roles }) => set(roles)),
    ),
  ])

const linesOfPair = ({ catalog, users }: Pair): string =>
  linesOf(factsOf(catalog, users)).join('\n')

describe("P18: lock(C) = lock(C') exactly if nothing that it records differs", () => {
  test('P18 a lock differs if and only if trust, implications, requirements, rows or people do', () => {
    const seen = { same: 0, different: 0 }
    fc.assert(
      fc.property(twoFiles, ([one, other]) => {
        const [a, b] = [loadFiles(one), loadFiles(other)]
        if (!a || !b) return
        const same = meaningOf(a) === meaningOf(b)
        if (same && roleSets(a) !== roleSets(b)) return
        seen[same ? 'same' : 'different']++
        expect(linesOfPair(a) === linesOfPair(b)).toBe(same)
      }),
      { numRuns: 1500 },
    )
    expect(seen.same, 'pairs that mean the same').toBeGreaterThan(50)
    expect(seen.different, 'pairs that do not').toBeGreaterThan(200)
  })

  test('P18 reordering, repeating, absorbed alternatives and renamed parameters change nothing', () => {
    const reversed = (map: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(map).reverse())
    fc.assert(
      fc.property(files, (one) => {
        const a = loadFiles(one)
        const routes = Object.entries(one.routes).map(([name, needs]): [string, unknown] => [
          name.replace(/\{\w+/, '{renamed'),
          typeof needs === 'object' && needs !== null && 'any' in needs
            ? { any: [...(needs.any as unknown[]), ...(needs.any as unknown[])].reverse() }
            : needs,
        ])
        const b = loadFiles({
          ...one,
          scopes: reversed(one.scopes),
          roles: reversed(one.roles),
          routes: reversed(Object.fromEntries(routes)),
          users: reversed(one.users) as Files['users'],
        })
        if (!a || !b) return
        expect(linesOfPair(b)).toBe(linesOfPair(a))
      }),
      { numRuns: 500 },
    )
  })

  test('P18 a lock that was just written is up to date, in any order and with any line ends', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.boolean(), async (one, mixed) => {
        const pair = loadFiles(one)
        if (!pair) return
        const text = printLock(await withDigests(factsOf(pair.catalog, pair.users)))
        const read = parseLock(
          'access.lock',
          mixed ? text.split('\n').reverse().join('\r\n') : text,
        )
        if (!read.ok) throw new Error(JSON.stringify(read.problems))
        const comparison = await checkLock(read.value, pair)
        expect(comparison).toMatchObject({ same: true, added: [], removed: [] })
      }),
      { numRuns: 500 },
    )
  })
})

test('no name can make a second line, or look like another name', () => {
  fc.assert(
    fc.property(files, (one) => {
      const pair = loadFiles(one)
      if (!pair) return
      for (const line of linesOf(factsOf(pair.catalog, pair.users))) {
        expect(line).toMatch(/^[\x20-\x7e]+$/)
        expect(line).toMatch(/^(?:trust|scope|route|role|allow|user|client|combo|claim) /)
      }
    }),
  )
})
