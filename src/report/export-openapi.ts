import type { ExportAnswer } from '../core/openapi/answer.js'
import type { JsonOf } from './documents/dsl.js'
import type { exported } from './documents/openapi.js'
import { escapeText } from './escape.js'
import type { Style } from './style.js'
import { table } from './table.js'
import { UNWRITTEN } from './words/merge.js'
import { plural } from './words/words.js'

/** The document itself; if it was written to a file, what changed, and what could not be written. */
export function openapi(answer: ExportAnswer, style: Style): string {
  const { text, quiet, written = '', changed, unwritten = [], declared = [] } = answer
  if (text !== undefined) return text
  if (quiet) return ''
  const file = escapeText(written)
  if (changed === undefined) return `${file} written\n`
  const total = changed.length + unwritten.length + declared.length
  if (total === 0) return `${file} is already up to date\n`
  const parts = [
    changed.length === 0
      ? 'no operation changed'
      : `${plural(changed.length, 'operation')} changed`,
    ...(unwritten.length > 0 ? [`${unwritten.length} not written`] : []),
  ]
  const lines = [
    ...changed.map((route) => `  ~ ${escapeText(route)}\n`),
    ...declared.map(({ kind, name }) => `  + ${kind} ${escapeText(name)}\n`),
  ]
  const rows = unwritten.map(({ route, why }) => [
    { text: '! not written', paint: style.warn },
    route,
    UNWRITTEN[why],
  ])
  return `${file}: ${parts.join(', ')}\n${lines.join('')}${rows.length > 0 ? table(rows) : ''}`
}

export const json = ({
  document,
  written,
  changed,
  unwritten,
  declared,
}: ExportAnswer): JsonOf<typeof exported> => ({
  written: written ?? null,
  changed: changed ?? null,
  unwritten: unwritten ?? null,
  declared: declared ?? null,
  document,
})
