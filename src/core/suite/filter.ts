import type { Assertion, Suite } from './model.js'

/**
 * The suite with only the assertions whose name, or whose test's name, matches the pattern: `*` matches any text,
 * including none. Case-sensitive. No assertion may be left: the caller checks that, over all suites.
 */
export function filterSuite(suite: Suite, pattern: string): Suite {
  const matches = ({ name, testName }: Assertion): boolean =>
    covers(pattern, testName) || covers(pattern, name)
  return { ...suite, assertions: suite.assertions.filter(matches) }
}

/** Each piece between stars is matched at its first occurrence; only the last one must end the text. Linear. */
function covers(pattern: string, text: string): boolean {
  const [head = '', ...pieces] = pattern.split('*')
  const tail = pieces.pop()
  if (tail === undefined) return pattern === text
  if (!text.startsWith(head)) return false
  let at = head.length
  for (const piece of pieces) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return text.length - tail.length >= at && text.endsWith(tail)
}
