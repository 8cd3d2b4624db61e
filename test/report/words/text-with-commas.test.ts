import { expect, test } from 'vitest'
import { scopectl } from '../../support/scopectl.js'
import { tempDir } from '../../support/temp-dir.js'

const REASON = 'the login, which checks it, twice'
const catalog = (entry: string) => `lint:
  ignore:
    - ${entry}
scopes: { a: A, b: B }
roles: { r: { scopes: [a] } }
routes: { GET /x: a }
`
const ask = (text: string) =>
  scopectl(['can', '--role', 'r'], { cwd: tempDir({ 'scopes.yaml': text }) })

test('a text with commas in braces: the hint has all of it in quotes, and loads', async () => {
  for (const before of ['', 'rule: unused-scope, ']) {
    for (const after of ['', ', rule: unused-scope']) {
      const entry = `{ ${before}name: b, reason: ${REASON}${after} }`
      const { exit, stderr } = await ask(catalog(entry))
      expect([exit, stderr]).toEqual([2, expect.stringContaining(`\`"${REASON}"\``)])
      if (`${before}${after}` !== 'rule: unused-scope, ') continue
      const { exit: then } = await ask(catalog(entry.replace(REASON, JSON.stringify(REASON))))
      expect(then).toBe(0)
    }
  }
})

test.each([
  ['users: { al: { disabled: yes } }', '`true`'],
  ['users: { al: { disabled: "no" } }', '`false`'],
  ['users: { al: { disabled: maybe } }', '`true` or `false`'],
  ['users: { al: { roles: r } }', 'it as a list: `[r]`'],
  ['users: { al: { roles: "r s" } }', 'it as a list: `[r, s]`'],
])('%s is answered with %s', async (users, said) => {
  const files = { 'scopes.yaml': catalog('{ rule: unused-scope, name: b, reason: x }') }
  const cwd = tempDir({ ...files, 'users.yaml': `${users}\n` })
  const { exit, stderr } = await scopectl(['users', 'list'], { cwd })
  expect([exit, stderr]).toEqual([2, expect.stringContaining(`write ${said}`)])
})
