import { type Code, type Problem, type ProblemArgs, problem } from './problem.js'

/**
 * How a command ended, by name; cli/exit.ts maps each to its number. `notAsked` means that there is no answer at all:
 * it must never be mistaken for a verdict.
 */
export type Outcome = 'yes' | 'notAsked' | 'unauthorized' | 'forbidden' | 'failed'

/**
 * Everything that prevents an answer and is not our own bug: problems as data, each with a stable code. Any other
 * thrown value is a bug.
 *
 * @param problems at least one; the error's `message` is their codes, separated by `, `
 * @param outcome the outcome: `notAsked`, which is not an answer and must never be mistaken for a denial; or
 * `unauthorized` or `forbidden` (from `issue`), or `failed`
 * @param options the `cause`
 * @example
 * ```ts
 * import { askNeed, parseCatalog, ScopectlError, sourceOf } from 'scopectl'
 *
 * const catalog = parseCatalog(sourceOf({ scopes: { read: 'Read data' } }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * let caught: unknown
 * try {
 *   askNeed(catalog.value, ['raed'], false)
 * } catch (error) {
 *   caught = error
 * }
 * if (!(caught instanceof ScopectlError)) throw caught
 * caught.outcome // => 'notAsked'
 * caught.problems[0]?.code // => 'no-such-scope'
 * ```
 */
export class ScopectlError extends Error {
  readonly problems: readonly Problem[]
  readonly outcome: Exclude<Outcome, 'yes'>

  constructor(
    problems: readonly Problem[],
    outcome: Exclude<Outcome, 'yes'> = 'notAsked',
    options?: ErrorOptions,
  ) {
    super(problems.map(({ code }) => code).join(', '), options)
    this.name = 'ScopectlError'
    this.problems = problems
    this.outcome = outcome
  }
}

/** Throws a single problem with the outcome `notAsked`. */
export function fail<C extends Code>(code: C, args: ProblemArgs[C], at?: Problem['at']): never {
  throw new ScopectlError([problem(code, args, at) as Problem])
}
