import fc from 'fast-check'
import { expect, test } from 'vitest'
import { close } from '../../../src/core/catalog/reach.js'
import { globMatches } from '../../../src/core/scope-token.js'
import { explainGrants, grantsOf } from '../../../src/core/subject/grants.js'
import type { Subject } from '../../../src/core/subject/model.js'
import { heldIn } from '../../support/claims-generators.js'
import { load, loadCatalog, world } from '../../support/generators.js'
import {
  fixedPoint,
  naiveGlob,
  naiveOwn,
  naiveRoleGrants,
  naiveUserGrants,
} from '../../support/oracles.js'

const reversed = <T>(map: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(map).reverse())

test('P3 closure: extensive, monotone, idempotent, and the least fixed point of what is written', () => {
  const sets = world.chain((w) =>
    fc.record({ w: fc.constant(w), s: heldIn(w.catalog), t: heldIn(w.catalog) }),
  )
  fc.assert(
    fc.property(sets, ({ w: { catalog, form }, s, t }) => {
      const closed = close(catalog.implied, s)
      expect(closed).toEqual(fixedPoint(form, s))
      for (const name of s) expect(closed.has(name)).toBe(true)
      expect(close(catalog.implied, closed)).toEqual(closed)
      const both = close(catalog.implied, [...s, ...t])
      for (const name of closed) expect(both.has(name)).toBe(true)
      for (const role of catalog.roles.keys()) {
        expect(catalog.own.get(role)).toEqual(naiveOwn(form, role))
      }
    }),
    { numRuns: 300 },
  )
})

test('P3 closure: file order and spelling of globs change nothing', () => {
  fc.assert(
    fc.property(world, ({ catalog, form }) => {
      const names = Object.keys(form.scopes)
      const written = (list: readonly string[] = [], itself = '') =>
        list.flatMap((each) =>
          each.includes('*') && !names.includes(each)
            ? names.filter((name) => name !== itself && naiveGlob(each, name))
            : [each],
        )
      const scopes = Object.entries(form.scopes).map(([name, scope]) => [
        name,
        typeof scope === 'string'
          ? scope
          : { ...scope, implies: written(scope.implies, name).reverse() },
      ])
      const roles = Object.entries(form.roles).map(([name, role]) => [
        name,
        { ...role, scopes: written(role.scopes) },
      ])
      const other = loadCatalog({
        ...form,
        scopes: Object.fromEntries(scopes.reverse()),
        roles: Object.fromEntries(roles.reverse()),
        routes: reversed(form.routes),
      })
      for (const name of names) expect(other.implied.get(name)).toEqual(catalog.implied.get(name))
      for (const role of catalog.roles.keys()) {
        const subject: Subject = { kind: 'role', roles: [role] }
        expect(grantsOf(other, subject)).toEqual(grantsOf(catalog, subject))
      }
    }),
  )
})

test('P3 closure: a glob covers what the regular expression covers', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '.', '$'), maxLength: 8 })
  const glob = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '.'), maxLength: 7 })
  fc.assert(
    fc.property(glob, text, (pattern, name) => {
      expect(globMatches(pattern, name)).toBe(naiveGlob(pattern, name))
    }),
    { numRuns: 3000 },
  )
})

test('P3 grants: of every user, client, role and everyone as defined, each with a correct reason', () => {
  fc.assert(
    fc.property(world, ({ catalog, users, form, usersForm }) => {
      const check = (subject: Subject, expected: Set<string> | undefined) => {
        expect(grantsOf(catalog, subject)).toEqual(expected)
        const grants = explainGrants(catalog, subject)
        expect(new Set(grants.keys())).toEqual(expected ?? new Set())
        for (const { scope, role, from, impliedBy, via } of grants.values()) {
          const source = impliedBy ?? scope
          if (impliedBy !== undefined) expect(fixedPoint(form, [impliedBy]).has(scope)).toBe(true)
          if (via === 'role') expect(naiveOwn(form, role ?? '').has(source)).toBe(true)
          if (from !== undefined) expect(naiveOwn(form, from).has(source)).toBe(true)
        }
      }
      for (const user of users.users.values()) {
        const entry = usersForm.users[user.name] ?? {}
        check({ kind: 'user', user }, entry['disabled'] ? undefined : naiveUserGrants(form, entry))
      }
      for (const client of users.clients.values()) {
        const { roles = [], scopes = [], disabled } = usersForm.clients[client.name] ?? {}
        const own = [...roles.flatMap((role) => [...naiveOwn(form, role)]), ...scopes]
        check({ kind: 'client', client }, disabled ? undefined : fixedPoint(form, own))
      }
      for (const role of Object.keys(form.roles)) {
        check({ kind: 'role', roles: [role] }, naiveRoleGrants(form, [role]))
      }
      check({ kind: 'role', roles: [] }, naiveRoleGrants(form, []))
      check({ kind: 'anonymous' }, undefined)
      // A token that carries just these: not closed.
      for (const name of Object.keys(form.scopes)) {
        check({ kind: 'scopes', scopes: [name] }, new Set([name]))
      }
    }),
    { numRuns: 200 },
  )
})

test('P3 a chain of 10,000 scopes and roles loads, and a cycle through it is reported', () => {
  const count = 10_000
  const chain = (key: string, last: string[]) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, i) => [
        `n${i}`,
        { [key]: i < count - 1 ? [`n${i + 1}`] : last },
      ]),
    )
  const { catalog } = load({
    scopes: chain('implies', []) as never,
    roles: { ...(chain('extends', []) as object), [`n${count - 1}`]: { scopes: ['n0'] } },
    routes: {},
  })
  expect(grantsOf(catalog, { kind: 'role', roles: ['n0'] })?.size).toBe(count)
  expect(() => loadCatalog({ scopes: chain('implies', ['n9998']) })).toThrow(/implies-cycle/)
})
