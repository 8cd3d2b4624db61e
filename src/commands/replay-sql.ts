import { fail } from '../core/errors.js'
import type { ReplaySqlAnswer } from '../core/replay/sql/answer.js'
import { type DialectName, dialectOf } from '../core/replay/sql/dialect.js'
import { replaySql } from '../core/replay/sql/script.js'
import { isTableName } from '../core/replay/sql/table.js'
import type { Context } from '../io/context.js'
import { openSession } from './session.js'
import type { GlobalOptions } from './shared-flags.js'

export interface SqlFlags extends GlobalOptions {
  sql?: DialectName
  table?: string
}

/** Names the column of each flag of `replay` that reads files. */
const OF_FILES: Readonly<Record<string, string>> = {
  against: '--against',
  failOn: '--fail-on',
  logFormat: '--log-format',
  field: '--field',
  skipInvalid: '--skip-invalid',
  quiet: '-q',
}

/**
 * Writes the question of `replay` as a query, and reads no log.
 *
 * @throws ScopectlError `conflicting-flags` with files, and flags about them; `export-no-routes`, and those of the catalog
 */
export function replaySqlAnswer(
  files: readonly string[],
  options: SqlFlags & Readonly<Record<string, unknown>>,
  dialect: DialectName,
  ctx: Context,
): ReplaySqlAnswer {
  const given = Object.keys(options).find((name) => options[name] !== undefined && OF_FILES[name])
  const other = files.length > 0 ? 'FILES' : given && OF_FILES[given]
  if (other !== undefined) fail('conflicting-flags', { flags: ['--sql', other] })
  const { catalog, users, files: read, notes } = openSession(options, ctx, { users: true })
  if (catalog.routes.length === 0) fail('export-no-routes', { file: catalog.file })
  const { table = 'access_log' } = options
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
export const readTable = (text: string): string =>
  isTableName(text) ? text : fail('replay-table', { table: text })
