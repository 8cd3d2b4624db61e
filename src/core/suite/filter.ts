import { matchesGlob } from '../glob.js'
import type { Assertion, ListedSuite } from './model.js'

/**
 * The suite with only the statements and the assertions whose name, or whose test's name, matches the pattern: `*` matches any text,
 * including none. Case-sensitive. No assertion may be left: the caller checks that, over all suites.
 */
export function filterSuite(suite: ListedSuite, pattern: string): ListedSuite {
  const matches = ({ name, testName }: Assertion): boolean =>
    matchesGlob(pattern, testName) || matchesGlob(pattern, name)
  const always = suite.always.filter(({ name }) => matchesGlob(pattern, name))
  return { ...suite, always, assertions: Array.from(suite.assertions).filter(matches) }
}
