import { describe } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'

const catalog = (text: string) => ({ files: { 'scopes.yaml': text } })
const BLANK_REASON = `scopes: { read: '' }
lint: { ignore: [{ rule: unused-scope, name: read, reason: ' ' }] }
`
const routes = (text: string) => catalog(`scopes: { read: '' }\nroutes:\n  ${text}\n`)
const token = (text: string) => catalog(`token: ${text}\nscopes: { read: '' }\nroutes: {}\n`)

describe('in the catalog', () => {
  testTriggers([
    ['scope-claim-none', 'can', token('{ scope_claim: none }')],
    ['any-not-alone', 'can', token('{ issuer: [any, "https://idp.test"] }')],
    ['bad-duration', 'can', token('{ lifetime: 5 minutes }')],
    ['bad-pointer', 'can', token('{ scope_claim: /a~2 }')],
    ['blank-reason', 'lint', catalog(BLANK_REASON)],
    ['implies-cycle', 'can', catalog('scopes: { a: { implies: [b] }, b: { implies: [a] } }')],
    ['unknown-param', 'can', routes('GET /a/{id}: { needs: read, params: { ib: 1 } }')],
    ['unmatchable-route', 'lint', routes('GET /users/:id: read')],
    ['bad-character', 'can', catalog('scopes: { read: "\\0" }')],
    ['file-not-map', 'can', catalog('- read')],
    ['name-not-scalar', 'can', catalog('scopes: { ? [a] : b }')],
    ['yaml-ambiguous', 'can', catalog('scopes: { read }')],
    ['catalog-skipped', 'decode eyJhbGciOiJub25lIn0.e30.', catalog('scopes: [')],
  ])
})

const CATALOG = `
scopes: { read: '', write: '' }
roles: { staff: { scopes: [read], when: { is_staff: true } }, editor: { scopes: [write] } }
routes: { GET /a: read }
`
const csv = (text: string) => ({ files: { 'users.csv': text } })
const yaml = (text: string) => ({ files: { 'users.yaml': text } })

describe('in a users file', () => {
  testTriggers(
    [
      ['when-role-listed', 'matrix --by user', yaml('users: { bob: { roles: [staff] } }')],
      ['csv-cell-not-json', 'matrix --by user', csv('user,roles\nbob,"[editor"\n')],
      ['csv-column-twice', 'matrix --by user', csv('user,roles,roles\n')],
      ['csv-no-header', 'matrix --by user', csv('bob,Bob Smith\n')],
      ['csv-no-name-column', 'matrix --by user', csv('roles,scopes\n')],
      ['csv-not-hashed', 'matrix --by user', csv('user,password\nbob,hunter2\n')],
      ['csv-unknown-column', 'matrix --by user', csv('user,rolls,scopes\n')],
      ['csv-width', 'matrix --by user', csv('user,roles\nbob\n')],
      ['record-not-map', 'matrix --by user', { files: { 'users.ndjson': '[]\n' } }],
      ['record-unnamed', 'matrix --by user', { files: { 'users.ndjson': '{"roles":[]}\n' } }],
      ['users-none', 'users convert'],
      ['users-not-read', 'lint', { files: { 'users.yml': 'users: {}' } }],
      ['users-dropped', 'users convert --to csv', yaml('users: { bob: { x-note: a } }')],
      ['users-inexpressible', 'users convert --to csv', yaml('users: { "b\\nc": {} }')],
      ['conversion-too-big', 'users convert --to json', { files: { 'users.ndjson': wideUsers() } }],
      ['users-big', 'can --user u1', yaml(`users:\n${manyUsers(20_001)}`)],
    ],
    { files: { 'scopes.yaml': CATALOG } },
  )
})

/** Eleven of a megabyte each. */
function wideUsers(): string {
  const note = 'x'.repeat(950_000)
  return Array.from({ length: 11 }, (_, i) => `{"user":"u${i}","x-note":"${note}"}\n`).join('')
}

function manyUsers(count: number): string {
  return Array.from({ length: count }, (_, i) => `  u${i}: {}\n`).join('')
}
