import type { Dialect } from './dialect.js'

/**
 * Visible ASCII without what engines, clients and template languages read as something else inside a literal: quotes,
 * backslashes, `;` (some clients split scripts there), `$` before a brace and two braces (variables), `--` and `/*`.
 */
const PLAIN = /^(?:[ !#%()*+,./:<=>?@A-Z[\]^_a-z|}~&0-9-]|\$(?!\{)|\{(?!\{))*$/
const COMMENT = /--|\/\*/

/**
 * A text as a literal. Engines differ in how they escape quotes and backslashes, some depending on their settings; so a text with any
 * such character is written as its bytes instead.
 */
export function textLiteral(text: string, { fromHex }: Dialect): string {
  if (PLAIN.test(text) && !COMMENT.test(text)) return `'${text}'`
  const bytes = [...new TextEncoder().encode(text)]
  return fromHex(bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(''))
}

export type Cell = string | number

/** A relation with constant rows, as a common table expression. */
export function relation(
  name: string,
  columns: readonly (readonly [name: string, type: 'text' | 'number'])[],
  rows: readonly (readonly Cell[])[],
  dialect: Dialect,
): string {
  const names = columns.map(([column]) => column).join(', ')
  const head = `${name} AS (`
  if (rows.length === 0) {
    const none = columns.map(([column, type]) => {
      const cell = type === 'text' ? "''" : '0'
      return `CAST(${cell} AS ${type === 'text' ? dialect.text : 'INT'}) AS ${column}`
    })
    return `${head}\n  SELECT ${none.join(', ')} WHERE 1 = 0\n)`
  }
  const lines = rows.map((row) => {
    const cells = row.map((cell) =>
      typeof cell === 'number' ? String(cell) : textLiteral(cell, dialect),
    )
    return `    (${cells.join(', ')})`
  })
  return `${head}\n  SELECT * FROM (VALUES\n${lines.join(',\n')}\n  ) AS t (${names})\n)`
}
