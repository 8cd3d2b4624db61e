import { describe } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'

const CATALOG = `
token: { issuer: http://localhost:8000, audience: items-api }
scopes: { read: Read }
roles: { reader: { scopes: [read] } }
routes: { "GET /a/{id}": read, POST /a: read, POST /b: undecided }
`
const USERS = 'users: { carol: { roles: [reader], disabled: true }, dave: {} }\n'

describe('of probe', () => {
  testTriggers(
    [
      ['target-url', 'probe localhost:8000'],
      ['target-url-parts', 'probe http://bob:secret@localhost:8000'],
      ['target-host', 'probe https://api.example.test'],
      ['target-http', 'probe http://10.1.2.3'],
      ['probe-nothing', 'probe http://localhost:1'],
      ['probe-bad-number', 'probe http://localhost:1 --rate 0'],
      ['probe-bad-pair', 'probe http://localhost:1 --param id'],
      ['probe-no-such-param', 'probe http://localhost:1 --param idd=1'],
      ['probe-method', 'probe http://localhost:1 --methods PATCH'],
      // Nothing listens on the discard port.
      ['probe-unreachable', 'probe http://127.0.0.1:9 --param id=1'],
      ['no-such-role', 'probe http://localhost:1 --subject editor=bob'],
      ['probe-subject', 'probe http://localhost:1 --subject reader=carol'],
      ['probe-subject', 'probe http://localhost:1 --subject reader=dave'],
    ],
    { files: { 'scopes.yaml': CATALOG, 'users.yaml': USERS } },
  )
})
