import type { AnswerBase } from '../answer-base.js'
import type { Drafted } from '../openapi/answer.js'
import type { Problem } from '../problem.js'
import type { ImportSource } from '../problems/import.js'
import type { LeftOut } from './model.js'

/** A catalog that was made from a document of another tool. */
export interface SourceAnswer extends AnswerBase<'import'>, Drafted {
  readonly source: ImportSource
  readonly document: string
  readonly format: string
  readonly summary: {
    readonly scopes: number
    readonly roles: number
    readonly routes: number
    readonly undecided: number
    readonly left_out: number
  }
  readonly leftOut: readonly LeftOut[]
  readonly findings: readonly Problem[]
}
