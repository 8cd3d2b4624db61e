import { describe } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'

const SCOPES = `
scopes: { read: '', write: '' }
roles: { reader: { default: true, scopes: [read] } }
routes: { GET /a: read, POST /a: { any: [{ scheme: Key }, write] }, PUT /a: undecided, PUT /b: write }
`
const suite = (text: string) => ({ files: { 'scopes.test.yaml': text } })

describe('statements', () => {
  testTriggers(
    [
      ['bad-statement', 'prove "reads are safe"'],
      ['same-statement', 'prove "GET /a needs read" "GET /a needs read"'],
      ['same-statement', 'test', suite('always: [GET /a needs read, GET /a needs read]')],
      ['statement-no-routes', 'prove "DELETE * needs read"'],
      ['statement-no-subjects', 'prove "no user reaches GET /a"'],
      ['statement-undecided', 'prove "PUT * needs write"'],
      ['statement-vacuous', 'prove "no role without read reaches GET /a"'],
      ['statement-other-ways', 'prove "POST /a needs write"'],
      ['statement-other-ways', 'test', suite('always: [POST /a needs write]')],
      ['no-such-scope', 'test', suite('always: [POST /a needs wirte]')],
    ],
    { files: { 'scopes.yaml': SCOPES } },
  )
})
