import type { Command } from 'commander'
import type { Answer } from '../core/answer.js'
import type { FilesUsed } from '../core/answer-base.js'
import type { Presented } from '../core/decision/presented.js'
import { fail } from '../core/errors.js'
import { problem } from '../core/problem.js'
import type { SuggestLine } from '../core/suite/coverage/report.js'
import type { GivenToken } from '../core/suite/model.js'
import type { Context } from '../io/context.js'
import { newSuiteName, type SuiteFile } from '../io/find-suites.js'
import type { Seen } from '../io/load-suite.js'
import { refuseInputs } from '../io/write-report.js'
import type { CommandModule } from './command.js'
import { checkMeasures, type MeasureOptions, measured, withMeasures } from './measure-suites.js'
import { readReports, refuseReportFiles } from './report-flags.js'
import { type RunSuitesOptions, runSuites } from './run-suites.js'
import { repeatable, withGlobals } from './shared-flags.js'
import { inputsOf, openSuites, suiteFiles } from './suites.js'
import { watchSuites } from './watch-suites.js'

interface TestOptions extends RunSuitesOptions, MeasureOptions {
  watch?: boolean
  report?: readonly string[]
}

export const command = {
  about: [
    'Without FILES: runs scopes.test.yaml and *.scopes.test.yaml (.yml, .json) next to',
    'the catalog, and in test/ and tests/ there; warns about other files that look',
    'like suites. Exits with 5 if a test fails, and with 2 if a test is invalid or',
    'there are none, whatever the report.',
    '',
    '--complete asks whether the tests leave anything open: they are complete if any',
    'other rule of a route, and any other grant to a role, fails one of them.',
  ].join('\n'),
  examples: ['test --report junit=reports/scopes.xml', 'test --complete --suggest'],
  define(command: Command, formats): Command {
    const flags = command
      .argument('[FILES...]', 'suites; -: read one from stdin')
      .option(
        '--table <FILE>',
        'test a table written by matrix --format csv (repeatable)',
        repeatable,
      )
      .option('--filter <GLOB>', 'run only tests with this name; * matches any text')
      .option('--bail', 'stop after the first failure')
      .option('--watch', 'run again when a file is saved, until ctrl-c')
      .option('--no-tokens', 'decide by the catalog alone: faster, same answers')
      .option(
        '--report <KIND[=FILE]>',
        `${formats.join(', ')}; with =FILE also to a file (repeatable)`,
        repeatable,
      )
    return withGlobals(withMeasures(flags), formats)
  },
  reports: ({ report }: TestOptions) => readReports(report),
  run(args, raw, ctx, emit): Promise<Answer> {
    const options = raw as TestOptions
    checkMeasures(options)
    const { stdout, writes } = readReports(options.report)
    refuseReportFiles(args, stdout ?? options.format)
    const round = async (seen?: Seen) => {
      const began = ctx.elapsed()
      const found = await suiteFiles(args, options, ctx)
      const opened = await openSuites(found.files, options, ctx, seen)
      const reports = writes.map(({ file }) => file)
      refuseInputs(reports, [...inputsOf(opened, options), ...(options.table ?? [])], ctx.cwd)
      const given = new Map<GivenToken, Presented>()
      const answer = await runSuites(opened, options, { writes, began }, ctx, given)
      const notRun = await found.notRun
      const notes = notRun.length === 0 ? [] : [problem('suites-not-run', { files: notRun })]
      const all = { ...answer, notes: [...answer.notes, ...notes] }
      return measured(all, given, options, suggestLine(found.files, answer.files, options, ctx))
    }
    if (!options.watch) return round()
    if (args.includes('-')) fail('watch-stdin', {})
    return watchSuites(round, ctx, emit)
  },
} satisfies CommandModule

/**
 * The line that prints what no test covers. It names the suites: the shell makes the file that it prints to before we look
 * for suites, and would have us find an empty one.
 */
function suggestLine(
  files: readonly SuiteFile[],
  { catalog }: FilesUsed,
  { filter, tokens, complete }: TestOptions,
  ctx: Context,
): SuggestLine | undefined {
  if (catalog === undefined || files.some(({ path }) => path === undefined)) return undefined
  const words = [
    'test',
    ...files.flatMap(({ form, shown }) => (form === 'table' ? [`--table=${shown}`] : [shown])),
    ...(filter === undefined ? [] : [`--filter=${filter}`]),
    ...(tokens ? [] : ['--no-tokens']),
    ...(complete ? ['--complete'] : []),
    '--suggest',
  ]
  return { words, to: newSuiteName(catalog, ctx) }
}
