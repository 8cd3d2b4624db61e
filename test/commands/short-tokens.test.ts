import { describe, expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// An opaque token may be short and look like a word: no message repeats it, wherever it comes from.

const CATALOG = `scopes: { read: Read }
roles: { reader: { scopes: [read] } }
routes: { GET /items: read }
`
const SUITE = `subjects: { a: { token: TOKEN } }
tests: [ { as: a, allow: [GET /items] } ]
`

describe.each(['sTokAbcQ', 'abcdefghijk', 'zq', 'ab1', 'x-y_z'])('%s', (token) => {
  const files = {
    'scopes.yaml': CATALOG,
    tok: token,
    'scopes.test.yaml': SUITE.replace('TOKEN', JSON.stringify(token)),
  }
  test.each([
    ['decode', token],
    ['check', token],
    ['check', token, '--need', 'read'],
    ['check', '--need', 'read', '--token', token],
    ['check', '--need', 'read', `--token=${token}`],
    ['check', '--need', 'read', '--token', 'file:tok'],
    ['check', '--need', 'read', '--token', 'env:T'],
    ['check', '--need', 'read', `Bearer ${token}`],
    ['check', '--need', 'read', 'Bearer', token],
    ['check', '--scope', 'read', '--token', token],
    ['verify', token],
    ['verify', 'file:tok'],
    ['can', token],
    ['test'],
  ])('scopectl %s %s %s %s', async (...args) => {
    const cwd = tempDir(files)
    const { exit, stdout, stderr } = await scopectlHere([...args], { cwd, env: { T: token } })
    expect(exit).toBe(2)
    expect(stderr).toMatch(/^error\[/)
    expect(wordsOf(stdout + stderr)).not.toContain(token)
    const json = await scopectlHere([...args, '--json'], { cwd, env: { T: token } })
    expect(wordsOf(json.stdout + json.stderr)).not.toContain(token)
  })
})

/** Split at everything that no token here contains. */
const wordsOf = (text: string): string[] => text.split(/[^\w:-]+/)

test('what programs print for a missing token is shown', async () => {
  const { stderr } = await scopectl(['decode', 'null'], { cwd: tempDir({}) })
  expect(stderr).toContain('the argument is `null`, not a token')
})
