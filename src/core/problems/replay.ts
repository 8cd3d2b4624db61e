import type { Fault, NoFacts } from './fault.js'

/** Why a line of an access log is not a call. `field`: its name in docs/replay.md. */
export interface CallFaults {
  'not-utf8': NoFacts
  'too-long': NoFacts
  /** `offset`: where the text stops being valid JSON. */
  'not-json': { what: string; offset: number }
  'not-object': NoFacts
  'not-combined': NoFacts
  /** In CSV: `offset` of a quote without its other one. */
  quotes: { offset: number }
  cells: { found: number; expected: number }
  /** `likely`: values for --field, of fields in the line that look like those that it does not have. */
  missing: { field: string; likely: readonly string[] }
  /** A value of another type, or one that cannot be read. */
  type: { field: string }
  /** Several fields for the caller have a value. */
  callers: { fields: readonly [string, string] }
  'no-caller': NoFacts
  method: NoFacts
  request: NoFacts
  /** A URL in which it is not clear where the path begins. */
  path: NoFacts
  /** The text is not a token, not even a damaged one. */
  token: NoFacts
  /** Nothing says when the token was used. */
  'no-time': NoFacts
  'claims-differ': { claims: readonly string[] }
  unknown: { kind: 'user' | 'role'; name: string }
}
export type CallFault = Fault<CallFaults>

/** Problems of replaying access logs. */
export interface ReplayProblems {
  'replay-line': { why: CallFault }
  /** The lines that are not listed. */
  'replay-more-lines': { more: number; lines: number }
  /** A note, with --skip-invalid. */
  'replay-skipped': { skipped: number; lines: number }
  'replay-empty': { files: readonly string[] }
  /** With --fail-on: no call has a baseline and an answer. `apart`: some have the one, some the other. */
  'replay-nothing-compared': { why: 'no-status' | 'unanswered' | 'apart'; lines: number }
  'replay-format': { file: string }
  'replay-csv-header': { file: string }
  /** `padding`: after zeros behind the compressed data, there is more. */
  'replay-gzip': { file: string; why: 'incomplete' | 'padding' }
  /** `binary`: it loads nothing; `broken`: a part of the package cannot be loaded. */
  'replay-no-duckdb': { file: string; why: 'missing' | 'binary' | 'broken' }
  /** `why`: what DuckDB says, or `glob`: its name would match several files. */
  'replay-parquet': { file: string; why: string }
  /** What differs from the run that wrote the file; `form`: it is not such a file. */
  'replay-resume': { file: string; why: 'form' | 'logs' | 'files' | 'flags' }
  /** Several logs are the same file, so its calls would count twice. */
  'replay-twice': { file: string }
  'replay-field': { text: string; fields: readonly string[]; suggestion?: string | undefined }
  /** Neither files nor --sql. */
  'replay-no-files': NoFacts
  'replay-table': { table: string }
  /** A note: the two ways of comparing scopes differ for these calls. `fails`: with --fail-on. */
  'replay-views': { calls: number; fails: boolean }
  /** A note: too many of these to list. */
  'replay-left': { what: 'groups' | 'paths' | 'clients'; calls: number }
}
