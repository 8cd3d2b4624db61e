import type { AnswerBase } from '../answer-base.js'
import type { Candidate } from './candidates.js'
import type { LineSoFar } from './line-so-far.js'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/** The script to load into a shell, or what can come next on a line of it. */
export interface CompletionAnswer extends AnswerBase<'completion'> {
  readonly shell: Shell
  readonly next: { readonly line: LineSoFar; readonly candidates: readonly Candidate[] } | undefined
}
