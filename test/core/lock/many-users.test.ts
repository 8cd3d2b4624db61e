import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../src/core/access/facts.js'
import { LINES_LIMIT } from '../../../src/core/lock/digest.js'
import { linesOf } from '../../../src/core/lock/print.js'
import { CATALOG, check, text } from './lock-world.js'
import { load } from './support.js'

describe('many users', () => {
  const many = (count: number, one = {}) =>
    load(CATALOG, {
      users: Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`u${i}`, i === 7 ? one : { roles: ['editor'] }]),
      ),
    })

  test('a thousand have a line each, more have a digest that depends on every one of them', async () => {
    expect(LINES_LIMIT).toBe(1000)
    expect((await text(many(1000))).match(/^user /gm)).toHaveLength(1000)
    const file = await text(many(1001))
    expect(file.match(/^user .*$/gm)).toEqual([
      expect.stringMatching(/^user \* 1001 sha256:[0-9a-f]{64}$/),
    ])
    expect((await check(file, many(1001))).same).toBe(true)
    expect((await check(file, many(1001, { scopes: ['admin'] }))).same).toBe(false)
    expect((await check(file, many(1002))).facts).toEqual([
      { fact: 'users', before: 1001, after: 1002 },
    ])
  })

  test('the same for combos', async () => {
    const roles = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [
        `r${i}`,
        { scopes: [i % 2 === 0 ? 'write' : 'audit'] },
      ]),
    )
    const sets = Array.from({ length: 30 * 30 }, (_, i) => [
      2 * (i % 30),
      2 * Math.floor(i / 30) + 1,
    ])
    const users = Object.fromEntries(
      sets.map(([a, b], i) => [`u${i}`, { roles: [`r${a}`, `r${b}`] }]),
    )
    const routes = { ...CATALOG.routes, 'PUT /a/{id}': 'write audit' }
    const all = load({ ...CATALOG, roles, routes }, { users })
    const file = await text(all)
    expect(file.match(/^combo .*$/gm)).toEqual([expect.stringMatching(/^combo \* 1800 sha256:/)])
    expect((await check(file, all)).same).toBe(true)
    const fewer = load({ ...CATALOG, roles, routes }, { users: { ...users, u5: {} } })
    expect((await check(file, fewer)).facts).toContainEqual({
      fact: 'combos',
      before: 1800,
      after: 1798,
    })
  })

  test('the same for claims', async () => {
    const of = (count: number, last = 'x') =>
      load(CATALOG, {
        users: Object.fromEntries(
          Array.from({ length: count }, (_, i) => [
            `u${i}`,
            { claims: { a: i, b: i === 3 ? last : 'x' } },
          ]),
        ),
      })
    expect((await text(of(500))).match(/^claim /gm)).toHaveLength(1000)
    const file = await text(of(501))
    expect(file.match(/^claim .*$/gm)).toEqual([
      expect.stringMatching(/^claim \* 1002 sha256:[0-9a-f]{64}$/),
    ])
    expect((await check(file, of(501))).same).toBe(true)
    const changed = await check(file, of(501, 'y'))
    expect([changed.same, changed.facts]).toEqual([
      false,
      [{ fact: 'claims', before: 1002, after: 1002 }],
    ])
    // With a line each, it is known whose claim changed.
    const few = await check(await text(of(5)), of(5, 'y'))
    expect(few.changes).toMatchObject([
      { kind: 'claims', user: 'u3', claim: 'b', before: '= x', after: '= y' },
    ])
  })

  test('when there are too many for a line each, the check still shows who gained what', async () => {
    const file = await text(many(1000))
    const { changes } = await check(file, many(1001, { roles: ['editor', 'auditor'] }))
    expect(changes).toMatchObject([
      { kind: 'gain', who: { name: 'u1000' } },
      { kind: 'gain', who: { name: 'u1000' } },
      { kind: 'gain', who: { name: 'u7' }, route: 'DELETE /a/{id}' },
    ])
  })
})

describe('combos', () => {
  const combos = (users: object, roles: object = CATALOG.roles) => {
    const { catalog, users: all } = load({ ...CATALOG, roles }, users)
    return linesOf(factsOf(catalog, all)).filter((line) => line.startsWith('combo'))
  }

  test('only sets in use, also of clients, and only routes that no role of the set allows alone', () => {
    const both = { roles: ['auditor', 'editor'] }
    const line = ['combo auditor+editor DELETE /a/{}']
    expect(combos({ users: { a: { roles: ['editor'] }, b: { roles: ['auditor'] } } })).toEqual([])
    expect(combos({ users: { a: both, b: both } })).toEqual(line)
    expect(combos({ clients: { a: both } })).toEqual(line)
    expect(combos({ users: { a: { ...both, disabled: true } } })).toEqual([])
    expect(combos({ users: { a: { roles: ['auditor'], is_admin: true } } })).toEqual([
      'combo auditor+root DELETE /a/{}',
    ])
    const all = { ...CATALOG.roles, editor: { scopes: ['write', 'audit'] } }
    expect(combos({ users: { a: both } }, all)).toEqual([])
  })
})
