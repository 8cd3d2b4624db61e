// Matchers for vitest. Importing this file adds them to `expect`.

// Also in the declarations, where it makes the interface below an extension of vitest's own.
import 'vitest'
import { expect } from 'vitest'
import { scopectlMatchers } from './assertions/matchers.js'
import type { Asserted, DenyOptions, UnauthorizedOptions } from './assertions/options.js'
import type { Goal } from './node/access.js'

export { type ScopectlMatchers, scopectlMatchers } from './assertions/matchers.js'
export type {
  Asserted,
  AssertionOptions,
  DenyOptions,
  UnauthorizedOptions,
} from './assertions/options.js'
export type { Goal, Holder, LoadOptions } from './node/access.js'

expect.extend(scopectlMatchers())

/** Only for what the matchers can judge, also a promise of it for `resolves`: `expect(42).toAllow(…)` does not compile. */
type About<T, F> = T extends Asserted | Promise<Asserted> ? F : never

declare module 'vitest' {
  interface Assertion<T> {
    /** The token, user, client, role, scopes or anonymous request is allowed (200). Await it. */
    readonly toAllow: About<T, (goal: Goal) => Promise<void>>
    /** It is known and lacks a scope (403). A refused token (401) fails. Await it. */
    readonly toDeny: About<T, (goal: Goal, options?: DenyOptions) => Promise<void>>
    /** The token is refused (401); with a route, also a request without a token. Await it. */
    readonly toBeUnauthorized: About<T, (options?: UnauthorizedOptions) => Promise<void>>
  }
}
