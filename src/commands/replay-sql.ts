import type { Command } from 'commander'
import { fail } from '../core/errors.js'
import type { ReplaySqlAnswer } from '../core/replay/sql/answer.js'
import { DIALECTS, type DialectName, dialectOf } from '../core/replay/sql/dialect.js'
import { replaySql } from '../core/replay/sql/script.js'
import { isTableName } from '../core/replay/sql/table.js'
import type { Context } from '../io/context.js'
import { openSession } from './session.js'
import { type GlobalOptions, oneOf } from './shared-flags.js'

export interface SqlFlags extends GlobalOptions {
  sql?: DialectName
  table?: string
}

/** The flags that are about log files, or print no query. */
const OF_FILES: Readonly<Record<string, string>> = {
  against: '--against',
  failOn: '--fail-on',
  logFormat: '--log-format',
  field: '--field',
  skipInvalid: '--skip-invalid',
  resume: '--resume',
  quiet: '-q',
}

/** The flags of `replay` for calls in a table. */
export const withSql = (command: Command): Command =>
  command
    .option(
      '--sql <ENGINE>',
      `print SQL for a table of calls instead: ${DIALECTS.join(', ')}`,
      oneOf('--sql', DIALECTS),
    )
    .option('--table <NAME>', 'with --sql: the table or view (access_log)', readTable)

/**
 * With `--sql`, writes the question of `replay` as a query, and reads no log. Otherwise, there must be files.
 *
 * @throws ScopectlError `replay-no-files`, `flag-needs`, `conflicting-flags` with files, and flags about them;
 * `export-no-routes`, and those of the catalog
 */
export function replaySqlAnswer(
  files: readonly string[],
  options: SqlFlags & Readonly<Record<string, unknown>>,
  ctx: Context,
): ReplaySqlAnswer | undefined {
  const { sql: dialect, table = 'access_log' } = options
  if (dialect === undefined) {
    if (options.table !== undefined) fail('flag-needs', { flag: '--table', needs: '--sql' })
    if (files.length === 0) fail('replay-no-files', {})
    return undefined
  }
  const given = Object.keys(options).find((name) => options[name] !== undefined && OF_FILES[name])
  const { format = 'text' } = options
  const other =
    files.length > 0
      ? 'FILES'
      : given
        ? OF_FILES[given]
        : ['text', 'json'].includes(format)
          ? undefined
          : `--format ${format}`
  if (other !== undefined) fail('conflicting-flags', { flags: ['--sql', other] })
  const { catalog, users, files: read, notes } = openSession(options, ctx, { users: true })
  if (catalog.routes.length === 0) fail('export-no-routes', { file: catalog.file })
  return {
    kind: 'replay sql',
    outcome: 'yes',
    dialect,
    table,
    routes: catalog.routes.length,
    script: replaySql(catalog, users, table, dialectOf(dialect)),
    notes,
    files: read,
  }
}

/** @throws ScopectlError `replay-table` */
const readTable = (text: string): string =>
  isTableName(text) ? text : fail('replay-table', { table: text })
