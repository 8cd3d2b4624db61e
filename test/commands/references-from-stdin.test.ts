import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const API = `openapi: 3.1.0
paths:
  /a: { get: { $ref: common.yaml#/get } }
  /b: { get: { $ref: https://example.com/common.yaml#/get } }
`

test('a reference in a document from stdin needs --root, which the hint names', async () => {
  const cwd = tempDir({ 'common.yaml': 'get: { security: [] }\n' })
  const run = (...more: string[]) =>
    scopectl(['import', 'openapi', '-', ...more], { cwd, input: API })
  const { stdout, stderr } = await run()
  expect(stdout).toContain('GET /a: undecided')
  expect(stderr).toContain('a document from stdin is in no folder\n')
  expect(stderr).toContain('to say which folder the document belongs in: --root DIR')
  expect(stderr.match(/it points to a URL/g)).toHaveLength(1)
  const rooted = await run('--root', '.')
  expect(rooted.stdout).toContain('GET /a: public')
  expect(rooted.stdout).toContain('GET /b: undecided')
})
