import type { Command } from 'commander'
import type { FilesUsed } from '../core/answer-base.js'
import { fail, ScopectlError } from '../core/errors.js'
import type { LintAnswer } from '../core/lint/answer.js'
import { invalidFindings, type Linted, lint, lintOutcome } from '../core/lint/lint.js'
import { RULES } from '../core/lint/rules/index.js'
import { nearest } from '../core/nearest.js'
import { type Problem, problem } from '../core/problem.js'
import { display, findCatalog, RING_FOLDER } from '../io/catalog-file.js'
import type { Context } from '../io/context.js'
import { trackedFiles } from '../io/git-tracked.js'
import type { CommandModule } from './command.js'
import { openSession, Session } from './session.js'
import { type GlobalOptions, withGlobals } from './shared-flags.js'

interface LintOptions extends GlobalOptions {
  explain?: string
  denyWarnings?: boolean
}

export const command = {
  about: `Checks every profile of the catalog, and its users.
Exits 5 for an error, 2 for files that do not load (invalid/…), and 0 for
warnings unless they are denied. A finding that is meant is ignored in the
catalog: lint: { ignore: [{ rule: RULE, name: NAME, reason: WHY }] }`,
  examples: ['lint --deny-warnings', 'lint --explain growing-glob'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .option('--explain <RULE>', 'explain a rule, with an example')
        .option('--deny-warnings', 'also exit 5 for warnings'),
      formats,
    ),
  async run(_args, raw, ctx): Promise<LintAnswer> {
    const options = raw as LintOptions
    if (options.explain !== undefined) {
      new Session(options, ctx).requireEnvironment()
      if (options.format === 'github')
        fail('conflicting-flags', { flags: ['--explain', '--format github'] })
      return explainRule(options.explain)
    }
    const { linted, files, notes } = await lintFiles(options, ctx)
    const { findings, ignored } = linted
    const clean = problem('lint-clean', { rules: RULES.length, ignored })
    return {
      kind: 'lint',
      outcome: lintOutcome(findings, options.denyWarnings ?? false),
      findings,
      ignored,
      explained: undefined,
      notes: [...notes, ...(findings.length === 0 ? [clean] : [])],
      files,
    }
  },
} satisfies CommandModule

function explainRule(code: string): LintAnswer {
  const rules = RULES.map((rule) => rule.code)
  const explained = RULES.find((rule) => rule.code === code)
  if (!explained) fail('no-such-rule', { rule: code, suggestion: nearest(code, rules), rules })
  return {
    kind: 'lint',
    outcome: 'yes',
    findings: [],
    ignored: 0,
    explained,
    notes: [],
    files: {},
  }
}

/** Loads the files, or says why that failed. Most notes from loading become findings. */
async function lintFiles(
  options: LintOptions,
  ctx: Context,
): Promise<{ linted: Linted; files: FilesUsed; notes: readonly Problem[] }> {
  try {
    const { loaded } = openSession(options, ctx, { users: true })
    const { catalog, users, sources, folder, files } = loaded
    const notes = loaded.notes.filter(({ code }) => code === 'users-not-read')
    const tracked = await trackedFiles(folder, `:(literal)${RING_FOLDER}`, ctx)
    const { catalog: source, users: usersSource } = sources
    return { linted: lint({ catalog, source, users, usersSource, tracked }), files, notes }
  } catch (error) {
    // A file that cannot be read at all has no findings: it is an error, as in any command.
    if (!(error instanceof ScopectlError) || !error.problems.some(({ at }) => at)) throw error
    const file = display(findCatalog(options.catalog, ctx), ctx.cwd)
    const findings = invalidFindings(error.problems, file)
    return { linted: { findings, ignored: 0 }, files: { catalog: file }, notes: [] }
  }
}
