import type { AsServerProblems } from './problems/as-server.js'
import type { CatalogProblems } from './problems/catalog.js'
import type { DecisionProblems } from './problems/decision.js'
import type { ExportProblems } from './problems/export.js'
import type { FileProblems } from './problems/files.js'
import type { FilterProblems } from './problems/filter.js'
import type { ImportProblems } from './problems/import.js'
import type { InitProblems } from './problems/init.js'
import type { IssuingProblems } from './problems/issuing.js'
import type { KeyRuleProblems } from './problems/key-rules.js'
import type { KeyProblems } from './problems/keys.js'
import type { LearnProblems } from './problems/learn.js'
import type { LibraryProblems } from './problems/library.js'
import type { LintProblems } from './problems/lint.js'
import type { LockProblems } from './problems/lock.js'
import type { MeasureProblems } from './problems/measure.js'
import type { MergeProblems } from './problems/merge.js'
import type { OpenApiProblems } from './problems/openapi.js'
import type { ProbeProblems } from './problems/probe.js'
import type { ProbeInputProblems } from './problems/probe-inputs.js'
import type { ProbeTokenProblems } from './problems/probe-tokens.js'
import type { ProofProblems } from './problems/proof.js'
import type { QuestionProblems } from './problems/question.js'
import type { ReplayProblems } from './problems/replay.js'
import type { RevisionProblems } from './problems/revision.js'
import type { ServeProblems } from './problems/serve.js'
import type { SuiteProblems } from './problems/suite.js'
import type { SyntaxProblems } from './problems/syntax.js'
import type { TargetProblems } from './problems/target.js'
import type { TokenProblems } from './problems/token.js'
import type { UrlProblems } from './problems/url.js'
import type { UsersProblems } from './problems/users.js'

/**
 * A place in a file: 1-based line and column (in UTF-16 units), and the text of the line, for the excerpt with the
 * caret.
 */
export interface Location {
  readonly file: string
  readonly line: number
  readonly column: number
  /** How many columns the caret underlines, at least 1. */
  readonly length: number
  readonly text: string
  /** What may be a secret in `text` is covered already, by more of the file than this line. */
  readonly covered?: true
  /** The line may have a secret in it: `text` is empty, and nothing is shown in its place. */
  readonly withheld?: true
}

/** Every problem code with the facts that its message needs. The messages are in report/words, and nowhere else. */
export interface ProblemArgs
  extends AsServerProblems,
    CatalogProblems,
    DecisionProblems,
    ExportProblems,
    FileProblems,
    FilterProblems,
    ImportProblems,
    InitProblems,
    IssuingProblems,
    KeyProblems,
    KeyRuleProblems,
    LearnProblems,
    LibraryProblems,
    LintProblems,
    LockProblems,
    MeasureProblems,
    MergeProblems,
    OpenApiProblems,
    ProbeProblems,
    ProbeInputProblems,
    ProbeTokenProblems,
    ProofProblems,
    QuestionProblems,
    ReplayProblems,
    RevisionProblems,
    ServeProblems,
    SuiteProblems,
    SyntaxProblems,
    TargetProblems,
    TokenProblems,
    UrlProblems,
    UsersProblems {}

export type Code = keyof ProblemArgs

/** Something wrong or worth a note, as data: a stable code, a location, and the facts. Never a sentence. */
export type Problem<C extends Code = Code> = {
  [K in C]: {
    readonly code: K
    readonly args: ProblemArgs[K]
    readonly at?: Location | undefined
    /** A complete command that does what was probably meant: it replaces the usual hint. */
    readonly instead?: string | undefined
  }
}[C]

export function problem<C extends Code>(code: C, args: ProblemArgs[C], at?: Location): Problem<C> {
  return { code, args, at } as Problem<C>
}

/** Sorted as in the files, grouped by file. */
export function byPlace(problems: readonly Problem[]): Problem[] {
  const files = [...new Set(problems.map(({ at }) => at?.file))]
  const weight = ({ at }: Problem): [number, number, number] => [
    files.indexOf(at?.file),
    at?.line ?? 0,
    at?.column ?? 0,
  ]
  return [...problems].sort((a, b) => {
    const [x, y] = [weight(a), weight(b)]
    return x[0] - y[0] || x[1] - y[1] || x[2] - y[2]
  })
}
