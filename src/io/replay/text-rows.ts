import { fail } from '../../core/errors.js'
import { isMap } from '../../core/plain-map.js'
import type { CallFault } from '../../core/problems/replay.js'
import { csvFields, csvHeader } from '../../core/replay/csv-rows.js'
import { looksLikeNginx, nginxFields } from '../../core/replay/nginx-line.js'
import type { JsonObject } from '../../core/token/model.js'
import { parseJson } from '../../core/token/strict-json.js'
import type { LineFlaw } from '../split-lines.js'
import type { LogRow } from './log-row.js'

export const TEXT_FORMATS = ['ndjson', 'csv', 'nginx'] as const
export type TextFormat = (typeof TEXT_FORMATS)[number]

type Runs = AsyncIterable<readonly (string | LineFlaw)[]>
type Read = { readonly fields: JsonObject } | { readonly fault: CallFault }

/**
 * The lines of a log, each by itself. Blank lines are skipped, but numbered.
 *
 * @param format undefined: what the first line looks like
 * @throws ScopectlError `replay-format`, `replay-csv-header`
 */
export async function* textRows(
  runs: Runs,
  file: string,
  format: TextFormat | undefined,
): AsyncGenerator<LogRow[]> {
  let line = 0
  let read: ((text: string) => Read) | undefined
  for await (const run of runs) {
    const rows: LogRow[] = []
    for (const text of run) {
      line++
      if (typeof text !== 'string') rows.push({ line, fault: { is: text.flaw } })
      else if (!isBlank(text)) {
        const form = read
          ? undefined
          : (format ?? formatOf(text) ?? fail('replay-format', { file }))
        if (form) read = form === 'csv' ? csvReader(text, file) : READERS[form]
        if (read && form !== 'csv') rows.push({ line, ...read(text) })
      }
    }
    yield rows
  }
}

/** JSON's whitespace only: a line of other characters is not what it looks like. */
const isBlank = (text: string): boolean => /^[ \t]*$/.test(text)

function formatOf(text: string): TextFormat | undefined {
  if (/^[ \t]*\{/.test(text)) return 'ndjson'
  return looksLikeNginx(text) ? 'nginx' : undefined
}

const READERS = { ndjson: readJson, nginx: readNginx }

function readJson(text: string): Read {
  const parsed = parseJson(text)
  if (!parsed.ok) {
    const { what, offset } = parsed.flaw
    return { fault: { is: 'not-json', what, offset } }
  }
  return isMap(parsed.value)
    ? { fields: parsed.value as JsonObject }
    : { fault: { is: 'not-object' } }
}

function readNginx(text: string): Read {
  const fields = nginxFields(text)
  return fields ? { fields } : { fault: { is: 'not-combined' } }
}

function csvReader(first: string, file: string): (text: string) => Read {
  const header = csvHeader(first) ?? fail('replay-csv-header', { file })
  return (text) => csvFields(text, header)
}
