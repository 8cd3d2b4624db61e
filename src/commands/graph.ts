import { type Command, Option } from 'commander'
import { checkFilters } from '../core/catalog/filter.js'
import { fail } from '../core/errors.js'
import type { GraphAnswer } from '../core/graph/answer.js'
import { CROWDED_ARROWS, type Drawn, graphOf, MOST_ARROWS } from '../core/graph/graph.js'
import { filler } from '../core/matrix/columns.js'
import { compile } from '../core/matrix/compile.js'
import { ROW_KINDS, type RowKind } from '../core/matrix/rows.js'
import { rowsSelected } from '../core/matrix/select-rows.js'
import { viewNotes } from '../core/matrix/views.js'
import { type Problem, problem } from '../core/problem.js'
import type { CommandModule } from './command.js'
import { type FilterOptions, filtersOf, withFilters } from './filter-flags.js'
import { type OutputFlags, outputFile } from './output-file.js'
import { openSession } from './session.js'
import { type GlobalOptions, oneOf, withGlobals } from './shared-flags.js'

interface GraphOptions extends GlobalOptions, FilterOptions, OutputFlags {
  by?: RowKind
  full?: boolean
}

export const command = {
  about: [
    'Draws how roles lead to routes through scopes, as text for Mermaid or Graphviz,',
    'or as SVG. Routes that need the same share a box, as do roles and users with the',
    `same arrows; above ${MOST_ARROWS} arrows, so do scopes that the same roles have. A box has`,
    'the first names and their number. --full draws a box for each name. With --role:',
    'only what these roles grant, and the routes that they may call.',
  ].join('\n'),
  examples: ['graph --format svg -o access.svg', 'graph --role editor --path "/users/*"'],
  define: (command: Command, formats): Command =>
    withGlobals(
      withFilters(
        command
          .addOption(
            new Option('--by <KIND>', `start at: ${ROW_KINDS.join(', ')} (role)`).argParser(
              oneOf('--by', ROW_KINDS),
            ),
          )
          .option('--full', 'a box for each name, however many there are')
          .option('-o, --output <FILE>', 'write to this file (.mmd, .dot, .svg: the format)'),
        {
          role: 'these roles; by user or client: whoever has one of them',
          scope: 'routes that need such a scope',
          path: 'only routes whose path matches',
          method: 'only routes whose method matches',
        },
      ),
      formats,
    ),
  run(_args, raw, ctx): GraphAnswer {
    const options = raw as GraphOptions
    const { by = 'role', full = false } = options
    const format = formatOf(options)
    if (options.role && by === 'scope')
      fail('conflicting-flags', { flags: ['--role', '--by scope'] })
    const session = openSession(options, ctx, { users: by === 'user' || by === 'client' })
    const { catalog, users, files, notes } = session
    const filters = filtersOf(options)
    checkFilters(catalog, filters)
    const drawn = graphOf(catalog, users, by, filters, { full })
    const people = { user: users.users, client: users.clients, role: undefined, scope: undefined }
    const lacking = lackingOf(drawn, by, people[by]?.size, catalog.routes.length)
    const fill = filler(compile(catalog))
    const rows = by === 'scope' ? rowsSelected(catalog, users, by) : []
    const views = viewNotes(catalog, rows, fill, [...catalog.routes.keys()])
    return {
      kind: 'graph',
      outcome: 'yes',
      by,
      filters,
      ...drawn,
      total: catalog.routes.length,
      output: outputFile(options, format, session),
      notes: [...notes, ...views, ...lacking],
      files,
    }
  },
} satisfies CommandModule

/** Notes about a picture that shows less than expected, or more than can be read. */
function lackingOf(
  { graph }: Drawn,
  by: RowKind,
  people: number | undefined,
  routes: number,
): Problem[] {
  const arrows = graph.edges.length
  if (people === 0 || routes === 0) return [problem('matrix-empty', { by, routes })]
  if (graph.nodes.length === 0) return [problem('graph-empty', {})]
  return arrows > CROWDED_ARROWS ? [problem('graph-crowded', { arrows })] : []
}

const NAMED = '--format mermaid, dot or svg, or a name that ends with .mmd, .dot or .svg'

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/\.(?:mmd|mermaid)$/i, 'mermaid'],
  [/\.(?:dot|gv)$/i, 'dot'],
  [/\.svg$/i, 'svg'],
]

/** The format of the file: the one asked for, unless the name says another one. */
function formatOf({ output, format, json }: GraphOptions): string {
  if (output === undefined) return format ?? 'mermaid'
  if (json || format === 'json') fail('conflicting-flags', { flags: ['-o', '--json'] })
  const named = ENDINGS.find(([ending]) => ending.test(output))?.[1]
  if (named !== undefined && format !== undefined && named !== format)
    fail('conflicting-flags', { flags: [`--format ${format}`, `-o ${output}`] })
  if (output === '-') return format ?? 'mermaid'
  return format ?? named ?? fail('flag-needs', { flag: '-o', needs: NAMED })
}
