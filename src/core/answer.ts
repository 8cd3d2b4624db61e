import type { AnswerBase, SubjectShown } from './answer-base.js'
import type { EachServer } from './as-server/answer-all.js'
import type { ServerAnswer } from './as-server/model.js'
import type { Profile } from './as-server/schema.js'
import type { Filters } from './catalog/filter.js'
import type { Catalog, Requirement, Route } from './catalog/model.js'
import type { CompletionAnswer } from './command-line/answer.js'
import type { HelpFacts } from './command-line/model.js'
import type { Holder, RouteShown } from './decision/access.js'
import type { Allow, Deny } from './decision/decide.js'
import type { Expectation } from './decision/expect.js'
import type { Explanation } from './decision/explain.js'
import type { Reissue } from './decision/reissue.js'
import type { DiffAnswer } from './diff/answer.js'
import type { PolicyAnswer } from './export/answer.js'
import type { GraphAnswer } from './graph/answer.js'
import type { SourceAnswer } from './import/answer.js'
import type { Flaw } from './issue/flaws.js'
import type { LintAnswer } from './lint/answer.js'
import type { LockAnswer } from './lock/answer.js'
import type { MatrixAnswer } from './matrix/answer.js'
import type { DriftAnswer, ExportAnswer, ImportAnswer } from './openapi/answer.js'
import type { OverviewAnswer } from './overview/answer.js'
import type { ProbeAnswer } from './probe/answer.js'
import type { Problem } from './problem.js'
import type { ProveAnswer } from './proof/answer.js'
import type { Reason } from './reason.js'
import type { ReplayAnswer } from './replay/answer.js'
import type { ReplaySqlAnswer } from './replay/sql/answer.js'
import type { ServeAnswer } from './serve/answer.js'
import type { Subject } from './subject/model.js'
import type { TestAnswer } from './suite/answer.js'
import type { DecodedToken, Refusal } from './token/model.js'
import type { TokenScopes } from './token-scopes/read.js'
import type { RolesRead } from './token-scopes/role-claim.js'
import type { ConvertAnswer, ListAnswer, PasswdAnswer } from './users/answer.js'
import type { User, Users } from './users/model.js'

export interface IssuedToken {
  readonly token: string
  readonly claims: DecodedToken['claims']
  readonly flaw: Flaw | undefined
  /** What a flawed token must get from a route that needs scopes. */
  readonly expected:
    | { readonly status: 200 | 401 | 403; readonly reason: Reason | undefined }
    | undefined
}

export interface TokenAnswer extends AnswerBase<'token'> {
  readonly subject: SubjectShown
  readonly tokens: readonly IssuedToken[]
  readonly scopes: readonly string[]
  readonly dropped: readonly string[]
  /** For `curl`: a route that the token may call, if there is one. */
  readonly route: Route | undefined
}

export interface DecodeAnswer extends AnswerBase<'decode'> {
  /** Undefined if the token is not in strict form; `malformed` says why. */
  readonly token: DecodedToken | undefined
  readonly malformed: Problem | undefined
  readonly scopes: TokenScopes | undefined
  /** For descriptions; undefined without a catalog. */
  readonly catalog: Catalog | undefined
  readonly now: number
  /** With a goal: what the answer would be if the token were verified. Never a verdict. */
  readonly outlook:
    | { readonly goal: string; readonly status: 200 | 403; readonly missing: readonly string[] }
    | undefined
}

export interface VerifyAnswer extends AnswerBase<'verify'> {
  readonly subject: SubjectShown
  readonly token: DecodedToken | undefined
  readonly refusals: readonly Refusal[]
  readonly scopes: TokenScopes | undefined
  /** What the role claim of the catalog gives, if it has one. */
  readonly roles?: RolesRead | undefined
  readonly catalog: Catalog | undefined
  readonly now: number
  /** The time given by --at, if it is not now. */
  readonly asOf?: number | undefined
  readonly checked: {
    readonly issuers: readonly string[] | 'any'
    readonly audiences: readonly string[] | 'any'
  }
}

export interface CheckAnswer extends AnswerBase<'check'> {
  readonly subject: SubjectShown
  /** Undefined if only `--at-most` was given, or no token was accepted for it. */
  readonly decision: Allow | Deny | undefined
  readonly catalog: Catalog
  readonly now: number
  /** The time given by --at, if it is not now. */
  readonly asOf?: number | undefined
  readonly token: DecodedToken | undefined
  readonly expected: Expectation | undefined
  /** Whether the expectation was met; undefined if there was none. */
  readonly met: boolean | undefined
  readonly atMost:
    | { readonly limit: readonly string[]; readonly surplus: readonly string[] | undefined }
    | undefined
  readonly explanation: Explanation | undefined
  /** The attributes of a named user that `when` rules have read. */
  readonly user?: Pick<User, 'name' | 'attributes'> | undefined
  /** The refusals of a token, if only --at-most was given. */
  readonly refusals: readonly Refusal[]
  readonly showChallenge: boolean
  /** With --as-server: what that server answers. Status, exit code and `met` follow it; the decision is still ours. */
  readonly server: ServerAnswer | undefined
  /** With `--as-server all`: what each of them answers, which changes nothing else. */
  readonly servers?: readonly EachServer[] | undefined
  /** With `--batch`: the line that it answers. */
  readonly line: number | undefined
  /** What a suggested next line may use; absent if none must be suggested. */
  readonly next?:
    | {
        readonly reissue: Reissue | undefined
      }
    | undefined
}

/** The end of `check --batch`, whose answers were already printed, one per line. */
export interface BatchAnswer extends AnswerBase<'batch'> {
  readonly counts: { readonly passed: number; readonly failed: number; readonly unasked: number }
}

/** A line of `check --batch` that could not be evaluated. */
export interface UnaskedAnswer extends AnswerBase<'unasked'> {
  readonly line: number
  readonly problems: readonly Problem[]
}

export interface CanAnswer extends AnswerBase<'can'> {
  readonly subject: SubjectShown
  /** One per route, or per route that the filters select. */
  readonly rows: readonly RouteShown[]
  /** How many routes the catalog has. */
  readonly total: number
  readonly filters: Filters
  readonly catalog: Catalog
  /** Undefined for a token. */
  readonly whose: Subject | undefined
  readonly refusals: readonly Refusal[]
}

export interface WhoCanAnswer extends AnswerBase<'who-can'> {
  readonly goal: string
  readonly route: Route | undefined
  /** Routes that match the path equally well and require the same. */
  readonly also: readonly Route[]
  readonly requirement: Requirement
  /** In addition to the named ones: anybody for `public`, any accepted token for `authenticated`. */
  readonly anybody: boolean
  readonly anyToken: boolean
  readonly holders: readonly Holder[]
  readonly catalog: Catalog
  readonly users: Users
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
  /** The kid of the key that was made or removed. */
  readonly kid: string | undefined
  readonly where: string
}

export interface JwksAnswer extends AnswerBase<'jwks'> {
  readonly keys: readonly Readonly<Record<string, unknown>>[]
}

/** A table learned from a running server. */
export interface LearnAnswer extends AnswerBase<'server learn'> {
  readonly file: string
  readonly url: string
  readonly profile: Profile
}

export interface InitAnswer extends AnswerBase<'init'> {
  readonly written: readonly string[]
  /** Shell commands that work right away. */
  readonly next: readonly string[]
}

export interface HelpAnswer extends AnswerBase<'help'> {
  readonly topic?: string | undefined
  readonly text: string
  /** What the commands declare, if JSON is asked for: it takes loading them. */
  readonly facts: HelpFacts | undefined
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
  | OverviewAnswer
  | GraphAnswer
  | ProveAnswer
  | LockAnswer
  | DiffAnswer
  | KeysAnswer
  | JwksAnswer
  | LintAnswer
  | InitAnswer
  | LearnAnswer
  | ServeAnswer
  | PasswdAnswer
  | ListAnswer
  | ConvertAnswer
  | TestAnswer
  | ImportAnswer
  | SourceAnswer
  | ExportAnswer
  | PolicyAnswer
  | DriftAnswer
  | ProbeAnswer
  | ReplayAnswer
  | ReplaySqlAnswer
  | HelpAnswer
  | CompletionAnswer
  | VersionAnswer
