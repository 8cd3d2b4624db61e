// Assertions for any test runner: node:test, jest, mocha.

export type {
  Asserted,
  AssertionOptions,
  DenyOptions,
  UnauthorizedOptions,
} from './assertions/options.js'
export {
  type Assertions,
  assertAllows,
  assertDenies,
  assertUnauthorized,
  scopectlAssertions,
} from './assertions/plain.js'
export { ScopectlError } from './core/errors.js'
export type { Goal, Holder, LoadOptions } from './node/access.js'
