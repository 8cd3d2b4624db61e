import type { ConvertAnswer } from '../core/users/answer.js'
import { escapeText } from './escape.js'
import type { Printed } from './reporter.js'
import { countsText } from './users/counts.js'

/** The users file; of one that was written, its name. */
export function file({ text, written = '', counts, quiet }: ConvertAnswer): Printed {
  if (text) return text
  return quiet ? '' : `${escapeText(written)} written: ${countsText(counts)}\n`
}

export const json = ({ did, to, counts, written, text }: ConvertAnswer): object => ({
  did,
  to,
  ...counts,
  written: written ?? null,
  text: text ? [...text].join('') : null,
})
