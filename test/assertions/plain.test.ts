import { AssertionError } from 'node:assert'
import { describe, expect, test } from 'vitest'
import type { Asserted } from '../../src/assert.js'
import { access } from '../node/world.js'
import { assertAllows, assertDenies, assertUnauthorized, catalog } from './world.js'

async function failureOf(asserted: Promise<void>): Promise<AssertionError> {
  const error: unknown = await asserted.then(
    () => 'passed',
    (reason: unknown) => reason,
  )
  if (error instanceof AssertionError) return error
  throw new Error(`not an AssertionError: ${String(error)}`)
}

const passes = (asserted: Promise<void>): Promise<boolean> =>
  asserted.then(
    () => true,
    (error: unknown) => {
      if (error instanceof AssertionError) return false
      throw error
    },
  )

test('exactly one assertion passes for every subject and route: that of the decision', async () => {
  const subjects: Asserted[] = [
    ...[...access.users.users.keys()].map((user) => ({ user })),
    ...[...access.users.clients.keys()].map((client) => ({ client })),
    ...[...access.catalog.roles.keys()].map((role) => ({ role })),
    ...[...access.catalog.scopes.keys()].map((scopes) => ({ scopes })),
    { anonymous: true },
    await access.mint({ user: 'bob' }),
    await access.mint({ user: 'bob' }, { flaw: 'expired' }),
    `Bearer ${await access.mint({ role: 'reader' })}`,
  ]
  const seen = new Set<number>()
  for (const subject of subjects) {
    for (const { name: route } of access.catalog.routes) {
      const who = typeof subject === 'string' ? await access.verify(subject) : subject
      const { status } = await access.decide(who, route)
      seen.add(status)
      expect([
        await passes(assertAllows(subject, route)),
        await passes(assertDenies(subject, route)),
        await passes(assertUnauthorized(subject, { route })),
      ]).toEqual([status === 200, status === 403, status === 401])
    }
  }
  expect(seen).toEqual(new Set([200, 401, 403]))
})

describe('a failure says what was expected, what was decided and why, and what to do next', () => {
  test('denied, with the missing scopes and who would grant them', async () => {
    const error = await failureOf(assertAllows({ role: 'editor' }, 'DELETE /users/42'))
    expect(error.message).toBe(
      [
        'expected role `editor` to be allowed `DELETE /users/42`, got deny 403 insufficient_scope',
        '  route    DELETE /users/{id}',
        '  needs    users:delete + users:read, or admin',
        '  holds    read  write',
        '  missing  admin',
        '  held by  admin (given when is_admin: true)',
        `next: scopectl check -c ${catalog} --role editor --route "DELETE /users/42" --explain`,
      ].join('\n'),
    )
    expect([error.expected, error.actual]).toEqual(['allow', 'deny 403 insufficient_scope'])
    expect([error.operator, error.generatedMessage]).toEqual(['assertAllows', false])
    expect(error.stack?.split('\n    at ')[1]).toContain('plain.test.ts')
  })

  test('allowed', async () => {
    const error = await failureOf(assertDenies({ user: 'bob' }, { need: 'write' }))
    expect(error.message).toMatch(
      /^expected user `bob` to be denied what needs write \(403\), got allow\n {2}needs {2}write\n {2}holds {2}read {2}write {2}users:read\nnext: scopectl check -c \S+ --user bob --need write --explain$/,
    )
  })

  test('other scopes are missing', async () => {
    const missing = ['users:delete', 'users:read']
    const asserted = assertDenies({ user: 'bob' }, 'DELETE /users/{id}', { missing })
    const { message, actual, expected } = await failureOf(asserted)
    expect(message).toMatch(/\(403, users:delete \+ users:read missing\), got deny 403/)
    expect(expected).toBe('deny 403 insufficient_scope, users:delete + users:read missing')
    expect(actual).toBe('deny 403 insufficient_scope, users:delete missing')
  })

  test('a token is refused, and no token is ever printed', async () => {
    const tokens = [
      await access.mint({ user: 'bob' }, { flaw: 'expired' }),
      await access.mint({ user: 'bob' }, { flaw: 'wrong-key' }),
      await access.mint({ user: 'bob' }, { flaw: 'scope-wrong-type' }),
      'a.b.c',
    ]
    const failures = await Promise.all(
      tokens.map((token) => failureOf(assertAllows(token, 'POST /items/'))),
    )
    const shown = failures.map(({ message }) => message)
    expect(shown[0]).toMatch(/got deny 401 expired\n {2}✗ expired 1h ago .*\n {2}everything else/)
    expect(shown[0]).not.toContain('leeway')
    expect(shown[1]).toMatch(/got deny 401 bad-signature\n/)
    expect(shown[2]).toMatch(
      /got deny 403[\s\S]*\nnote: the claim `scope` is a number[\s\S]*\nnext: scopectl token /,
    )
    expect(shown[3]).toMatch(/got deny 401 malformed\n/)
    for (const [i, { message, stack, actual, expected }] of failures.entries()) {
      const all = `${message}${stack}${actual}${expected}`
      for (const part of tokens[i]?.split('.').filter((each) => each.length > 1) ?? [])
        expect(all).not.toContain(part)
    }
  })

  test('a token is accepted, or refused for another reason', async () => {
    const token = await access.mint({ user: 'bob' })
    const accepted = await failureOf(assertUnauthorized(token))
    expect(accepted.message).toMatch(/^expected the token to be unauthorized \(401\), got allow\n/)
    const other = await failureOf(assertUnauthorized('a.b.c', { reason: 'expired' }))
    expect(other.expected).toBe('deny 401 expired')
    const sub = await failureOf(assertUnauthorized('a.b.c', { reason: 'malformed/padding' }))
    expect(sub.actual).toMatch(/^deny 401 malformed/)
  })
})
