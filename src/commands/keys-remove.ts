import type { Command } from 'commander'
import type { KeysAnswer } from '../core/answer.js'
import { removeKey } from '../io/dev-ring.js'
import type { CommandModule } from './command.js'
import { ringAnswer, ringFolder } from './ring.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export const command = {
  about: 'Its tokens are rejected from then on. To remove the signing key, rotate first.',
  examples: ['keys remove -- "$KID"', 'keys remove --json -- "$KID"'],
  define: (command: Command, formats): Command =>
    withGlobals(command.argument('<KID>', 'a key id shown by keys list'), formats),
  async run(args, options, ctx): Promise<KeysAnswer> {
    const [kid = ''] = args
    const session = openSession(options as GlobalOptions, ctx, { users: false })
    return ringAnswer('remove', await removeKey(ringFolder(session), kid, ctx), session, kid)
  },
} satisfies CommandModule
