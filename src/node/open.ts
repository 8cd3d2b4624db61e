import { openSession, type Session } from '../commands/session.js'
import { type Context, processContext } from '../io/context.js'
import * as read from './arguments.js'

/** What `load()` takes besides the catalog. */
export const OPTIONS = ['usersFile', 'profile', 'env', 'envFile'] as const

export interface Opened {
  readonly session: Session
  /** The flags that select the same files on a command line. */
  readonly flags: Readonly<Record<string, string>>
}

/**
 * Opens a catalog and its users file for a program, as the command line does.
 * @param call the function of the library, for messages
 */
export function openLibrary(call: string, file: unknown, options: unknown): Opened {
  const bag = read.readOptions(call, options, OPTIONS)
  const env = bag['env'] === undefined ? undefined : read.readEnv(call, bag['env'])
  const ctx: Context = Object.create(processContext(), {
    ...(env === undefined ? {} : { env: { value: env } }),
    interactive: { value: false },
  })
  const given = {
    catalog: read.readPath(call, 'file', file),
    usersFile: read.readOptional(call, 'usersFile', bag['usersFile']),
    profile: read.readOptional(call, 'profile', bag['profile']),
    env: read.readOptional(call, 'envFile', bag['envFile']),
  }
  const flags = Object.fromEntries(
    Object.entries(given).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  )
  const saidBy = { catalog: call, usersFile: 'usersFile', env: 'envFile' }
  const globals = { leeway: 0, color: false, input: false, saidBy }
  return { session: openSession({ ...globals, ...flags }, ctx, { users: true }), flags }
}
