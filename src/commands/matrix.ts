import type { Command } from 'commander'
import { Option } from 'commander'
import { checkFilters, routesSelected } from '../core/catalog/filter.js'
import { fail } from '../core/errors.js'
import { type MatrixAnswer, numbersShown } from '../core/matrix/answer.js'
import { type Column, filler } from '../core/matrix/columns.js'
import { compile } from '../core/matrix/compile.js'
import { longCells } from '../core/matrix/long.js'
import { rowNamed } from '../core/matrix/named-row.js'
import { ROW_KINDS, type Row, type RowKind } from '../core/matrix/rows.js'
import { rowsSelected } from '../core/matrix/select-rows.js'
import { rank } from '../core/matrix/summary.js'
import { viewNotes } from '../core/matrix/views.js'
import type { OverviewAnswer } from '../core/overview/answer.js'
import { problem } from '../core/problem.js'
import type { CommandModule } from './command.js'
import { openSides } from './diff-sides.js'
import { type FilterOptions, filtersOf, withFilters } from './filter-flags.js'
import { isReport, overviewOf } from './matrix-overview.js'
import { checkPageFlags, type PageFlags, pageOf } from './matrix-page.js'
import { outputFile } from './output-file.js'
import { openSession } from './session.js'
import { type GlobalOptions, oneOf, withGlobals } from './shared-flags.js'

interface MatrixOptions extends GlobalOptions, FilterOptions, PageFlags {
  by?: RowKind
  compare?: string
  long?: boolean
  output?: string
  summary?: boolean
  against?: string
}

export const command = {
  about: [
    'Everybody of a kind against every route: what a token with all their grants',
    'gets. `everyone` has only what every user has, `anonymous` sends no token.',
    'In CSV and JSON the cells are 200, 401 and 403; `scopectl test --table` reads',
    'the CSV. With --long it has a line for each cell: who, route, decision, via,',
    'since. --summary ranks the rows by the routes that they may call; as html, md and',
    'json it is a report: who may change what, public and undecided routes, scopes and',
    'roles to review.',
  ].join('\n'),
  examples: ['matrix --role "admin*" --path "/users/*"', 'matrix --format html -o access.html'],
  define: (command: Command, formats): Command =>
    withGlobals(
      withFilters(
        command
          .argument('[WITH]', 'with --compare: the second of the two')
          .addOption(
            new Option('--by <KIND>', `whose rows: ${ROW_KINDS.join(', ')} (role)`).argParser(
              oneOf('--by', ROW_KINDS),
            ),
          )
          .addOption(
            new Option(
              '--compare <NAME>',
              'only where NAME and WITH differ: --compare editor admin',
            ),
          )
          .option('--against <REV>', 'with --summary or --format html: what changed since REV')
          .option('--long', 'with --format csv: a line for each cell, with the grant')
          .option('-o, --output <FILE>', 'write to this file (md, csv or html)')
          .option('--probed <FILE>', 'with --format html: what a `probe --record` file saw')
          .option('--with-keys', 'with --format html: public keys, to check signatures')
          .option('--summary', 'rank by reach: routes, write routes, holders, unneeded scopes'),
        {
          role: 'these roles; by user or client: whoever has one of them',
          scope: 'routes that need such a scope; by scope: only these scopes too',
          path: 'only routes whose path matches',
          method: 'only routes whose method matches',
        },
      ),
      formats,
    ),
  async run(args, raw, ctx): Promise<MatrixAnswer | OverviewAnswer> {
    const options = raw as MatrixOptions
    const by = options.by ?? 'role'
    const pair = pairOf(args, options)
    checkFlags(options, by)
    const session = openSession(options, ctx, {
      users: usersWanted(options, by, pair !== undefined),
    })
    const { catalog, users, files, notes } = session
    const isPage = options.format === 'html' && !options.summary
    const older =
      isPage && options.against !== undefined
        ? (await openSides([options.against], options, ctx)).older
        : undefined
    const filters = filtersOf(options)
    checkFilters(catalog, filters, by === 'role' ? BASE_NAMES : [])
    const selected = routesSelected(catalog, filters)
    const compiled = compile(catalog)
    const fill = filler(compiled)
    const rows = (): Iterable<Row> =>
      pair
        ? pair.map((name) => rowNamed(catalog, users, name, by))
        : rowsSelected(catalog, users, by, filters)
    const columns: Column[] = options.summary ? [] : Array.from(rows(), fill)
    const [a, b] = columns
    const differing = pair && a && b ? differences(a, b, selected) : undefined
    const base = { by, routes: catalog.routes, differing, selected, filters }
    const numbers = numbersShown(base)
    const views = by === 'scope' ? viewNotes(catalog, rows(), fill, numbers) : []
    const summary = options.summary ? rank(catalog, users, rows(), fill, numbers) : undefined
    const empty = (summary ?? columns).length === 0 || catalog.routes.length === 0
    const page = isPage
      ? await pageOf({ by, selected, filters, compare: pair, older }, session, options)
      : undefined
    const answer: MatrixAnswer = {
      kind: 'matrix',
      outcome: 'yes',
      ...base,
      columns,
      output: outputFile(options, options.format ?? 'text', session),
      page: page?.page,
      long: options.long ? longCells(catalog, compiled, rows(), numbers) : undefined,
      summary,
      notes: empty
        ? [...notes, problem('matrix-empty', { by, routes: catalog.routes.length })]
        : [...notes, ...views, ...(page?.notes ?? [])],
      files,
    }
    if (!summary || !isReport(options)) return answer
    const filled = Array.from(rows(), fill)
    const { overview, notes: more } = await overviewOf(session, filled, numbers, options, ctx)
    return { ...answer, summary, overview, notes: [...answer.notes, ...more] }
  },
} satisfies CommandModule

/** Rows of a role matrix that are not roles. */
const BASE_NAMES = ['anonymous', 'everyone']

/** JSON is a document on stdout, and text is for a terminal. */
const FILE_FORMATS: ReadonlySet<string> = new Set(['md', 'csv', 'html'])

/** Refuses flags that say nothing together. */
function checkFlags(options: MatrixOptions, by: RowKind): void {
  const { against, compare, long, output, summary, format = 'text', role } = options
  const exclude = (...flags: [string, string]) => fail('conflicting-flags', { flags })
  if (summary && compare !== undefined) exclude('--summary', '--compare')
  if (summary && long) exclude('--summary', '--long')
  if (long && format !== 'csv') fail('flag-needs', { flag: '--long', needs: '--format csv' })
  if (against !== undefined && !isReport(options))
    fail('flag-needs', { flag: '--against', needs: '--format html, md or json' })
  if (against !== undefined && !summary && format !== 'html')
    fail('flag-needs', { flag: '--against', needs: '--summary or --format html' })
  if (role && compare !== undefined) exclude('--role', '--compare')
  checkPageFlags(options)
  if (output !== undefined && !FILE_FORMATS.has(format))
    fail('flag-needs', { flag: '-o', needs: '--format md, csv or html' })
  if (role && by === 'scope') exclude('--role', '--by scope')
}

/** Those in a file of lines are walked over once, unless their places or their number are asked for. */
function usersWanted({ long, summary, role, format }: MatrixOptions, by: RowKind, isPair: boolean) {
  if (format === 'html') return true
  if (isPair) return 'named'
  if (summary) return true
  if (by !== 'user' && by !== 'client') return false
  return long || role ? true : 'each'
}

/** Both names of a comparison, or none. */
function pairOf(
  [second]: readonly string[],
  { compare }: MatrixOptions,
): readonly [string, string] | undefined {
  if (compare === undefined) {
    return second === undefined
      ? undefined
      : fail('flag-needs', { flag: 'WITH', needs: '--compare' })
  }
  return second === undefined
    ? fail('missing-value', { flag: '--compare', value: 'a second name' })
    : [compare, second]
}

const differences = (a: Column, b: Column, selected: readonly number[] | undefined): number[] =>
  [...(selected ?? a.cells.keys())].filter((route) => a.cells[route] !== b.cells[route])
