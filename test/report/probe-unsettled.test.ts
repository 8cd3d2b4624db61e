import { expect, test } from 'vitest'
import type { ProbeAnswer } from '../../src/core/probe/answer.js'
import { problem } from '../../src/core/problem.js'
import { github } from '../../src/report/probe/github.js'
import { md } from '../../src/report/probe/md.js'
import { sarif } from '../../src/report/probe/sarif.js'

const interrupted: ProbeAnswer = {
  ...{ kind: 'probe', outcome: 'notAsked', files: {}, url: 'http://localhost/', plans: undefined },
  ...{ verdicts: [], notProbed: [], incomplete: [], withoutConsent: [] },
  ...{ withoutKey: [], supplied: undefined, tokenFindings: [], waivedTokens: [] },
  ...{ waived: [], sent: 7, seconds: 1, notes: [problem('probe-interrupted', {})] },
}

test('a run that was interrupted does not look clean in any report', () => {
  const [invocation] = JSON.parse(sarif(interrupted)).runs[0].invocations
  expect(invocation.executionSuccessful).toBe(false)
  expect(invocation.toolExecutionNotifications).toMatchObject([
    { level: 'error', descriptor: { id: 'probe-interrupted' } },
  ])
  expect(md(interrupted)).toContain('**Not finished:** `interrupted')
  expect(github(interrupted)).toMatch(/^::warning title=scopectl probe::interrupted/)
})
