import { matchesGlob } from '../glob.js'
import type { Assertion, Suite } from './model.js'

/**
 * The suite with those assertions only whose name, or whose test's, the pattern covers: `*` stands for any text, also
 * none. Case counts. May be left without any: that is for the caller to see, over all suites.
 */
export function filterSuite(suite: Suite, pattern: string): Suite {
  const matches = ({ name, testName }: Assertion): boolean =>
    matchesGlob(pattern, testName) || matchesGlob(pattern, name)
  return { ...suite, assertions: suite.assertions.filter(matches) }
}
