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

/** A comment on a pull request is limited to 65,536 characters, and there is other text around a table. */
const MOST_CHARACTERS = 60_000
const MOST_ROWS = 200

/** The first rows of a table, as many as fit into a comment. */
export function commentRows(rows: readonly string[]): readonly string[] {
  let length = 0
  const end = rows.findIndex((row, i) => {
    length += row.length
    return i === MOST_ROWS || length > MOST_CHARACTERS
  })
  return end === -1 ? rows : rows.slice(0, end)
}
