import { SERVER_NAMES, type ServerName } from '../core/as-server/names.js'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { amongOthers } from './shared-flags.js'

/** The value of `--as-server`. */
export type AsServer = OneServer | 'all'

/** A server by name, or a file with its table. */
export type OneServer = ServerName | { readonly file: string }

const CHOICES = [...SERVER_NAMES, 'all'] as const

/** A name, `all`, or a file with a server's table, which has a slash or an extension. */
export const readAsServer = amongOthers(CHOICES, (value): AsServer => {
  if (/[/\\]|\.(?:ya?ml|json)$/.test(value)) return { file: value }
  const found = CHOICES.find((choice) => choice === value)
  const suggestion = nearest(value, CHOICES)
  return (
    found ?? fail('invalid-choice', { flag: '--as-server', value, choices: CHOICES, suggestion })
  )
})

/** The value of an `--as-server` without `all`. */
export const readOneServer = amongOthers(SERVER_NAMES, (value): OneServer => {
  if (value !== 'all') return readAsServer(value) as OneServer
  return fail('invalid-choice', {
    flag: '--as-server',
    value,
    choices: SERVER_NAMES,
    suggestion: undefined,
  })
})
