import type { ExportAnswer } from '../core/openapi/answer.js'
import { escapeText } from './escape.js'
import { plural } from './words/words.js'

/** The document itself; of one that went to a file, what changed there. */
export function openapi({ text, quiet, written = '', changed }: ExportAnswer): string {
  if (text !== undefined) return text
  if (quiet) return ''
  const file = escapeText(written)
  if (changed === undefined) return `${file} written\n`
  if (changed.length === 0) return `${file} demands the same already\n`
  const lines = changed.map((route) => `  ~ ${escapeText(route)}\n`)
  return `${file}: ${plural(changed.length, 'operation')} changed\n${lines.join('')}`
}

export const json = ({ document, written, changed }: ExportAnswer): object => ({
  written: written ?? null,
  changed: changed ?? null,
  document,
})
