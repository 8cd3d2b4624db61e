import type { Command } from 'commander'
import type { KeysAnswer } from '../core/answer.js'
import { fail } from '../core/errors.js'
import { problem } from '../core/problem.js'
import { ALGORITHMS, type Algorithm } from '../core/token/model.js'
import type { Context } from '../io/context.js'
import { createRing } from '../io/dev-ring.js'
import { isAddable } from '../io/git-tracked.js'
import { writeKey } from '../io/write-key.js'
import type { CommandModule } from './command.js'
import { ringAnswer, ringFolder } from './ring.js'
import { openSession, Session } from './session.js'
import { type GlobalOptions, oneOf, withGlobals } from './shared-flags.js'

type NewOptions = GlobalOptions & { output?: string; algorithm?: Algorithm }

export const command = {
  about: [
    'Without -o: creates the first development key, next to the catalog.',
    'With -o: writes a key file for `key: file:FILE`: a secret for HS*, otherwise a JWK.',
  ].join('\n'),
  examples: ['keys new', 'keys new --algorithm EdDSA -o signing-key.json'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .option('-o, --output <FILE>', 'write the key to this new file, readable only by you')
        .option(
          '--algorithm <ALG>',
          'with -o: its algorithm (default: ES256)',
          oneOf('--algorithm', ALGORITHMS),
        ),
      formats,
    ),
  run(_args, raw, ctx): Promise<KeysAnswer> {
    const options = raw as NewOptions
    return options.output === undefined
      ? newRing(options, ctx)
      : newFile(options, options.output, ctx)
  },
} satisfies CommandModule

async function newRing(options: NewOptions, ctx: Context): Promise<KeysAnswer> {
  if (options.algorithm !== undefined) fail('flag-needs', { flag: '--algorithm', needs: '-o FILE' })
  const session = openSession(options, ctx, { users: false })
  const { ring, note } = await createRing(ringFolder(session), ctx)
  if (!note) fail('ring-exists', { folder: ring.folder })
  return ringAnswer('new', ring, session, ring.signing.kid)
}

async function newFile(options: NewOptions, path: string, ctx: Context): Promise<KeysAnswer> {
  new Session(options, ctx).requireEnvironment()
  const algorithm = options.algorithm ?? 'ES256'
  const { key, where } = await writeKey(path, algorithm, ctx)
  const addable = await isAddable(path, ctx)
  const kid = key.kid ?? '(none)'
  const shown = { kid, algorithm, created: undefined, signs: true }
  return {
    kind: 'keys',
    outcome: 'yes',
    did: 'new',
    keys: [shown],
    kid,
    where,
    notes: addable ? [problem('key-not-ignored', { file: where })] : [],
    files: {},
  }
}
