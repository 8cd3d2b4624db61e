import type { Command } from 'commander'
import { SERVER_NAMES } from '../core/as-server/names.js'
import { EXPECTATIONS } from '../core/decision/expect.js'
import { readAsServer } from './as-server.js'
import { oneOf } from './shared-flags.js'

/** The flags of `Asking`. */
export function withAsking(command: Command): Command {
  return command
    .option(
      '--expect <ANSWER>',
      'allow, deny, 200, 401, 403 or a reason; otherwise exit 5',
      oneOf('--expect', EXPECTATIONS),
    )
    .option('--at-most <SCOPES>', 'exit 5 if the token has other scopes')
    .option('--explain', 'show each alternative, and what would change the answer')
    .option('--challenge', 'show the WWW-Authenticate header of a denial')
    .option(
      '--as-server <NAME>',
      `answer like ${SERVER_NAMES.join(', ')} (all: list them), or the table in a file`,
      readAsServer,
    )
}
