import type { AnswerBase, SubjectShown } from './answer-base.js'
import type { ServerAnswer } from './as-server/model.js'
import type { Catalog, Requirement, Route } from './catalog/model.js'
import type { Holder, RouteShown } from './decision/access.js'
import type { Allow, Deny } from './decision/decide.js'
import type { Expectation } from './decision/expect.js'
import type { Explanation } from './decision/explain.js'
import type { Reissue } from './decision/reissue.js'
import type { DiffAnswer } from './diff/answer.js'
import type { Flaw } from './issue/flaws.js'
import type { LintAnswer } from './lint/answer.js'
import type { LockAnswer } from './lock/answer.js'
import type { MatrixAnswer } from './matrix/answer.js'
import type { DriftAnswer, ExportAnswer, ImportAnswer } from './openapi/answer.js'
import type { Problem } from './problem.js'
import type { Reason } from './reason.js'
import type { ServeAnswer } from './serve/answer.js'
import type { TestAnswer } from './suite/answer.js'
import type { DecodedToken, Refusal } from './token/model.js'
import type { TokenScopes } from './token-scopes/read.js'
import type { ConvertAnswer, UsersAnswer } from './users/answer.js'
import type { User } from './users/model.js'

export interface IssuedToken {
  readonly token: string
  readonly claims: DecodedToken['claims']
  readonly flaw: Flaw | undefined
  /** What a flawed token must get where scopes are needed. */
  readonly expected:
    | { readonly status: 200 | 401 | 403; readonly reason: Reason | undefined }
    | undefined
}

export interface TokenAnswer extends AnswerBase<'token'> {
  readonly subject: SubjectShown
  readonly tokens: readonly IssuedToken[]
  readonly scopes: readonly string[]
  readonly dropped: readonly string[]
  /** For `curl`: a route that the token opens, if there is one. */
  readonly route: Route | undefined
}

export interface DecodeAnswer extends AnswerBase<'decode'> {
  /** Undefined: no token in strict form, and `malformed` says why. */
  readonly token: DecodedToken | undefined
  readonly malformed: Problem | undefined
  readonly scopes: TokenScopes | undefined
  /** For descriptions; undefined without a catalog. */
  readonly catalog: Catalog | undefined
  readonly now: number
  /** With a goal: what the answer would be, were the token to verify. Never a verdict. */
  readonly outlook:
    | { readonly goal: string; readonly status: 200 | 403; readonly missing: readonly string[] }
    | undefined
}

export interface VerifyAnswer extends AnswerBase<'verify'> {
  readonly subject: SubjectShown
  readonly token: DecodedToken | undefined
  readonly refusals: readonly Refusal[]
  readonly scopes: TokenScopes | undefined
  readonly catalog: Catalog | undefined
  readonly now: number
  /** The time that --at asked about, where that is not now. */
  readonly asOf?: number | undefined
  readonly checked: {
    readonly issuers: readonly string[] | 'any'
    readonly audiences: readonly string[] | 'any'
  }
}

export interface CheckAnswer extends AnswerBase<'check'> {
  readonly subject: SubjectShown
  /** Undefined where only `--at-most` was asked, or no token was accepted for it. */
  readonly decision: Allow | Deny | undefined
  readonly catalog: Catalog
  readonly now: number
  /** The time that --at asked about, where that is not now. */
  readonly asOf?: number | undefined
  readonly token: DecodedToken | undefined
  readonly expected: Expectation | undefined
  /** Whether what was expected came; undefined where nothing was. */
  readonly met: boolean | undefined
  readonly atMost:
    | { readonly limit: readonly string[]; readonly surplus: readonly string[] | undefined }
    | undefined
  readonly explanation: Explanation | undefined
  /** Of a named user, what `when` rules have read. */
  readonly user?: Pick<User, 'name' | 'attributes'> | undefined
  /** The refusals of a token, where only --at-most was asked. */
  readonly refusals: readonly Refusal[]
  readonly showChallenge: boolean
  /** With --as-server: what that server answers. Status, exit and `met` follow it; the decision stays ours. */
  readonly server: ServerAnswer | undefined
  /** Of `--batch`: the line that it answers. */
  readonly line: number | undefined
  /** What a line to type next may rest on; left out where none is to be suggested. */
  readonly next?:
    | {
        readonly reissue: Reissue | undefined
      }
    | undefined
}

/** The end of `check --batch`: one line of its output has stood for each answer before. */
export interface BatchAnswer extends AnswerBase<'batch'> {
  readonly counts: { readonly passed: number; readonly failed: number; readonly unasked: number }
}

/** A line of `check --batch` that could not be asked. */
export interface UnaskedAnswer extends AnswerBase<'unasked'> {
  readonly line: number
  readonly problems: readonly Problem[]
}

export interface CanAnswer extends AnswerBase<'can'> {
  readonly subject: SubjectShown
  readonly rows: readonly RouteShown[]
  readonly refusals: readonly Refusal[]
}

export interface WhoCanAnswer extends AnswerBase<'who-can'> {
  readonly goal: string
  readonly route: Route | undefined
  readonly requirement: Requirement
  /** `public`: anybody, `authenticated`: any accepted token; beside the named ones. */
  readonly anybody: boolean
  readonly anyToken: boolean
  readonly holders: readonly Holder[]
}

export interface KeyShown {
  readonly kid: string
  readonly algorithm: string
  readonly created: string | undefined
  readonly signs: boolean
}

export interface KeysAnswer extends AnswerBase<'keys'> {
  readonly did: 'new' | 'list' | 'rotate' | 'remove'
  readonly keys: readonly KeyShown[]
  /** The key that was made or removed. */
  readonly kid: string | undefined
  readonly where: string
}

export interface JwksAnswer extends AnswerBase<'jwks'> {
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

export interface InitAnswer extends AnswerBase<'init'> {
  readonly written: readonly string[]
  /** Lines for a shell that work right away. */
  readonly next: readonly string[]
}

export interface HelpAnswer extends AnswerBase<'help'> {
  readonly topic?: string | undefined
  readonly text: string
}

export interface VersionAnswer extends AnswerBase<'version'> {
  readonly version: string
}

export type Answer =
  | TokenAnswer
  | DecodeAnswer
  | VerifyAnswer
  | CheckAnswer
  | BatchAnswer
  | UnaskedAnswer
  | CanAnswer
  | WhoCanAnswer
  | MatrixAnswer
  | LockAnswer
  | DiffAnswer
  | KeysAnswer
  | JwksAnswer
  | LintAnswer
  | InitAnswer
  | ServeAnswer
  | UsersAnswer
  | ConvertAnswer
  | TestAnswer
  | ImportAnswer
  | ExportAnswer
  | DriftAnswer
  | HelpAnswer
  | VersionAnswer
