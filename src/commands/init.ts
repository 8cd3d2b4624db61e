import type { Command } from 'commander'
import { factsOf } from '../core/access/facts.js'
import type { InitAnswer } from '../core/answer.js'
import { parseCatalog } from '../core/catalog/parse.js'
import { fail, ScopectlError } from '../core/errors.js'
import { catalogDraft } from '../core/init/catalog-draft.js'
import { withImported } from '../core/init/imported-draft.js'
import { nextSteps } from '../core/init/next-steps.js'
import { suiteDraft } from '../core/init/suite-draft.js'
import { usersDraft } from '../core/init/users-draft.js'
import { foldFacts } from '../core/lock/digest.js'
import { printLock } from '../core/lock/print.js'
import { importOpenApi } from '../core/openapi/import.js'
import { type CatalogDraft, toCatalog } from '../core/openapi/to-catalog.js'
import { parseUsers } from '../core/users/parse.js'
import type { Context } from '../io/context.js'
import { planAttributes } from '../io/git-attributes.js'
import { refuseExisting, writeAll } from '../io/init-files.js'
import { initPaths } from '../io/init-paths.js'
import { readOpenApi } from '../io/openapi-source.js'
import type { Asker } from '../io/prompt.js'
import { writeYaml } from '../io/write-yaml.js'
import { readYaml } from '../io/yaml-source.js'
import type { CommandModule } from './command.js'
import { importNotes } from './import-openapi.js'
import { askAll, USUAL } from './init-questions.js'
import { Session } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

export interface InitOptions extends GlobalOptions {
  yes?: boolean
  force?: boolean
  from?: string
}

export const command = {
  about:
    'Asks questions, then writes scopes.yaml, users.yaml, scopes.test.yaml and\n' +
    'access.lock, and sets in .gitattributes how git merges the lock.\n' +
    'Existing files are only overwritten with --force.',
  examples: ['init', 'init --yes --from openapi.json'],
  define(command: Command, formats): Command {
    return withGlobals(
      command
        .option('--from <DOCUMENT>', 'read scopes and routes from an OpenAPI document')
        .option('--yes', 'accept the defaults without asking')
        .option('--force', 'overwrite existing files'),
      formats,
    )
  },
  run: (_args, options, ctx) => init(options as InitOptions, ctx),
} satisfies CommandModule

async function init(options: InitOptions, ctx: Context): Promise<InitAnswer> {
  const { yes = false, force = false } = options
  // Output for programs cannot contain questions.
  const isForProgram = options.json || options.format === 'json'
  if (!yes && (isForProgram || !ctx.interactive)) fail('init-needs-yes', {})
  new Session(options, ctx).requireEnvironment()
  const paths = initPaths(options, ctx)
  const { catalog, users, suite, lock, attributes } = paths
  refuseExisting([catalog, users, suite, lock], force)
  const change = planAttributes(attributes.path, attributes.shown)
  const made = [catalog, users, suite, lock]
  const written = [...made, ...(change ? [attributes] : [])].map(({ shown }) => shown)

  const imported =
    options.from === undefined ? undefined : importOpenApi(await readOpenApi(options.from, ctx))
  const ask = yes ? USUAL : await terminal(options, ctx)
  const answers = await askAll(ask, imported && [...imported.scopes.keys()])
  const texts = await textsOf(paths, answers, imported && toCatalog(imported))
  if (!(await ask.confirm(`Write ${written.join(', ')}?`))) fail('init-cancelled', {})
  const files = [
    { ...catalog, text: texts.catalog },
    { ...users, text: texts.users },
    { ...suite, text: texts.suite },
    { ...lock, text: texts.lock },
  ]
  writeAll(files, change, force)
  return {
    kind: 'init',
    outcome: 'yes',
    written,
    next: texts.next,
    notes: imported ? importNotes(imported) : [],
    files: { catalog: catalog.shown, users: users.shown },
  }
}

async function terminal(options: InitOptions, ctx: Context): Promise<Asker> {
  const { terminalAsker } = await import('../io/prompt.js')
  return terminalAsker(options.color && !ctx.env['NO_COLOR'] && ctx.env['TERM'] !== 'dumb')
}

/** The texts of the files. Each is parsed like any command would, to make sure that it loads. */
async function textsOf(
  paths: ReturnType<typeof initPaths>,
  answers: Awaited<ReturnType<typeof askAll>>,
  imported: CatalogDraft | undefined,
) {
  const own = catalogDraft(answers, paths.said.users)
  const catalogText = writeYaml(imported ? withImported(own, imported) : own)
  const catalog = ok(parseCatalog(readYaml(paths.catalog.shown, catalogText)))
  const usersText = writeYaml(usersDraft(answers))
  const users = ok(parseUsers(readYaml(paths.users.shown, usersText), catalog))
  const user = users.users.get(answers.user)
  if (!user) throw new Error('the first user was not written')
  const suiteText = writeYaml(suiteDraft(catalog, user, paths.said.catalog))
  readYaml(paths.suite.shown, suiteText)
  const next = nextSteps(catalog, user, paths.flag)
  const lockText = printLock(await foldFacts(factsOf(catalog, users)))
  return { catalog: catalogText, users: usersText, suite: suiteText, lock: lockText, next }
}

function ok<T>(
  parsed: { ok: true; value: T } | { ok: false; problems: ScopectlError['problems'] },
): T {
  if (!parsed.ok) throw new ScopectlError(parsed.problems)
  return parsed.value
}
