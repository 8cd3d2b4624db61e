import { harCalls } from '../../core/replay/har-calls.js'
import type { Context } from '../context.js'
import { readArchive } from '../probe/har-file.js'
import type { LogRow } from './log-row.js'

/** The entries of an HTTP archive, numbered from 1. It is read as a whole: archives contain the answers, and are small. */
export function* harRows(argument: string, ctx: Context, skip: number): Generator<LogRow[]> {
  const { entries } = readArchive(argument, ctx, 'FILE', harCalls)
  yield entries.map((fields, i) => ({ line: i + 1, fields })).slice(skip)
}
