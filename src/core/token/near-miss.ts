import { slipsBetween } from '../nearest.js'
import type { Difference, NearMiss } from '../problems/token.js'

const EVEN: readonly [Difference, (text: string) => string][] = [
  ['blank', (text) => text.trim()],
  ['slash', (text) => text.replace(/\/+$/, '')],
  ['scheme', (text) => text.replace(/^http:/i, 'https:')],
  // Entra: `api://ID` in tokens of version 1, `ID` alone in those of version 2.
  ['prefix', (text) => text.replace(/^api:\/\//i, '')],
  ['case', (text) => text.toLowerCase()],
]

const evened = (text: string, except?: Difference): string =>
  EVEN.reduce((form, [name, even]) => (name === except ? form : even(form)), text)

/** The first pair that differs only in ways that are easily overlooked. Advice: names are compared exactly. */
export function nearMiss(
  found: readonly string[],
  expected: readonly string[],
): NearMiss | undefined {
  const pairs = found.flatMap((one) => expected.map((other) => ({ found: one, expected: other })))
  for (const pair of pairs) {
    if (evened(pair.found) !== evened(pair.expected)) continue
    const by = EVEN.map(([name]) => name).filter(
      (name) => evened(pair.found, name) !== evened(pair.expected, name),
    )
    return { ...pair, by }
  }
  const near = pairs.find(
    (pair) => pair.expected.length >= 6 && slipsBetween(pair.found, pair.expected, 2) <= 2,
  )
  return near && { ...near, by: ['letters'] }
}
