import type { CallFault } from '../../core/problems/replay.js'
import type { JsonObject } from '../../core/token/model.js'

/** A line of a log, before its fields are read; or why it has none. */
export type LogRow =
  | { readonly line: number; readonly fields: JsonObject }
  | { readonly line: number; readonly fault: CallFault }

/** Rows in the order of the file, many at a time. */
export type LogRows = AsyncIterable<readonly LogRow[]> | Iterable<readonly LogRow[]>
