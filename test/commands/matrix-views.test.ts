import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const CATALOG = `scopes: { read: Read, admin: { description: All, implies: [read] } }
roles: { editor: { scopes: [read] } }
routes: { GET /a: read, GET /me: authenticated, DELETE /c: admin }
`
const USERS = 'users: { old: { roles: [editor], disabled: true }, alice: { roles: [editor] } }\n'
const NOTE = 'a server that expands implied scopes would allow `admin` more routes'

const matrix = (args: string[], catalog = CATALOG) =>
  scopectl(['matrix', ...args], { cwd: tempDir({ 'scopes.yaml': catalog, 'users.yaml': USERS }) })

describe('rows of scopes, if the catalog does not say how they are compared', () => {
  test.each([
    [['--by', 'scope']],
    [['--by', 'scope', '--summary']],
    [['--by', 'scope', '--format', 'csv']],
    [['--by', 'scope', '--compare', 'read', 'admin']],
  ])('%j has a note', async (args) => {
    const { exit, stderr } = await matrix(args)
    expect([exit, stderr]).toEqual([0, expect.stringContaining(NOTE)])
    expect(stderr).toContain('`enforce: literal` or `enforce: implied` under token:')
  })

  test.each([
    ['the catalog says it', ['--by', 'scope'], `token: { enforce: literal }\n${CATALOG}`],
    ['roles', ['--by', 'role', '--summary'], CATALOG],
    ['no route of the selection differs', ['--by', 'scope', '--path', '/me'], CATALOG],
  ])('%s: no note', async (_what, args, catalog) => {
    expect(await matrix(args, catalog)).toMatchObject({ exit: 0, stderr: '' })
  })
})

test('CSV says of denials of a disabled user that it is disabled', async () => {
  const { stdout } = await matrix(['--by', 'user', '--format', 'csv', '--long'])
  expect(stdout).toContain('user:old,GET /a,deny 401,disabled,\n')
  expect(stdout).toContain('user:alice,DELETE /c,deny 403,,\n')
  const cwd = tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': USERS })
  const can = await scopectl(['can', '--user', 'old', '--format', 'csv'], { cwd })
  expect(can.stdout).toContain('user:old,GET /a,deny 401,disabled,\n')
})
