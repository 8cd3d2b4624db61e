import { relative } from 'node:path'
import { IDS } from '../hostile/ids.js'
import type { Row } from '../hostile/row.js'
import type { Table } from '../hostile/tables.js'

export const HOSTILE_PAGE = 'docs/reference/hostile-input.md'

const INTRODUCTION = `# Hostile input

Malformed and malicious inputs by kind, and what scopectl does with them. "Refused" means 401 (exit 3) for a token, and
exit 2 for a file, a key or a question. Nothing here may end in a crash or a hang, and nothing that is refused in exit 0.
Tests are labelled with these ids. The last column links the command lines that prove the row, with their exit codes and
output, and similar input that must be accepted. "Decided" says where [../decisions.md](../decisions.md) differs from a
standard or from other tools.

This page is written by \`npm run docs\` from the tables in test/hostile/rows.
`
const HEAD = ['id', 'input', 'what happens', 'rule', 'decided', 'proof']

/** docs/reference/hostile-input.md: a section per group of ids, with a row for each. */
export function hostilePage(tables: readonly Table[]): string {
  const rows = new Map<string, string>()
  for (const table of tables)
    for (const row of table.rows) rows.set(row.id, line(row, link(table.file)))
  const of = (ids: readonly string[]): string[] => ids.map((id) => rows.get(id) ?? '')
  const sections = IDS.map(({ title, ids, added = [] }) => {
    return [`\n## ${title}\n`, cells(HEAD), cells(HEAD.map(() => '---')), ...of([...ids, ...added])]
  })
  return `${[INTRODUCTION.trimEnd(), ...sections.flat()].join('\n')}\n`
}

const line = (row: Row, proof: string): string =>
  cells([row.id, row.input, row.behaviour, row.rule ?? '', row.decided ?? '', proof])

const link = (file: string): string =>
  `[${file.replace(/^.*\//, '')}](${relative('docs/reference', file).replaceAll('\\', '/')})`

const cells = (texts: readonly string[]): string =>
  `|${texts.map((text) => (text === '' ? ' ' : ` ${text.replaceAll('|', '\\|')} `)).join('|')}|`
