import type { SourceAnswer } from '../core/import/answer.js'
import type { Problem } from '../core/problem.js'
import type { JsonOf } from './documents/dsl.js'
import type { importedSource } from './documents/import.js'
import { changeJson } from './import-changes.js'

export { yaml } from './import-openapi.js'

export const json = (answer: SourceAnswer): JsonOf<typeof importedSource> => ({
  source: answer.source,
  document: answer.document,
  format: answer.format,
  summary: answer.summary,
  left_out: answer.leftOut.map(({ what, name, at }) => ({
    what,
    name,
    place: at ? `${at.file}:${at.line}:${at.column}` : null,
  })),
  findings: answer.findings.map(({ code, args }: Problem) => ({ code, ...args })),
  written: answer.written ?? null,
  changes: answer.changes?.map(changeJson) ?? null,
  catalog: answer.catalog,
})
