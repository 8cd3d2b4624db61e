import type { Command } from 'commander'
import type { JwksAnswer } from '../core/answer.js'
import { fail } from '../core/errors.js'
import { publicJwk } from '../core/token/key-rules.js'
import { loadTrust } from '../io/trust.js'
import type { CommandModule } from './command.js'
import { openSetting } from './setting.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export const command = {
  about: 'What a server needs to verify: public members only; a shared secret is never published.',
  examples: ['keys jwks', 'keys jwks > jwks.json'],
  define: (command: Command, formats): Command => withGlobals(command, formats),
  async run(_args, options, ctx): Promise<JwksAnswer> {
    const setting = openSetting(options as GlobalOptions, ctx, { users: false })
    const { trust, source, notes } = await loadTrust(setting.keying)
    const keys = trust.keys.map(({ jwk, algorithm }) => {
      const shown = publicJwk(jwk) ?? fail('secret-not-public', { source })
      return { ...shown, alg: algorithm, use: 'sig' }
    })
    const files = { ...setting.files, key: source }
    return { kind: 'jwks', outcome: 'yes', keys, notes: [...setting.notes, ...notes], files }
  },
} satisfies CommandModule
