import { matchesGlob } from '../glob.js'
import type { Assertion, ListedSuite } from './model.js'

/**
 * The suite with those assertions only whose name, or whose test's, the pattern covers: `*` stands for any text, also
 * none. Case counts. May be left without any: that is for the caller to see, over all suites.
 */
export function filterSuite(suite: ListedSuite, pattern: string): ListedSuite {
  const matches = ({ name, testName }: Assertion): boolean =>
    matchesGlob(pattern, testName) || matchesGlob(pattern, name)
  return { ...suite, assertions: Array.from(suite.assertions).filter(matches) }
}
