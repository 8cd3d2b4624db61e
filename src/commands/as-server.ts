import {
  SERVER_NAMES,
  type Server,
  type ServerName,
  serverNamed,
} from '../core/as-server/servers.js'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import type { Context } from '../io/context.js'
import { readServer } from '../io/profile-file.js'

/** The value of `--as-server`. */
export type AsServer = ServerName | 'all' | { readonly file: string }

const CHOICES = [...SERVER_NAMES, 'all'] as const

/** A name, `all`, or a file with a server's table, which has a slash or an extension. */
export function readAsServer(value: string): AsServer {
  if (/[/\\]|\.(?:ya?ml|json)$/.test(value)) return { file: value }
  const found = CHOICES.find((choice) => choice === value)
  const suggestion = nearest(value, CHOICES)
  return (
    found ?? fail('invalid-choice', { flag: '--as-server', value, choices: CHOICES, suggestion })
  )
}

/** The server to answer like. */
export const serverOf = (choice: Exclude<AsServer, 'all'>, ctx: Context): Server =>
  typeof choice === 'string' ? serverNamed(choice) : readServer(choice.file, ctx)
