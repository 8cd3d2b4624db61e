export type RecordFormat = 'ndjson' | 'csv'

/** Of a file with a line for each entry, by its name; undefined for one that holds a single document. */
export function recordFormat(file: string): RecordFormat | undefined {
  if (/\.(ndjson|jsonl)$/i.test(file)) return 'ndjson'
  return /\.csv$/i.test(file) ? 'csv' : undefined
}
