import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// A suite of statements alone: a report without the refuted one would be green.

const REFUTED = 'no token without admin reaches GET /items'
const KINDS = ['text', 'json', 'junit', 'tap', 'github', 'sarif']

test('every reporter names a refuted statement, its counterexample, and its line', async () => {
  const cwd = tempDir({
    'scopes.yaml': `token: { issuer: https://idp.test, audience: api }
scopes: { read: Read, admin: Everything }
roles: { reader: { scopes: [read] } }
routes: { GET /items: { any: [read, admin] }, GET /health: public }
`,
    'scopes.test.yaml': `always:\n  - public = GET /health\n  - ${REFUTED}\n`,
  })
  const help = await scopectl(['help', 'test', '--json'], { cwd })
  expect(help.stdout).toContain(KINDS.join(', '))
  const reports = KINDS.flatMap((kind) => ['--report', `${kind}=${kind}.out`])
  expect((await scopectl(['test', ...reports], { cwd })).exit).toBe(5)
  for (const kind of KINDS) {
    const report = readFileSync(join(cwd, `${kind}.out`), 'utf8')
    expect([kind, report]).toEqual([kind, expect.stringContaining(REFUTED)])
    expect([kind, report]).toEqual([
      kind,
      expect.stringMatching(/a token with read reaches GET \/items|"scopes":\["read"\]/),
    ])
    expect([kind, report]).toEqual([
      kind,
      expect.stringMatching(/:3:5|line=3,col=5|"line":3|"startLine":3/),
    ])
  }
})
