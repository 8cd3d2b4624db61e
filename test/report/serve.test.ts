import { expect, test } from 'vitest'
import { type Problem, problem } from '../../src/core/problem.js'
import type { ServeAnswer } from '../../src/core/serve/answer.js'
import { text } from '../../src/report/serve.js'
import { plain } from './sample.js'

const kept = (problems: readonly Problem[]): string => {
  const answer: ServeAnswer = {
    ...{ kind: 'serve', outcome: 'notAsked', event: 'kept', problems, notes: [], files: {} },
  }
  return text(answer, plain)
}

test('a failed reload says that the last valid version answers, and whether a file is gone', () => {
  expect(kept([problem('file-missing', { file: 'scopes.yaml' })])).toMatch(
    /^not reloaded {2}a file is gone: still answering from the last valid version\n.*no such file: `scopes.yaml`/s,
  )
  expect(kept([problem('file-too-big', { file: 'scopes.yaml', limit: 1 })])).toMatch(
    /^not reloaded {2}still answering from the last valid version\n/,
  )
})
