import type { Command } from 'commander'
import type { FilesUsed } from '../core/answer-base.js'
import { checkFilters, type Filters, isFiltered } from '../core/catalog/filter.js'
import type { Catalog } from '../core/catalog/model.js'
import { fail, ScopectlError } from '../core/errors.js'
import { isSelected } from '../core/lint/about.js'
import type { LintAnswer } from '../core/lint/answer.js'
import type { Finding } from '../core/lint/finding.js'
import { invalidFindings, type Linted, lint, lintOutcome } from '../core/lint/lint.js'
import { CATALOG_RULES, RULES } from '../core/lint/rules/index.js'
import { nearest } from '../core/nearest.js'
import { type Problem, problem } from '../core/problem.js'
import { display, findCatalog, RING_FOLDER } from '../io/catalog-file.js'
import type { Context } from '../io/context.js'
import { trackedFiles } from '../io/git-tracked.js'
import type { CommandModule } from './command.js'
import { type FilterOptions, filtersOf, withFilters } from './filter-flags.js'
import { lintOpenApi, NO_FINDINGS } from './lint-openapi.js'
import { openSession, Session } from './session.js'
import { amongOthers, type GlobalOptions, withGlobals } from './shared-flags.js'

interface LintOptions extends GlobalOptions, FilterOptions {
  explain?: string
  denyWarnings?: boolean
  openapi?: string
  anyOf?: boolean
}

export const command = {
  about: `Checks every profile of the catalog, and its users.
Exits 5 for an error, 2 for files that do not load (invalid/…), and 0 for
warnings unless they are denied. A finding that is meant is ignored in the
catalog: lint: { ignore: [{ rule: RULE, name: NAME, reason: WHY }] }, where * in
NAME stands for any text. Filters choose what is shown: the exit code counts
all findings, and a note says how many are hidden. With --openapi, checks a
document for Amazon API Gateway (a file, an https or loopback URL, or -) in place
of the catalog: where API Gateway lets more in than the document says.`,
  examples: ['lint --deny-warnings --path "/users/*"', 'lint --openapi gateway.yaml'],
  define: (command: Command, formats): Command =>
    withGlobals(
      withFilters(
        command
          .option(
            '--explain <RULE>',
            'explain a rule, with an example',
            amongOthers(
              RULES.map(({ code }) => code),
              String,
            ),
          )
          .option('--deny-warnings', 'exit 5 for warnings too')
          .option('--openapi <FILE>', 'check this document for API Gateway')
          .option('--any-of', 'with --openapi: one of the scopes in a list is enough'),
        {
          role: 'show findings about these roles',
          scope: 'show findings about these scopes',
          path: 'show findings about routes whose path matches',
          method: 'show findings about routes whose method matches',
        },
      ),
      formats,
    ),
  async run(_args, raw, ctx): Promise<LintAnswer> {
    const options = raw as LintOptions
    if (options.explain !== undefined) {
      new Session(options, ctx).requireEnvironment()
      if (options.format === 'github' || options.format === 'sarif')
        fail('conflicting-flags', { flags: ['--explain', `--format ${options.format}`] })
      refuseBeside('--explain', options, ['openapi', 'anyOf', ...FILTERS])
      return explainRule(options.explain)
    }
    if (options.openapi !== undefined) {
      refuseBeside('--openapi', options, ['catalog', 'usersFile', 'profile', ...FILTERS])
      new Session(options, ctx).requireEnvironment()
      return lintOpenApi(options.openapi, options, ctx)
    }
    if (options.anyOf) fail('flag-needs', { flag: '--any-of', needs: '--openapi' })
    const filters = filtersOf(options)
    const { linted, catalog, files, notes } = await lintFiles(options, filters, ctx)
    const { findings: all, ignored } = linted
    const selects = catalog && isFiltered(filters) ? isSelected(catalog, filters) : undefined
    const isShown = (finding: Finding): boolean =>
      finding.kind === 'invalid' || selects === undefined || selects(finding)
    const findings = all.filter(isShown)
    const hidden = all.filter((finding) => !isShown(finding))
    return {
      kind: 'lint',
      // Of all of them: a filter must not make a gate green that would be red without it.
      outcome: lintOutcome(all, options.denyWarnings ?? false),
      findings,
      hidden,
      filters,
      deniesWarnings: options.denyWarnings ?? false,
      ignored,
      explained: undefined,
      notes: [...notes, ...noteOn(all, hidden, ignored)],
      files,
    }
  },
} satisfies CommandModule

const FILTERS = ['role', 'scope', 'path', 'method'] as const

/** A flag that has no effect beside another one is refused, or its user would rely on it. */
function refuseBeside(
  other: string,
  options: LintOptions,
  names: readonly (keyof LintOptions)[],
): void {
  const found = names.find((name) => options[name] !== undefined)
  if (found === undefined) return
  const flag = `--${found.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  fail('conflicting-flags', { flags: [other, flag] })
}

function noteOn(all: readonly Finding[], hidden: readonly Finding[], ignored: number): Problem[] {
  if (all.length === 0) return [problem('lint-clean', { rules: CATALOG_RULES.length, ignored })]
  if (hidden.length === 0) return []
  const errors = hidden.filter(({ severity }) => severity === 'error').length
  return [problem('findings-hidden', { errors, warnings: hidden.length - errors })]
}

function explainRule(code: string): LintAnswer {
  const rules = RULES.map((rule) => rule.code)
  const explained = RULES.find((rule) => rule.code === code)
  if (!explained) fail('no-such-rule', { rule: code, suggestion: nearest(code, rules), rules })
  return { ...NO_FINDINGS, outcome: 'yes', explained }
}

/** Loads the files, or says why that failed. Most notes from loading become findings. */
async function lintFiles(
  options: LintOptions,
  filters: Filters,
  ctx: Context,
): Promise<{
  linted: Linted
  catalog: Catalog | undefined
  files: FilesUsed
  notes: readonly Problem[]
}> {
  try {
    const { loaded } = openSession(options, ctx, { users: true })
    const { catalog, users, sources, folder, files } = loaded
    checkFilters(catalog, filters)
    const notes = loaded.notes.filter(({ code }) => code === 'users-not-read')
    const tracked = await trackedFiles(folder, `:(literal)${RING_FOLDER}`, ctx)
    const { catalog: source, users: usersSource } = sources
    const linted = lint({ catalog, source, users, usersSource, tracked })
    return { linted, catalog, files, notes }
  } catch (error) {
    // A file that cannot be read at all has no findings: it is an error, as in any command.
    if (!(error instanceof ScopectlError) || !error.problems.some(({ at }) => at)) throw error
    const file = display(findCatalog(options.catalog, ctx), ctx.cwd)
    const findings = invalidFindings(error.problems, file)
    const linted = { findings, ignored: 0 }
    return { linted, catalog: undefined, files: { catalog: file }, notes: [] }
  }
}
