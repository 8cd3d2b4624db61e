import type { Drafted, ImportAnswer } from '../core/openapi/answer.js'
import type { Problem } from '../core/problem.js'
import type { JsonOf } from './documents/dsl.js'
import type { imported, importFinding } from './documents/openapi.js'
import { escapeText } from './escape.js'
import { changeJson, changeRow } from './import-changes.js'
import { nextText } from './rows.js'
import type { Style } from './style.js'
import { table } from './table.js'
import { plural } from './words/words.js'

/** The catalog itself; if it was written to a file, what changed. */
export function yaml(answer: Drafted, style: Style): string {
  if (answer.text !== undefined) return answer.text
  if (answer.quiet) return ''
  const next = answer.next && nextText(escapeText(answer.next), style)
  return `${writtenText(answer, style)}${next ?? ''}`
}

function writtenText({ changes, written: file }: Drafted, style: Style): string {
  const written = escapeText(file ?? '')
  if (changes === undefined) return `${written} written\n`
  if (changes.length === 0) return `${written} is already up to date\n`
  const head = `${written}: ${plural(changes.length, 'change')}\n`
  return `${head}${table(changes.map((change) => changeRow(change, style)))}`
}

export const json = (answer: ImportAnswer): JsonOf<typeof imported> => ({
  document: answer.document,
  document_version: answer.version,
  scheme: answer.schemes[0] ?? null,
  schemes: answer.schemes,
  summary: answer.summary,
  findings: answer.findings.map(findingJson),
  written: answer.written ?? null,
  changes: answer.changes?.map(changeJson) ?? null,
  catalog: answer.catalog,
})

/** The full list behind the note with this code. */
const findingJson = ({ code, args }: Problem): JsonOf<typeof importFinding> => ({
  code,
  ...args,
})
