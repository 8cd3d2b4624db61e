import { AssertionError } from 'node:assert'
import type { Goal } from '../node/access.js'
import { refuseMore } from '../node/arguments.js'
import type { Opened } from '../node/open.js'
import { spokenLater } from '../node/spoken.js'
import { assess, type Read } from './assess.js'
import { calledBy } from './call-site.js'
import type { Asserted, AssertionOptions, DenyOptions, UnauthorizedOptions } from './options.js'
import { opening, readMissing, readUnauthorized } from './read-options.js'

/**
 * The assertions, about one catalog. Each returns a promise: without `await`, a test ends before there is an answer.
 *
 * Whatever prevents an answer is a `ScopectlError` and never a pass: an unknown name or route, an unreadable or empty
 * catalog, no usable key.
 */
export interface Assertions {
  /** The subject is allowed (200). */
  assertAllows(subject: Asserted, goal: Goal): Promise<void>
  /** The subject is known and lacks a scope (403). A refused token (401) fails too. */
  assertDenies(subject: Asserted, goal: Goal, options?: DenyOptions): Promise<void>
  /** The token is refused (401); with a route, also a request without a token. */
  assertUnauthorized(subject: Asserted, options?: UnauthorizedOptions): Promise<void>
}

/**
 * Assertions about another catalog than the one that the command line would find, or with other variables, users or
 * another profile. Files are read with the first assertion, and only once.
 *
 * @param options the catalog, and what `load()` takes beside it
 * @returns the three functions that this entry point also exports
 * @throws ScopectlError `argument-type`; the assertions themselves throw if the files cannot be read
 * @example
 * ```ts
 * import { scopectlAssertions } from 'scopectl/assert'
 *
 * const { assertAllows, assertDenies } = scopectlAssertions({ catalog: 'scopes.yaml', env: {} })
 * await assertAllows({ user: 'bob' }, 'POST /items/') // => undefined
 * await assertDenies({ role: 'reader' }, 'POST /items/', { missing: 'write' }) // => undefined
 * ```
 */
export function scopectlAssertions(options: AssertionOptions = {}): Assertions {
  const open = opening('scopectlAssertions()', options)
  return {
    assertAllows: assertion('assertAllows', open, (call, [goal, ...more]) => {
      refuseMore(call, ['subject', 'goal'], more)
      return { goal: goal ?? '', expected: 'allow', missing: undefined }
    }),
    assertDenies: assertion('assertDenies', open, (call, [goal, options, ...more]) => {
      refuseMore(call, ['subject', 'goal', 'options'], more)
      return { goal: goal ?? '', expected: '403', missing: readMissing(call, options) }
    }),
    assertUnauthorized: assertion('assertUnauthorized', open, (call, [options, ...more]) => {
      refuseMore(call, ['subject', 'options'], more)
      return { ...readUnauthorized(call, options), missing: undefined }
    }),
  }
}

function assertion(operator: string, open: () => Opened, read: Read) {
  const entry = (subject: unknown, ...given: readonly unknown[]): Promise<void> =>
    calledBy(entry, async () => {
      const call = `${operator}()`
      const { holds, message, actual, expected } = await spokenLater(async () =>
        assess(open(), subject, { call, negated: false, ...read(call, given) }),
      )
      if (!holds) throw new AssertionError({ message, actual, expected, operator })
    })
  return entry
}

const found = scopectlAssertions()

/**
 * Asserts that a subject may call a route or holds scopes, as `scopectl check --expect allow` does.
 *
 * @param subject the text of a token, or a user, client, role, bare scopes or an anonymous request
 * @param goal a request, the name of a route, or scopes
 * @returns nothing, once it holds
 * @throws AssertionError if it is denied, with the reasons, what is missing, who would grant it, and the next command. Anything that
 * prevents an answer is a `ScopectlError`
 * @example
 * ```ts
 * import { assertAllows } from 'scopectl/assert'
 *
 * await assertAllows({ role: 'editor' }, 'POST /items/') // => undefined
 * await assertAllows({ role: 'editor' }, 'DELETE /users/42') // throws AssertionError
 * await assertAllows({ role: 'editor' }, 'DELETE /usres/42') // throws ScopectlError
 * ```
 */
export const assertAllows: Assertions['assertAllows'] = found.assertAllows

/**
 * Asserts that a subject lacks a scope (403), as `scopectl check --expect 403` does. A token that is refused (401) fails, so a
 * broken token cannot pass for a denial.
 *
 * @param subject as for `assertAllows`
 * @param goal as for `assertAllows`
 * @param options the scopes that must be missing
 * @returns nothing, once it holds
 * @throws AssertionError if it is allowed, or denied for another reason. Anything that prevents an answer is a `ScopectlError`
 * @example
 * ```ts
 * import { assertDenies } from 'scopectl/assert'
 *
 * await assertDenies({ user: 'bob' }, 'DELETE /users/42') // => undefined
 * await assertDenies({ user: 'bob' }, 'DELETE /users/42', { missing: 'users:delete' }) // => undefined
 * await assertDenies({ anonymous: true }, 'DELETE /users/42') // throws AssertionError
 * ```
 */
export const assertDenies: Assertions['assertDenies'] = found.assertDenies

/**
 * Asserts that a token is refused (401), or, with a route, that a request without a token is.
 *
 * @param subject the text of a token; with a route, as for `assertAllows`
 * @param options the reason, and the route
 * @returns nothing, once it holds
 * @throws AssertionError if the token is accepted, or refused for another reason. Anything that prevents an answer is a `ScopectlError`
 * @example
 * ```ts
 * import { assertUnauthorized } from 'scopectl/assert'
 * import { load } from 'scopectl/node'
 *
 * const expired = await load().mint({ user: 'bob' }, { flaw: 'expired' })
 * await assertUnauthorized(expired, { reason: 'expired' }) // => undefined
 * await assertUnauthorized({ anonymous: true }, { route: 'GET /me' }) // => undefined
 * await assertUnauthorized(expired, { reason: 'wrong-issuer' }) // throws AssertionError
 * ```
 */
export const assertUnauthorized: Assertions['assertUnauthorized'] = found.assertUnauthorized
