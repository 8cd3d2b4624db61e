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
      ['probe-bad-command', 'probe http://localhost:1 --methods POST --before ['],
      ['record-damaged', 'probe http://localhost:1 --param id=1 --compare scopes.yaml'],
      ['probe-command-unused', 'probe http://localhost:1 --before true'],
    ],
    { files: { 'scopes.yaml': CATALOG, 'users.yaml': USERS } },
  )
})

const FIXTURES = {
  'fixture-route': ['{ create: POST /a, remove: DELETE /a }', 'check --need read --anonymous'],
  'fixture-method': ['{ create: POST /a, remove: "GET /a/{id}" }', 'check --need read --anonymous'],
  'fixture-parameter': ['{ create: POST /a, remove: POST /b }', 'check --need read --anonymous'],
  'fixture-not-sent': [
    '{ create: POST /a, remove: "PUT /a/{id}" }',
    'probe http://localhost:1 --methods PUT --allow-writes',
  ],
} as const

describe('of fixtures', () => {
  const catalog = CATALOG.replace('POST /b', '"PUT /a/{id}": read, POST /b')
  for (const [code, [fixture, line]] of Object.entries(FIXTURES))
    testTriggers([[code as keyof typeof FIXTURES, line]], {
      files: { 'scopes.yaml': `${catalog}probe: { fixtures: [${fixture}] }\n` },
    })
})
