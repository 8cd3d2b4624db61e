import type { Problem } from '../core/problem.js'
import type { JsonOf } from './documents/dsl.js'
import type { placed, problem } from './documents/parts.js'
import { jsonLine } from './escape.js'
import { say } from './words/index.js'

export interface Failure {
  /** The command, or `scopectl` if none was found. */
  readonly kind: string
  readonly exit: number
  readonly problems: readonly Problem[]
}

/** What `--json` prints if there is no answer. */
export const failureJson = ({ kind, exit, problems }: Failure): string =>
  jsonLine({ kind, version: 1, ok: false, exit, problem: problemJson(problems) })

/** Why a command could not run: the first problem comes first. */
export function problemJson(problems: readonly Problem[]): JsonOf<typeof problem> {
  const [first] = problems
  const sentence = first && say(first)
  return {
    code: first?.code ?? 'unknown',
    message: sentence?.says ?? '',
    hint: sentence?.hint ?? null,
    problems: problems.map(placedJson),
  }
}

export const placedJson = (problem: Problem): JsonOf<typeof placed> => ({
  rule: problem.code,
  file: problem.at?.file ?? null,
  line: problem.at?.line ?? null,
  column: problem.at?.column ?? null,
  message: say(problem).says,
})
