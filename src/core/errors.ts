import { type Code, type Problem, type ProblemArgs, problem } from './problem.js'

/**
 * How a command ended, by name; cli/exit.ts gives each its number.
 * `notAsked` means that there is no answer at all: it must never pass for a verdict.
 */
export type Outcome = 'yes' | 'notAsked' | 'unauthorized' | 'forbidden' | 'failed'

/** Everything that stops a command and is not our own bug. Any other thrown value is one (exit 1). */
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

/** Throws the one problem as "the question could not be asked". */
export function fail<C extends Code>(code: C, args: ProblemArgs[C], at?: Problem['at']): never {
  throw new ScopectlError([problem(code, args, at) as Problem])
}
