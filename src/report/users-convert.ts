import type { ConvertAnswer } from '../core/users/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { converted } from './documents/small.js'
import { escapeText } from './escape.js'
import type { Printed } from './reporter.js'
import { commandLine } from './shell.js'
import { countsText } from './users/counts.js'

/** The users file; if it was written, its name. */
export function file({ text, written = '', replaces, counts, quiet }: ConvertAnswer): Printed {
  if (text) return text
  if (quiet) return ''
  const remove = replaces === undefined ? undefined : commandLine(['rm', replaces])
  const next = remove === undefined ? '' : `next: ${remove}\n`
  return `${escapeText(written)} written: ${countsText(counts)}\n${next}`
}

export const json = ({
  did,
  to,
  counts,
  written,
  text,
}: ConvertAnswer): JsonOf<typeof converted> => ({
  did,
  to,
  ...counts,
  written: written ?? null,
  text: text ? [...text].join('') : null,
})
