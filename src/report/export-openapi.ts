import type { ExportAnswer } from '../core/openapi/answer.js'
import { escapeText } from './escape.js'
import { plural } from './words/words.js'

/** The document itself; if it was written to a file, what changed. */
export function openapi({ text, quiet, written = '', changed }: ExportAnswer): string {
  if (text !== undefined) return text
  if (quiet) return ''
  const file = escapeText(written)
  if (changed === undefined) return `${file} written\n`
  if (changed.length === 0) return `${file} is already up to date\n`
  const lines = changed.map((route) => `  ~ ${escapeText(route)}\n`)
  return `${file}: ${plural(changed.length, 'operation')} changed\n${lines.join('')}`
}

export const json = ({ document, written, changed }: ExportAnswer): object => ({
  written: written ?? null,
  changed: changed ?? null,
  document,
})
