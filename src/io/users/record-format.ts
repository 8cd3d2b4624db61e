export type RecordFormat = 'ndjson' | 'csv'

/** The format of a file with one line per entry, by its name; undefined for a file with a single document. */
export function recordFormat(file: string): RecordFormat | undefined {
  if (/\.(ndjson|jsonl)$/i.test(file)) return 'ndjson'
  return /\.csv$/i.test(file) ? 'csv' : undefined
}
