import type { AnswerBase } from '../answer-base.js'
import type { DriftRule } from '../lint/drift-rules.js'
import type { Problem } from '../problem.js'
import type { Census } from './census.js'
import type { Change, SettingChange } from './merge.js'
import type { Unwritten } from './merge-security.js'
import type { Declared } from './placed.js'

/** A catalog that was made from another file: what every import answers. */
export interface Drafted {
  /** The catalog as written to a file; for a re-import, the merged one. */
  readonly catalog: unknown
  /** The catalog's text, if it was not written to a file. */
  readonly text: string | undefined
  readonly written: string | undefined
  /** For a re-import: what it changed in the file. */
  readonly changes: readonly (Change | SettingChange)[] | undefined
  /** A line to paste after a catalog was written. */
  readonly next: string | undefined
  readonly quiet: boolean
}

export interface ImportAnswer extends AnswerBase<'import openapi'>, Drafted {
  readonly document: string
  readonly version: string
  /** The security schemes of the catalog's tokens. */
  readonly schemes: readonly string[]
  readonly summary: Census
  readonly findings: readonly Problem[]
}

export interface ExportAnswer extends AnswerBase<'export openapi'> {
  readonly document: unknown
  /** The document's text, if it was not written to a file. */
  readonly text: string | undefined
  readonly written: string | undefined
  /** For a merge: the operations whose security changed. */
  readonly changed: readonly string[] | undefined
  /** For a merge: the operations that differ but were not written. */
  readonly unwritten: readonly Unwritten[] | undefined
  /** For a merge: the scopes and schemes that it declares. */
  readonly declared: readonly Declared[] | undefined
  readonly quiet: boolean
}

/** One difference between the catalog and the document or tokens. */
export interface DriftFinding {
  readonly problem: Problem
  readonly rule: DriftRule
  /** The name that an ignore in the catalog must use: a route, a scope, or `line N` of the tokens file. */
  readonly name: string
  readonly route: string | undefined
  readonly scope: string | undefined
  /** The line in the tokens file. */
  readonly line: number | undefined
}

export interface DriftAnswer extends AnswerBase<'drift'> {
  readonly document: string | undefined
  /** The files, as the user would name them; undefined for an address and for stdin. */
  readonly documentFile: string | undefined
  readonly tokensFile: string | undefined
  readonly findings: readonly DriftFinding[]
  /** How many more the catalog ignores, each with its reason. */
  readonly ignored: number
  /** How many routes were compared, and how many tokens were examined. */
  readonly compared: { readonly routes: number; readonly tokens: number }
}
