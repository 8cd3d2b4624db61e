import { answerAs } from '../core/as-server/answer.js'
import { answerAsAll, type EachServer } from '../core/as-server/answer-all.js'
import type { ServerAnswer, ServerRequest } from '../core/as-server/model.js'
import { type Server, serverNamed } from '../core/as-server/servers.js'
import type { Context } from '../io/context.js'
import { readServer } from '../io/profile-file.js'
import type { AsServer, OneServer } from './as-server.js'

/** Asks what `--as-server` names, which was read once. */
export type AskServers = (request: ServerRequest) => Promise<{
  readonly server?: ServerAnswer
  readonly servers?: readonly EachServer[]
}>

export function askerOf(choice: AsServer, ctx: Context): AskServers {
  if (choice === 'all') return async (request) => ({ servers: await answerAsAll(request) })
  const server = serverOf(choice, ctx)
  return async (request) => ({ server: await answerAs(server, request) })
}

export const serverOf = (choice: OneServer, ctx: Context): Server =>
  typeof choice === 'string' ? serverNamed(choice) : readServer(choice.file, ctx)
