import { isMap } from '../../core/plain-map.js'
import type { JsonObject } from '../../core/token/model.js'
import { parseJson } from '../../core/token/strict-json.js'
import type { LineFlaw } from '../split-lines.js'
import type { LogRow } from './log-row.js'

type Runs = AsyncIterable<readonly (string | LineFlaw)[]>

/** One JSON object per line. Blank lines are skipped, but numbered. */
export async function* ndjsonRows(runs: Runs): AsyncGenerator<LogRow[]> {
  let line = 0
  for await (const run of runs) {
    const rows: LogRow[] = []
    for (const text of run) {
      line++
      const row = rowOf(text, line)
      if (row) rows.push(row)
    }
    yield rows
  }
}

/** JSON's whitespace only: a line of other characters is not what it looks like. */
const isBlank = (text: string): boolean => /^[ \t]*$/.test(text)

function rowOf(text: string | LineFlaw, line: number): LogRow | undefined {
  if (typeof text !== 'string') return { line, fault: { is: text.flaw } }
  if (isBlank(text)) return undefined
  const parsed = parseJson(text)
  if (!parsed.ok) return { line, fault: { is: 'not-json', ...parsed.flaw } }
  if (!isMap(parsed.value)) return { line, fault: { is: 'not-object' } }
  return { line, fields: parsed.value as JsonObject }
}
