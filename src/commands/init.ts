import type { Command } from 'commander'
import type { InitAnswer } from '../core/answer.js'
import { fail } from '../core/errors.js'
import { nextSteps } from '../core/init/next-steps.js'
import { UNSTATED } from '../core/openapi/security.js'
import { toCatalog } from '../core/openapi/to-catalog.js'
import { ALGORITHMS } from '../core/token/model.js'
import type { Context } from '../io/context.js'
import { planAttributes } from '../io/git-attributes.js'
import { refuseExisting, writeAll } from '../io/init-files.js'
import { undoInterrupted } from '../io/init-journal.js'
import { initPaths } from '../io/init-paths.js'
import type { Asker } from '../io/prompt.js'
import { namesIn } from '../io/users/names-in.js'
import type { CommandModule } from './command.js'
import { refuseDocumentFlags, withDocumentFlags } from './document-flags.js'
import { askAll, USUAL } from './init-questions.js'
import { askImport, askUsersFile, type SourceOptions } from './init-sources.js'
import { initSuite } from './init-suite.js'
import { textsOf } from './init-texts.js'
import { tokenFlags } from './init-token.js'
import { filesOf, newFiles, notesOf } from './init-written.js'
import { Session } from './session.js'
import { type GlobalOptions, type KeyingOptions, oneOf, withGlobals } from './shared-flags.js'

interface InitOptions extends GlobalOptions, KeyingOptions, SourceOptions {
  yes?: boolean
  force?: boolean
  suite?: boolean
}

export const command = {
  about: [
    'Asks on a terminal, then writes scopes.yaml, users.yaml, scopes.test.yaml and',
    'access.lock, and tells git (.gitattributes) how to merge the lock.',
    'Nothing is overwritten without --force. A file that --users-file names is used',
    'as it is, and its roles are added to the catalog, to be filled in.',
    '--suite writes only a suite, for an existing catalog.',
  ].join('\n'),
  examples: ['init', 'init --yes --from openapi.json'],
  define(command: Command, formats): Command {
    return withGlobals(
      withDocumentFlags(
        command
          .option('--from <DOCUMENT>', 'scopes and routes from an OpenAPI document')
          .option(
            '--unstated <LEVEL>',
            `with --from: operations without security are ${UNSTATED.join(', ')} (undecided)`,
            oneOf('--unstated', UNSTATED),
          ),
        'with --from: ',
      )
        .option('--key <SOURCE>', 'env:NAME, file:PATH or a JWKS URL (a development key)')
        .option(
          '--algorithm <ALG>',
          'the signature algorithm of the key',
          oneOf('--algorithm', ALGORITHMS),
        )
        .option('--issuer <ISSUER>', 'expected in tokens; none: no claim, any: not checked')
        .option('--audience <AUDIENCE>', 'expected in tokens; none: no claim, any: not checked')
        .option('--suite', 'write only a suite that pins the existing catalog')
        .option('--yes', 'use the defaults, ask nothing')
        .option('--force', 'overwrite existing files'),
      formats,
    )
  },
  run: (_args, options, ctx) => init(options as InitOptions, ctx),
} satisfies CommandModule

async function init(options: InitOptions, ctx: Context): Promise<InitAnswer> {
  checkFlags(options)
  const { yes = false, force = false } = options
  if (options.suite) return initSuite(options, force, ctx)
  // Output for programs contains no questions.
  const isForProgram = options.json || options.format === 'json'
  if (!yes && (isForProgram || !ctx.interactive)) fail('init-needs-yes', {})
  new Session(options, ctx).requireEnvironment()
  const first = initPaths(options, ctx)
  const { folder } = first
  undoInterrupted(folder, newFiles(first))
  refuseExisting(newFiles(first), force)
  const flags = tokenFlags(options, { yes, cwd: ctx.cwd, folder })
  const ask = yes ? USUAL : await terminal(options, ctx)
  const from = await askImport(ask, options, ctx, folder)
  const imported = from?.imported
  const usersFile = options.usersFile ?? (await askUsersFile(ask, ctx))
  const paths = initPaths({ ...options, usersFile }, ctx)
  const change = planAttributes(paths.attributes.path, paths.attributes.shown)
  const names = paths.keepsUsers
    ? namesIn({ path: paths.users.path, by: '--users-file' }, ctx)
    : undefined
  const answers = await askAll(ask, { imported: imported?.scopes, names, flags })
  const texts = await textsOf(paths, answers, from && toCatalog(from.imported, from.said), ctx)
  const files = filesOf(paths, texts)
  const written = [...files, ...(change ? [paths.attributes] : [])].map(({ shown }) => shown)
  if (!(await ask.confirm(`Write ${written.join(', ')}?`))) fail('init-cancelled', {})
  const lost = writeAll(files, change, force)
  const { catalog, users } = texts.loaded
  return {
    kind: 'init',
    outcome: 'yes',
    written,
    next: nextSteps({
      catalog,
      users,
      signs: answers.token.key === undefined && answers.token.algorithm === undefined,
      hasSuite: texts.suite !== undefined,
      catalogFlag: paths.flag,
    }),
    notes: [...lost, ...notesOf(paths, texts, imported)],
    files: { catalog: paths.catalog.shown, users: paths.users.shown },
  }
}

/** Flags that only have a meaning together with others. */
function checkFlags(options: InitOptions): void {
  if (options.from === undefined) {
    const needs = '--from DOCUMENT'
    if (options.unstated !== undefined) fail('flag-needs', { flag: '--unstated', needs })
    refuseDocumentFlags(options, needs)
  }
  if (!options.suite) return
  for (const name of ['from', 'key', 'algorithm', 'issuer', 'audience'] as const) {
    if (options[name] !== undefined) fail('conflicting-flags', { flags: ['--suite', `--${name}`] })
  }
}

async function terminal(options: InitOptions, ctx: Context): Promise<Asker> {
  const { terminalAsker } = await import('../io/prompt.js')
  return terminalAsker(options.color && !ctx.env['NO_COLOR'] && ctx.env['TERM'] !== 'dumb')
}
