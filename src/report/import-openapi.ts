import { requirementText } from '../core/catalog/requirement.js'
import type { ImportAnswer } from '../core/openapi/answer.js'
import type { Change, SettingChange, SettingValue } from '../core/openapi/merge.js'
import type { Problem } from '../core/problem.js'
import type { JsonOf } from './documents/dsl.js'
import type { importChange, imported, importFinding } from './documents/openapi.js'
import { escapeText } from './escape.js'
import { nextText } from './rows.js'
import type { Style } from './style.js'
import { type Cell, table } from './table.js'
import { plural } from './words/words.js'

/** The catalog itself; if it was written to a file, what changed. */
export function yaml(answer: ImportAnswer, style: Style): string {
  if (answer.text !== undefined) return answer.text
  if (answer.quiet) return ''
  const next = answer.next && nextText(escapeText(answer.next), style)
  return `${writtenText(answer, style)}${next ?? ''}`
}

function writtenText({ changes, written: file }: ImportAnswer, style: Style): string {
  const written = escapeText(file ?? '')
  if (changes === undefined) return `${written} written\n`
  if (changes.length === 0) return `${written} is already up to date\n`
  const head = `${written}: ${plural(changes.length, 'change')}\n`
  return `${head}${table(changes.map((change) => row(change, style)))}`
}

const settingText = (value: SettingValue): string => escapeText([value].flat().join(' '))

function row(change: Change | SettingChange, style: Style): Cell[] {
  if (change.kind === 'setting') {
    const was = change.from === undefined ? '' : `   (was ${settingText(change.from)})`
    const sign =
      change.from === undefined
        ? { text: '+', paint: style.good }
        : { text: '~', paint: style.warn }
    return [
      { ...sign, text: `${sign.text} openapi` },
      change.key,
      `${settingText(change.to)}${was}`,
    ]
  }
  if (change.kind === 'new-scope') return [{ text: '+ scope', paint: style.good }, change.scope]
  if (change.kind === 'new-route') {
    const { name, requirement } = change.route
    return [{ text: '+ route', paint: style.good }, name, requirementText(requirement)]
  }
  const now = `${requirementText(change.to)}   (was ${requirementText(change.from)})`
  return [{ text: '~ route', paint: style.warn }, change.name, now]
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

const changeJson = (change: Change | SettingChange): JsonOf<typeof importChange> => {
  if (change.kind === 'setting') {
    return { kind: change.kind, key: change.key, from: change.from ?? null, to: change.to }
  }
  if (change.kind === 'new-scope') return { kind: change.kind, scope: change.scope }
  if (change.kind === 'new-route') {
    const { name, requirement } = change.route
    return { kind: change.kind, route: name, from: null, to: requirementText(requirement) }
  }
  const [from, to] = [requirementText(change.from), requirementText(change.to)]
  return { kind: change.kind, route: change.name, from, to }
}
