import { ScopectlError } from '../../core/errors.js'
import type { Code } from '../../core/problem.js'

/** Problems for which another line was probably meant. */
const GUESSABLE: ReadonlySet<Code> = new Set<Code>([
  'bad-route',
  'excess-argument',
  'flag-needs',
  'goal-missing',
  'init-needs-yes',
  'not-a-token',
  'unknown-flag',
])

/** What a line lacks, for problems where nothing else is wrong with it. */
const MISSING: { readonly [C in Code]?: readonly string[] } = { 'init-needs-yes': ['--yes'] }

/** Adds the line that was probably meant to an error, if there is one. */
export function withMeant(
  error: unknown,
  meant: (missing: readonly string[]) => string | undefined,
): unknown {
  if (!(error instanceof ScopectlError)) return error
  const [first] = error.problems
  if (!first || error.problems.length > 1 || first.at || !GUESSABLE.has(first.code)) return error
  const instead = meant(MISSING[first.code] ?? [])
  if (instead === undefined) return error
  return new ScopectlError([{ ...first, instead }], error.outcome, { cause: error })
}
