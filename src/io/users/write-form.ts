import { recordFormat } from './record-format.js'

/** The forms of a users file. */
export const FORMS = ['ndjson', 'csv', 'yaml', 'json'] as const
export type Form = (typeof FORMS)[number]

/** The form of a file, from its name. */
export function formOf(file: string): Form | undefined {
  const records = recordFormat(file)
  if (records) return records
  if (/\.ya?ml$/i.test(file)) return 'yaml'
  return /\.json$/i.test(file) ? 'json' : undefined
}
