import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'
import { installPython, needs, run } from './support/install.js'

const CATALOG = `
token: { issuer: https://idp.test, audience: [api, b], algorithm: RS256, key: "https://idp.test/jwks", scope_claim: scope, scope_format: string }
scopes: { read: Read, 'users:write': Write }
routes:
  GET /: public
  GET /users/{id}: read
  GET /users/me: authenticated
  PUT /users/{id}: { any: ['users:write', read] }
  GET /files/{path*}: read
`

test('the template has no finding of cfn-lint, which knows the schemas of CloudFormation', async (context) => {
  const installed = await installPython(['cfn-lint'])
  needs(installed, context)
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  const done = await scopectlHere(['export', 'aws', 'aws', '--accept-wider'], { cwd })
  expect(done.exit, done.stderr).toBe(0)
  const lint = join(dirname(installed.program), 'cfn-lint')
  const file = join(cwd, 'aws/template.yaml')
  expect(await run(lint, [file], cwd)).toEqual({ stdout: '', stderr: '', exit: 0 })
  // It does look at routes.
  const { stdout } = await run('cat', [file], cwd)
  writeFileSync(file, stdout.replace('RouteKey:', 'RouteName:'))
  expect((await run(lint, [file], cwd)).stdout).toContain("'RouteKey' is a required property")
})
