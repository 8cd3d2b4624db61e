import { resolve } from 'node:path'
import { fail } from '../../core/errors.js'
import { display } from '../catalog-file.js'
import type { Context } from '../context.js'
import { lineRuns } from '../split-lines.js'
import { harRows } from './har-rows.js'
import { fileChunks, logChunks } from './log-chunks.js'
import type { LogRows } from './log-row.js'
import { parquetRows } from './parquet-rows.js'
import { TEXT_FORMATS, type TextFormat, textRows } from './text-rows.js'

export const LOG_FORMATS = [...TEXT_FORMATS, 'har', 'parquet'] as const
export type LogFormat = (typeof LOG_FORMATS)[number]

/** A log, and its name in messages. */
export interface Log {
  readonly file: string
  readonly rows: LogRows
}

const BY_EXTENSION: ReadonlyMap<string, LogFormat> = new Map([
  ['ndjson', 'ndjson'],
  ['jsonl', 'ndjson'],
  ['csv', 'csv'],
  ['har', 'har'],
  ['parquet', 'parquet'],
])

/**
 * Opens an access log; its lines are read while they are used.
 *
 * @param skip how many of its lines were read before
 * @throws ScopectlError `file-missing`, `file-unreadable`, `file-not-regular`, `file-loop`; and what the rows throw
 */
export function openLog(argument: string, reading: LogReading, ctx: Context): Log {
  const { format, skip, onBytes } = reading
  if (argument === '-') {
    const runs = lineRuns(logChunks(ctx.stdin.chunks('an access log'), 'stdin'))
    return { file: 'stdin', rows: textRows(runs, 'stdin', lined(format)) }
  }
  const path = resolve(ctx.cwd, argument)
  const file = logName(argument, ctx)
  const form = format ?? BY_EXTENSION.get(extensionOf(path))
  if (form === 'har') return { file, rows: harRows(argument, ctx, skip) }
  if (form === 'parquet') return { file, rows: parquetRows(path, file, skip) }
  const runs = lineRuns(logChunks(fileChunks(path, file, onBytes), file))
  return { file, rows: textRows(runs, file, form, skip) }
}

/** The name of a log in messages. */
export const logName = (argument: string, { cwd }: Pick<Context, 'cwd'>): string =>
  display(resolve(cwd, argument), cwd)

/** How a log is read. */
export interface LogReading {
  /** Undefined: by its extension, else by its first line. */
  readonly format: LogFormat | undefined
  readonly skip: number
  /** Is told how many bytes of the file were read. */
  readonly onBytes: (count: number) => void
}

/** The extension, without that of gzip before it is looked at: `access.csv.gz` is CSV. */
const extensionOf = (path: string): string =>
  /\.([a-z]+)$/i.exec(path.replace(/\.gz$/i, ''))?.[1]?.toLowerCase() ?? ''

/** Other formats need a file. */
function lined(format: LogFormat | undefined): TextFormat | undefined {
  const found = TEXT_FORMATS.find((each) => each === format)
  if (format !== undefined && !found)
    fail('flag-needs', { flag: `--log-format ${format}`, needs: 'a file' })
  return found
}
