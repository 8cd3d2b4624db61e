import { closeSync } from 'node:fs'
import { fail } from '../../core/errors.js'
import { parquetFields } from '../../core/replay/parquet-fields.js'
import { attempt, openRegular } from '../read-file.js'
import type { LogRow } from './log-row.js'

/** DuckDB would read every file that matches. */
const GLOB = /[*?[\]{}]/

/**
 * The rows of a Parquet file, numbered from 1, through DuckDB.
 * @throws ScopectlError `replay-no-duckdb` if it is not installed, `replay-parquet` with what it says about the file
 */
export async function* parquetRows(
  path: string,
  shown: string,
  skip: number,
): AsyncGenerator<LogRow[]> {
  attempt(shown, 'FILE', () => closeSync(openRegular(path, shown).fd))
  if (GLOB.test(path)) fail('replay-parquet', { file: shown, why: 'glob' })
  const { DuckDBInstance } = await load(shown)
  // Nothing is downloaded.
  const options = { autoinstall_known_extensions: 'false', threads: '2' }
  const instance = await DuckDBInstance.create(':memory:', options)
  const connection = await instance.connect()
  try {
    await connection.run("SET TimeZone = 'UTC'")
    let line = 0
    const result = await connection
      .stream('SELECT * FROM read_parquet($1)', [path])
      .catch((error: unknown) => notRead(error, shown))
    try {
      for await (const rows of result.yieldRowObjectJson())
        yield rows
          .map((row) => ({ line: ++line, fields: parquetFields(row) }))
          .filter((row) => row.line > skip)
    } catch (error) {
      notRead(error, shown)
    }
  } finally {
    connection.closeSync()
  }
}

/** An error of DuckDB has no code; its first line says what is wrong with the file. */
function notRead(error: unknown, file: string): never {
  if (!(error instanceof Error) || error.constructor !== Error) throw error
  return fail('replay-parquet', { file, why: error.message.split('\n')[0] ?? '' })
}

async function load(file: string) {
  try {
    return await import('@duckdb/node-api')
  } catch (error) {
    return fail('replay-no-duckdb', { file, why: whyNotLoaded(error) })
  }
}

/** A package that is found may still lack the library for this machine, which is a package of its own. */
function whyNotLoaded(error: unknown): 'missing' | 'binary' | 'broken' {
  const { code, message = '' } = error as NodeJS.ErrnoException
  // In a single executable, require() only knows Node's own modules.
  if (code === 'ERR_UNKNOWN_BUILTIN_MODULE') return 'binary'
  const isMissing = code?.endsWith('MODULE_NOT_FOUND') && message.includes("'@duckdb/node-api'")
  return isMissing ? 'missing' : 'broken'
}
