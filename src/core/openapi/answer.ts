import type { AnswerBase } from '../answer-base.js'
import type { Problem } from '../problem.js'
import type { Census } from './import.js'
import type { Change } from './merge.js'

export interface ImportAnswer extends AnswerBase<'import openapi'> {
  readonly document: string
  readonly version: string
  /** The scheme whose tokens are the catalog's. */
  readonly scheme: string | undefined
  readonly summary: Census
  readonly findings: readonly Problem[]
  /** The catalog as a file has it; of a re-import, the merged one. */
  readonly catalog: unknown
  /** The catalog's text, where it was not written to a file. */
  readonly text: string | undefined
  readonly written: string | undefined
  /** Of a re-import: what it changed in the file. */
  readonly changes: readonly Change[] | undefined
  readonly quiet: boolean
}

export interface ExportAnswer extends AnswerBase<'export openapi'> {
  readonly document: unknown
  /** The document's text, where it was not written to a file. */
  readonly text: string | undefined
  readonly written: string | undefined
  /** Of a merge: the operations whose security changed. */
  readonly changed: readonly string[] | undefined
  readonly quiet: boolean
}

/** One way in which the catalog and the world differ. */
export interface DriftFinding {
  readonly problem: Problem
  readonly route: string | undefined
  readonly scope: string | undefined
  /** Of the tokens file. */
  readonly line: number | undefined
}

export interface DriftAnswer extends AnswerBase<'drift'> {
  readonly document: string | undefined
  /** The files, as the user would name them; undefined for an address and for stdin. */
  readonly documentFile: string | undefined
  readonly tokensFile: string | undefined
  readonly findings: readonly DriftFinding[]
  /** How many routes of both were compared, and how many tokens were looked at. */
  readonly compared: { readonly routes: number; readonly tokens: number }
}
