import type { Problem } from '../core/problem.js'
import { subCodeOf } from '../core/sub-code.js'
import type { JsonOf } from './documents/dsl.js'
import type * as parts from './documents/parts.js'
import { say } from './words/index.js'

export function reasonJson(code: string, detail: Problem): JsonOf<typeof parts.reason> {
  const { says, hint } = say(detail)
  const subCode = subCodeOf(detail)
  return {
    code,
    ...(subCode === undefined ? {} : { sub_code: subCode }),
    message: says,
    hint: hint ?? null,
  }
}

export function problemJson(problem: Problem): JsonOf<typeof parts.brief> {
  const { says, hint } = say(problem)
  return { code: problem.code, message: says, hint: hint ?? null }
}
