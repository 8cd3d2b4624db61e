import { recordFormat } from './record-format.js'

/** The forms of a users file. */
export const FORMS = ['ndjson', 'csv', 'yaml', 'json'] as const
export type Form = (typeof FORMS)[number]

/** What the name of a file says of its form. */
export function formOf(file: string): Form | undefined {
  const records = recordFormat(file)
  if (records) return records
  if (/\.ya?ml$/i.test(file)) return 'yaml'
  return /\.json$/i.test(file) ? 'json' : undefined
}
