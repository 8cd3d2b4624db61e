import type { Command } from 'commander'
import type { JwksAnswer } from '../core/answer.js'
import { fail } from '../core/errors.js'
import { publicJwk } from '../core/token/key-rules.js'
import type { CommandModule } from './command.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export const command = {
  about: 'Prints what a server needs to verify tokens: public keys only, never a shared secret.',
  examples: ['keys jwks', 'keys jwks > jwks.json'],
  define: (command: Command, formats): Command => withGlobals(command, formats),
  async run(_args, options, ctx): Promise<JwksAnswer> {
    const session = openSession(options as GlobalOptions, ctx, { users: false })
    const { trust, source, notes } = await session.keys.trust()
    const keys = trust.keys.map(({ jwk, algorithm }) => {
      const shown = publicJwk(jwk) ?? fail('secret-not-public', { source })
      return { ...shown, alg: algorithm, use: 'sig' }
    })
    const files = { ...session.files, key: source }
    return { kind: 'jwks', outcome: 'yes', keys, notes: [...session.notes, ...notes], files }
  },
} satisfies CommandModule
