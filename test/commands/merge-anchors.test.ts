import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const merged = async (text: string, catalog: string) => {
  const cwd = tempDir({ 'api.yaml': text, 'scopes.yaml': catalog })
  const done = await scopectl(['export', 'openapi', '--merge', 'api.yaml'], { cwd })
  const drift = await scopectl(['drift', 'api.yaml'], { cwd })
  const after = readFileSync(join(cwd, 'api.yaml'), 'utf8').split('\n')
  const before = text.split('\n')
  return {
    stdout: done.stdout,
    exits: [done.exit, drift.exit],
    added: after.filter((line) => !before.includes(line)),
    gone: before.filter((line) => !after.includes(line)),
  }
}

const FLOWS = (authorizationCode: string, implicit: string) => `
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: /auth
          tokenUrl: /token
          scopes: ${authorizationCode}
        implicit:
          authorizationUrl: /auth
          scopes: ${implicit}
`
const READ = '\n            read: Read'

describe.concurrent('export openapi --merge, next to anchors', () => {
  test('an operation gets its security although another part of it is shared', async () => {
    const text = `openapi: 3.1.0
paths:
  /a:
    get:
      responses: &ok
        default: { description: As the API answers }
    post:
      security: [{ oauth: [read] }]
      responses: *ok
${FLOWS(READ, READ)}`
    const catalog = 'scopes: { read: Read }\nroutes: { GET /a: read, POST /a: read }\n'
    const { exits, gone, stdout } = await merged(text, catalog)
    expect(exits, stdout).toEqual([0, 0])
    expect(gone).toEqual([])
  })
  test('flows that share their scopes get a new one once', async () => {
    const text = `openapi: 3.1.0
paths:
  /a:
    get:
      security: [{ oauth: [read] }]
${FLOWS(`&scopes${READ}`, '*scopes')}`
    const catalog = 'scopes: { read: Read, write: Write }\nroutes: { GET /a: write }\n'
    const { exits, added, gone, stdout } = await merged(text, catalog)
    expect(exits, stdout).toEqual([0, 0])
    expect(added).toEqual(['      security: [{ oauth: [write] }]', '            write: Write'])
    expect(gone).toEqual(['      security: [{ oauth: [read] }]'])
  })
  test('a new scheme is declared next to one whose scopes are shared', async () => {
    const text = `openapi: 3.1.0
paths:
  /a:
    get:
      security: [{ oauth: [read] }]
${FLOWS(`&scopes${READ}`, '*scopes')}`
    const catalog = 'scopes: { read: Read }\nroutes: { GET /a: { any: [read, { scheme: Key }] } }\n'
    const { exits, added, stdout } = await merged(text, catalog)
    expect(exits, stdout).toEqual([0, 0])
    expect(added).toContain('    Key:')
  })
})
