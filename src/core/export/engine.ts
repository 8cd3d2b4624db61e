import type { Problem } from '../problem.js'
import type { ExportGap } from '../problems/export.js'
import type { Policy } from './policy.js'
import type { Sample } from './samples.js'

/** A file of an exported folder; its name has no folders. */
export interface ExportFile {
  readonly name: string
  readonly text: string
}

/** What is written besides the policy. */
export interface Exporting {
  readonly policy: Policy
  /** The answers that the engine must give, for its own tests. */
  readonly samples: readonly Sample[]
}

/** An engine that a catalog can be exported to. */
export interface Engine {
  readonly name: string
  /** The name in sentences. */
  readonly title: string
  /** A text that each of its files has, and no file that something else wrote. */
  readonly mark: string
  /** Every construct of the policy that the engine cannot express; with any of them, nothing is written. */
  cannot(policy: Policy): readonly Problem[]
  /** What the engine accepts and `check` refuses, whatever is configured: it is only written if the user accepts that. */
  gaps?(policy: Policy): readonly ExportGap[]
  /** The files, the same for the same catalog. */
  files(exporting: Exporting): readonly ExportFile[]
  /** The command that starts the engine, in the folder: a README that named the folder would be wrong in a copy of it. */
  readonly start: string
}
