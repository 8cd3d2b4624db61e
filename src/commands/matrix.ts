import type { Command } from 'commander'
import { Option } from 'commander'
import { fail } from '../core/errors.js'
import type { MatrixAnswer } from '../core/matrix/answer.js'
import { type Column, columnsOf, filler } from '../core/matrix/columns.js'
import { compile } from '../core/matrix/compile.js'
import { rowNamed } from '../core/matrix/named-row.js'
import { ROW_KINDS, type RowKind } from '../core/matrix/rows.js'
import { problem } from '../core/problem.js'
import type { CommandModule } from './command.js'
import { openSession } from './session.js'
import { type GlobalOptions, oneOf, withGlobals } from './shared-flags.js'

interface MatrixOptions extends GlobalOptions {
  by?: RowKind
  compare?: string
}

export const command = {
  about: [
    'Shows for each role, user, client or scope which routes a token with all its',
    'grants may call. `everyone` has only default roles; `anonymous` has no token.',
    'In CSV and JSON, the cells are 200, 401 and 403; `scopectl test --table` reads',
    'the CSV.',
  ].join('\n'),
  examples: ['matrix --format csv > access.csv', 'matrix --compare editor admin'],
  define: (command: Command, formats): Command =>
    withGlobals(
      command
        .argument('[WITH]', 'with --compare: the second name')
        .addOption(
          new Option(
            '--by <KIND>',
            `what to list: ${ROW_KINDS.join(', ')} (default: role)`,
          ).argParser(oneOf('--by', ROW_KINDS)),
        )
        .addOption(new Option('--compare <NAME>', 'show only where NAME and WITH differ')),
      formats,
    ),
  run(args, raw, ctx): MatrixAnswer {
    const options = raw as MatrixOptions
    const by = options.by ?? 'role'
    const pair = pairOf(args, options)
    const { catalog, users, files, notes } = openSession(options, ctx, {
      users: pair ? 'named' : (by === 'user' || by === 'client') && 'each',
    })
    const compiled = compile(catalog)
    const columns: Column[] = pair
      ? pair.map((name) => rowNamed(catalog, users, name, by)).map(filler(compiled))
      : [...columnsOf(catalog, users, by, compiled)]
    const [a, b] = columns
    const differing = pair && a && b ? differences(a, b) : undefined
    const empty = columns.length === 0 || catalog.routes.length === 0
    return {
      kind: 'matrix',
      outcome: 'yes',
      by,
      routes: catalog.routes,
      columns,
      differing,
      notes: empty
        ? [...notes, problem('matrix-empty', { by, routes: catalog.routes.length })]
        : notes,
      files,
    }
  },
} satisfies CommandModule

/** Both names of a comparison, or undefined. */
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

const differences = (a: Column, b: Column): number[] =>
  [...a.cells.keys()].filter((route) => a.cells[route] !== b.cells[route])
