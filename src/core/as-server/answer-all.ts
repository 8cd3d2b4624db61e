import { ScopectlError } from '../errors.js'
import type { Problem } from '../problem.js'
import { answerAs } from './answer.js'
import type { ServerAnswer, ServerRequest } from './model.js'
import { SERVER_NAMES } from './names.js'
import { serverNamed } from './servers.js'

/** What one of all servers answers, or why it cannot answer. */
export type EachServer =
  | { readonly name: string; readonly answer: ServerAnswer }
  | { readonly name: string; readonly problem: Problem }

/** What each server with a built-in table answers, in their usual order. */
export function answerAsAll(request: ServerRequest): Promise<EachServer[]> {
  return Promise.all(
    SERVER_NAMES.map(async (name) => {
      try {
        return { name, answer: await answerAs(serverNamed(name), request) }
      } catch (error) {
        if (error instanceof ScopectlError && error.problems[0])
          return { name, problem: error.problems[0] }
        throw error
      }
    }),
  )
}
