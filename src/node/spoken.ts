import { ScopectlError } from '../core/errors.js'
import type { Problem } from '../core/problem.js'
import { place } from '../report/problem.js'
import { sayInLibrary } from '../report/words/index.js'

/**
 * A problem in words, as the command line prints it, but with options in place of flags: the sentence, its location, and a hint on a line of its own.
 *
 * @param problem from an error, a decision, a refusal or a note
 * @returns the text, without possible secrets and with terminal control characters escaped
 * @throws nothing
 * @example
 * ```ts
 * import { load, messageOf } from 'scopectl/node'
 *
 * const access = load('scopes.yaml')
 * const presented = await access.verify(await access.mint({ user: 'bob' }, { flaw: 'wrong-audience' }))
 * const refusals = presented.kind === 'rejected' ? presented.refusals : []
 * refusals.length // => 1
 * refusals.map(({ detail }) => messageOf(detail).includes('items-api')) // => [true]
 * ```
 */
export function messageOf(problem: Problem): string {
  const { says, hint } = sayInLibrary(problem)
  const where = problem.at ? ` (${place(problem.at)})` : ''
  return `${says}${where}${hint === undefined ? '' : `\nhint: ${hint}`}`
}

/** Runs a step; errors carry their sentences as the message, since test reports show nothing else. */
export function spoken<T>(step: () => T): T {
  try {
    return step()
  } catch (error) {
    throw withMessage(error)
  }
}

export async function spokenLater<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    throw withMessage(error)
  }
}

function withMessage(error: unknown): unknown {
  if (error instanceof ScopectlError) error.message = error.problems.map(messageOf).join('\n')
  return error
}
