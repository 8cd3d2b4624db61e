import { expectTypeOf, expect as inTest, test } from 'vitest'
import { assertAllows, assertDenies, assertUnauthorized } from '../../src/assert.js'
import { scopectlMatchers } from '../../src/vitest.js'

// Nothing here runs: the assertion is that it compiles, or that the marked line does not.

declare const token: string

test('the matchers are methods of expect(), and return promises', () => {
  expectTypeOf(inTest(token).toAllow('GET /me')).toEqualTypeOf<Promise<void>>()
  inTest(token).not.toDeny({ need: 'read' })
  inTest({ role: 'editor' } as const).toDeny('POST /items/', { missing: ['write'] })
  inTest(token).toBeUnauthorized({ reason: 'expired', route: 'GET /me' })
  inTest(Promise.resolve(token)).resolves.toAllow('GET /me')
  inTest.extend(scopectlMatchers({ catalog: 'scopes.yaml', env: {} }))
})

test('misspelled and unset arguments do not compile', () => {
  // @ts-expect-error missing
  inTest(token).toDeny('GET /me', { mising: 'read' })
  // @ts-expect-error a variable that may not be set
  assertDenies(token, 'GET /me', { missing: undefined as string | undefined })
  // @ts-expect-error 403 is not a reason for 401
  assertUnauthorized(token, { reason: 'insufficient_scope' })
  // @ts-expect-error a goal
  assertAllows(token)
  // @ts-expect-error role
  assertAllows({ rol: 'editor' }, 'GET /me')
  // @ts-expect-error not a token or a subject
  inTest(42).toAllow('GET /me')
})
