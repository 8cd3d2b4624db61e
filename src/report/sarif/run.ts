import type { Problem } from '../../core/problem.js'
import { escapeText } from '../escape.js'
import { say } from '../words/index.js'
import { artifactOf, automationOf, notification, ROOT, sarifDocument } from './document.js'
import { hash64 } from './hash64.js'
import { type Level, ruleObject, type SarifRule } from './rule.js'
import { cweTaxonomy } from './taxonomy.js'

/** Something found, at a place in a file. */
export interface SarifResult {
  readonly rule: SarifRule
  /** If it differs from that of the rule. */
  readonly level?: Level | undefined
  /** Each line is escaped here; a name that could contain line ends must be escaped before. */
  readonly text: string
  /** What it is about, whatever its line: GitHub recognises an alert again by it. */
  readonly id: string
  readonly file: string
  readonly at?: Place | undefined
  /** What it is about, as a name: a route. */
  readonly logicalName?: string | undefined
  readonly properties?: object
}

interface Place {
  readonly line: number
  readonly column: number
  readonly length?: number
}

export interface SarifRun {
  /** The command. */
  readonly kind: string
  readonly results: Iterable<SarifResult>
  readonly invocation: { executionSuccessful: boolean; toolExecutionNotifications: object[] }
  readonly properties?: object
}

/** GitHub refuses a run with more. */
const MOST = 25_000

/** SARIF 2.1.0 with one run: its rules are those of its results, related to their weaknesses. */
export function sarifLog({ kind, results: found, invocation, properties }: SarifRun): string {
  const rules = new Map<string, { rule: SarifRule; index: number }>()
  const seen = new Map<string, number>()
  const results: object[] = []
  let more = 0
  for (const each of found) {
    if (results.length === MOST) {
      more++
      continue
    }
    const known = rules.get(each.rule.id) ?? { rule: each.rule, index: rules.size }
    rules.set(each.rule.id, known)
    const nth = (seen.get(each.id) ?? 0) + 1
    seen.set(each.id, nth)
    results.push(resultObject(each, known.index, nth))
  }
  const all = [...rules.values()].map(({ rule }) => rule)
  const cwes = [...new Set(all.flatMap(({ weakness }) => weakness?.cwe ?? []))]
  const notes = [
    ...invocation.toolExecutionNotifications,
    ...(more > 0 ? [notification('error', 'too-many-results', `${more} more are left out`)] : []),
  ]
  return sarifDocument([
    {
      tool: {
        driver: {
          name: 'scopectl',
          rules: all.map(ruleObject),
          ...(cwes.length > 0 ? { supportedTaxonomies: [{ name: 'CWE', index: 0 }] } : {}),
        },
      },
      automationDetails: automationOf(kind),
      originalUriBaseIds: { [ROOT]: { description: { text: 'The root of the repository.' } } },
      invocations: [{ ...invocation, toolExecutionNotifications: notes }],
      ...(cwes.length > 0 ? { taxonomies: [cweTaxonomy(cwes.sort((a, b) => a - b))] } : {}),
      results,
      // Columns are counted as in the editor of the catalog: by UTF-16 code unit.
      columnKind: 'utf16CodeUnits',
      ...(properties ? { properties } : {}),
    },
  ])
}

/** @param nth which one it is among those with the same id */
function resultObject(result: SarifResult, ruleIndex: number, nth: number): object {
  const { rule, level, text, id, file, at, logicalName, properties } = result
  return {
    ruleId: rule.id,
    ruleIndex,
    level: level ?? rule.level,
    message: { text: messageText(text) },
    locations: [
      {
        physicalLocation: { artifactLocation: artifactOf(file), region: regionOf(at) },
        ...(logicalName === undefined
          ? {}
          : { logicalLocations: [{ fullyQualifiedName: logicalName, kind: 'resource' }] }),
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: `${hash64(id)}:${nth}`,
      'scopectl/v1': nth === 1 ? id : `${id} (${nth})`,
    },
    ...(properties ? { properties } : {}),
  }
}

/** What is about a whole file is shown at its start: GitHub shows nothing without a line. */
const regionOf = ({ line, column, length }: Place = { line: 1, column: 1 }): object => ({
  ...{ startLine: line, startColumn: column },
  ...(length === undefined ? {} : { endColumn: column + length }),
})

/** Viewers make a link of `[text](target)` in a message, which a name could contain (SARIF §3.11.6). */
const messageText = (text: string): string =>
  text
    .split('\n')
    .map((line) => escapeText(line).replace(/(?<!\\)\[(?=[^\]]*\]\()/g, '\\['))
    .join('\n')

/** What a run says besides its results. */
export const notesOf = (notes: readonly Problem[]): object[] =>
  notes.map((note) => notification('note', note.code, say(note).says))

export const finished = (notes: readonly Problem[]): SarifRun['invocation'] => ({
  executionSuccessful: true,
  toolExecutionNotifications: notesOf(notes),
})
