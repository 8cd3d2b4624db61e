import { fail } from '../../core/errors.js'
import { isMap } from '../../core/plain-map.js'
import type { CallFault } from '../../core/problems/replay.js'
import { csvFields, csvHeader } from '../../core/replay/csv-rows.js'
import { looksLikeNginx, nginxFields } from '../../core/replay/nginx-line.js'
import type { JsonObject } from '../../core/token/model.js'
import { readNatively } from '../../core/token/native-json.js'
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
 * @param skip lines that were read before: nothing but the first one is looked at
 * @throws ScopectlError `replay-format`, `replay-csv-header`, and `file-not-utf8` for the header of CSV
 */
export async function* textRows(
  runs: Runs,
  file: string,
  format: TextFormat | undefined,
  skip = 0,
): AsyncGenerator<LogRow[]> {
  let line = 0
  let read: ((text: string) => Read) | undefined
  for await (const run of runs) {
    const rows: LogRow[] = []
    for (const text of run) {
      line++
      if (line <= skip && read) continue
      if (typeof text !== 'string') {
        // The next line is not the header.
        if (!read && format === 'csv')
          fail(text.flaw === 'not-utf8' ? 'file-not-utf8' : 'replay-csv-header', { file })
        if (line > skip) rows.push({ line, fault: { is: text.flaw } })
      } else if (!isBlank(text)) {
        const form = read
          ? undefined
          : (format ?? formatOf(text) ?? fail('replay-format', { file }))
        if (form) read = form === 'csv' ? csvReader(text, file) : READERS[form]
        if (read && form !== 'csv' && line > skip) rows.push({ line, ...read(text) })
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

const DEPTH = 64

function readJson(text: string): Read {
  // Several times as fast; what it might read in another way than ours, it leaves to ours.
  const start = text.indexOf('{')
  const found = /^[ \t]*\{/.test(text) ? readNatively(text, start, DEPTH, () => {}) : undefined
  if (found && isBlank(text.slice(found.end))) return { fields: found.value as JsonObject }
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
