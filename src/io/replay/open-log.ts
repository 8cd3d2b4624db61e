import { resolve } from 'node:path'
import { display } from '../catalog-file.js'
import type { Context } from '../context.js'
import { lineRuns } from '../split-lines.js'
import { fileChunks } from './log-chunks.js'
import type { LogRows } from './log-row.js'
import { ndjsonRows } from './ndjson-rows.js'

/** A log, and its name in messages. */
export interface Log {
  readonly file: string
  readonly rows: LogRows
}

/**
 * Opens an access log; its lines are read while they are used.
 * @throws ScopectlError `file-missing`, `file-unreadable`, `file-not-regular`, `file-loop`
 */
export function openLog(argument: string, { cwd }: Context): Log {
  const path = resolve(cwd, argument)
  const file = display(path, cwd)
  return { file, rows: ndjsonRows(lineRuns(fileChunks(path, file, () => {}))) }
}
