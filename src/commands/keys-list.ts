import type { Command } from 'commander'
import type { KeysAnswer } from '../core/answer.js'
import { loadTrust } from '../io/trust.js'
import type { CommandModule } from './command.js'
import { openSetting } from './setting.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export const command = {
  about:
    'The keys that tokens are verified with; never a private part. An empty ring is an empty list.',
  examples: ['keys list', 'keys list --json'],
  define: (command: Command, formats): Command => withGlobals(command, formats),
  async run(_args, options, ctx): Promise<KeysAnswer> {
    const setting = openSetting(options as GlobalOptions, ctx, { users: false })
    const { notes, files } = setting
    const base = { kind: 'keys', outcome: 'yes', did: 'list', kid: undefined } as const
    if (setting.catalog.token.key === undefined) {
      const [{ readRing }, { keysOf }] = await Promise.all([
        import('../io/dev-ring.js'),
        import('./ring.js'),
      ])
      const ring = await readRing(setting.keying.place.folder, ctx)
      return {
        ...base,
        keys: ring ? keysOf(ring) : [],
        where: ring?.folder ?? '.scopectl',
        notes,
        files,
      }
    }
    const { trust, source, notes: found } = await loadTrust(setting.keying)
    const keys = trust.keys.map(({ kid, algorithm, jwk }) => ({
      kid: kid ?? '(none)',
      algorithm,
      created: undefined,
      signs: jwk.kty === 'oct' || jwk.d !== undefined,
    }))
    return { ...base, keys, where: source, notes: [...notes, ...found], files }
  },
} satisfies CommandModule
