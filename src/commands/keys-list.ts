import type { Command } from 'commander'
import type { KeysAnswer } from '../core/answer.js'
import { readRing } from '../io/dev-ring.js'
import type { CommandModule } from './command.js'
import { keysOf } from './ring.js'
import { openSession } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export const command = {
  about: 'Lists the keys that verify tokens, without private parts.',
  examples: ['keys list', 'keys list --json'],
  define: (command: Command, formats): Command => withGlobals(command, formats),
  async run(_args, options, ctx): Promise<KeysAnswer> {
    const session = openSession(options as GlobalOptions, ctx, { users: false })
    const { notes, files } = session
    const base = { kind: 'keys', outcome: 'yes', did: 'list', kid: undefined } as const
    if (session.catalog.token.key === undefined) {
      const ring = await readRing(session.loaded.folder, ctx)
      return {
        ...base,
        keys: ring ? keysOf(ring) : [],
        where: ring?.folder ?? '.scopectl',
        notes,
        files,
      }
    }
    const { trust, source, notes: found } = await session.keys.trust()
    const keys = trust.keys.map(({ kid, algorithm, jwk }) => ({
      kid: kid ?? '(none)',
      algorithm,
      created: undefined,
      signs: jwk.kty === 'oct' || jwk.d !== undefined,
    }))
    return { ...base, keys, where: source, notes: [...notes, ...found], files }
  },
} satisfies CommandModule
