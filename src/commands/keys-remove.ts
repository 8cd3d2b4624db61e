import type { Command } from 'commander'
import type { KeysAnswer } from '../core/answer.js'
import { removeKey } from '../io/dev-ring.js'
import type { CommandModule } from './command.js'
import { ringAnswer, ringFolder } from './ring.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export const command = {
  about: 'Its tokens are refused from now on. The key that signs stays: rotate first.',
  examples: ['keys remove -- "$KID"', 'keys remove --json -- "$KID"'],
  define: (command: Command, formats): Command =>
    withGlobals(command.argument('<KID>', 'as keys list shows it'), formats),
  async run(args, options, ctx): Promise<KeysAnswer> {
    const [kid = ''] = args
    const session = openSession(options as GlobalOptions, ctx, { users: false })
    return ringAnswer('remove', await removeKey(ringFolder(session), kid, ctx), session, kid)
  },
} satisfies CommandModule
