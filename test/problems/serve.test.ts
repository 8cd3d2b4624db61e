import { describe } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'

const CATALOG = `
token: { issuer: http://localhost:8000, audience: items-api }
scopes: { read: Read }
routes: { GET /a: read, POST /token: read }
`

describe('of serve', () => {
  testTriggers(
    [
      ['serve-development', 'serve --port 0'],
      ['serve-no-passwords', 'serve --port 0'],
      ['serve-shadows', 'serve --port 0'],
    ],
    { files: { 'scopes.yaml': CATALOG, 'users.yaml': 'users: { bob: { scopes: [read] } }' } },
  )
})
