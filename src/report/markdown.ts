import { escapeText } from './escape.js'

/**
 * Untrusted text for Markdown, inside or outside a table: a code span, which cannot contain links, images, mentions or
 * HTML. Its fence is longer than any run of backticks inside; `|` would end a table's cell even there.
 */
export function mdCode(text: string): string {
  const shown = escapeText(text).replaceAll('|', '\\|')
  if (shown === '') return ''
  const runs = shown.match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1)
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return `${fence}${pad}${shown}${pad}${fence}`
}
