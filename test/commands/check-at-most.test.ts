import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const files = {
  'scopes.yaml': `scopes: { read: Read, write: Write }
roles: { reader: { scopes: [read] } }
routes: { GET /a: read, GET /open: public }
`,
  'users.yaml': 'users: { bob: { scopes: [read, write] }, eve: { disabled: true } }',
}

// A gate that passes although it compared nothing is worse than none.
describe.concurrent('a limit that no token was compared with is a failed gate', () => {
  test.each([
    ['--anonymous --need read --expect 401', 5],
    ['--anonymous --need read --expect deny', 5],
    ['--anonymous --route "GET /open" --expect 200', 5],
    ['--user eve --need read --expect 401', 5],
    ['--role reader --need read --expect 200', 0],
    ['--role reader --need write --expect 403', 0],
    ['--user bob --need read --expect 200', 5],
    ['--anonymous --need read', 3],
    ['--anonymous', 3],
  ])('check %s --at-most read: exit %i', async (line, expected) => {
    const words = (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))
    const cwd = tempDir(files)
    const { exit, stderr } = await scopectl(['check', ...words, '--at-most', 'read'], { cwd })
    expect(exit, stderr).toBe(expected)
  })
})
