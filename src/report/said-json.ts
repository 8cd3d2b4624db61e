import type { Problem } from '../core/problem.js'
import { say } from './words/index.js'

export const reasonJson = (code: string, detail: Problem): object => ({
  code,
  message: say(detail).says,
})

export function problemJson(problem: Problem): object {
  const { says, hint } = say(problem)
  return { code: problem.code, message: says, hint: hint ?? null }
}
