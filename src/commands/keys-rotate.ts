import type { Command } from 'commander'
import type { KeysAnswer } from '../core/answer.js'
import { rotateRing } from '../io/dev-ring.js'
import type { CommandModule } from './command.js'
import { ringAnswer, ringFolder } from './ring.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export const command = {
  about: 'Tokens signed with older keys stay valid until their key is removed.',
  examples: ['keys rotate', 'keys rotate --json'],
  define: (command: Command, formats): Command => withGlobals(command, formats),
  async run(_args, options, ctx): Promise<KeysAnswer> {
    const session = openSession(options as GlobalOptions, ctx, { users: false })
    const ring = await rotateRing(ringFolder(session), ctx)
    return ringAnswer('rotate', ring, session, ring.signing.kid)
  },
} satisfies CommandModule
