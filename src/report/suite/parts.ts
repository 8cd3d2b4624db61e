import type { Assertion } from '../../core/suite/model.js'
import { isUndecided } from '../../core/suite/results.js'
import type { AlwaysResult, AssertionResult } from '../../core/suite/run.js'
import { place } from '../problem.js'
import { say } from '../words/index.js'

const WORDS = { 200: 'allow', 401: 'unauthorized', 403: 'forbidden' } as const

export function expectedText({ expected }: Pick<Assertion, 'expected'>): string {
  if (expected === 'undecided') return expected
  const [first, ...others] = expected
  return first === undefined || others.length > 0 ? 'deny' : WORDS[first]
}

/** `unauthorized (expired)`: for a 401, the reason says more than the status. */
export function gotText({ got }: Pick<AssertionResult, 'got'>): string {
  if (got === undefined) return 'nothing'
  if (got === 'undecided') return got
  return got.status === 401 ? `unauthorized (${got.reason})` : WORDS[got.status]
}

/** If the two views differ, there are two answers, and it is unknown which one the server gives. */
function viewsText({ got, why }: AssertionResult): string | undefined {
  if (why?.code !== 'views-differ' || got === undefined || got === 'undecided') return undefined
  const word = (allows: boolean | undefined): string => WORDS[allows ? 200 : 403]
  return `${word(got.views?.literal)} (literal) or ${word(got.views?.implied)} (implied)`
}

export const mismatchText = (result: AssertionResult): string =>
  `expected ${expectedText(result.assertion)}, got ${viewsText(result) ?? gotText(result)}`

/** Why it failed, with the line in the catalog or users file that caused it. */
export function whyText({ why }: AssertionResult): string | undefined {
  if (!why) return undefined
  const { says } = say(why)
  return why.at ? `${says} (${place(why.at)})` : says
}

/** The assertions of a kind, with the suite's file. */
export function* failuresOf(results: Iterable<AssertionResult>): Generator<AssertionResult> {
  for (const result of results) if (result.outcome === 'failed') yield result
}

/** The statements that do not hold. */
export const unproved = (proofs: readonly AlwaysResult[]): AlwaysResult[] =>
  proofs.filter(({ outcome }) => outcome !== 'proved')

/** Why an assertion that did not fail tests nothing: it is skipped, or says only that its route is undecided. */
export function notTested({ assertion, outcome }: AssertionResult): string | undefined {
  if (outcome === 'skipped') return assertion.skip ?? ''
  return isUndecided({ assertion, outcome }) ? 'the route is undecided' : undefined
}
