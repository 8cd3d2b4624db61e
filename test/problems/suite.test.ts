import { describe } from 'vitest'
import { testTriggers } from '../support/problem-codes.js'

const CATALOG = `
token: { issuer: https://idp.test, audience: api }
scopes: { read: Read, write: Write }
roles: { reader: { default: true, scopes: [read] }, editor: { scopes: [write] } }
routes: { GET /health: public, GET /a: read, POST /a: write, PUT /a: undecided }
`
const suite = (text: string) => ({ files: { 'scopes.test.yaml': text } })
const asked = (as: string, word: string, route = 'POST /a') =>
  suite(`tests:\n  - as: ${as}\n    ${word}: [${route}]\n`)
const cell = (route: string, expected: string) =>
  suite(
    `subjects: { a: { role: editor } }\ntable: { columns: [a], rows: { ${route}: ${expected} } }\n`,
  )
const GREEN = asked('{ role: editor }', 'allow')
const RED = asked('{ role: editor }', 'forbidden')
const other = {
  'other/scopes.yaml': CATALOG,
  'other.scopes.test.yaml':
    'catalog: other/scopes.yaml\ntests: [{ as: { role: editor }, allow: [POST /a] }]\n',
}

describe('of a suite', () => {
  testTriggers(
    [
      [
        'same-row',
        'test --table a.csv',
        { files: { 'a.csv': 'route,editor\nGET /a,200\nGET /a,200\n' } },
      ],
      ['csv-header', 'test --table a.csv', { files: { 'a.csv': 'path,editor\nGET /a,200\n' } }],
      ['table-as-suite', 'test a.csv', {}],
      ['stdin-twice', 'test - -', { stdin: '' }],
      ['subject-reads-stdin', 'test', asked('{ token: "-" }', 'allow')],
      [
        'suite-users-twice',
        'test',
        suite(`users: users.yaml\nclients: { ci: {} }\n${GREEN.files['scopes.test.yaml']}`),
      ],
      ['suites-not-run', 'test', { files: { ...GREEN.files, 'scopes-test.yaml': 'tests: []' } }],
      [
        'unused-subjects',
        'test',
        suite(
          'subjects: { a: { role: editor } }\ntests: [{ as: { role: editor }, allow: [POST /a] }]\n',
        ),
      ],
      ['below-threshold', 'test --coverage --threshold 100', GREEN],
      ['watch-waits', 'test --watch', GREEN],
      ['red-not-mutated', 'test --mutate', RED],
      ['not-complete', 'test --complete', GREEN],
      ['red-not-complete', 'test --complete', RED],
      ['other-catalog-left-out', 'test --coverage', { files: { ...GREEN.files, ...other } }],
      ['why-holds', 'test', RED],
      ['only-undecided', 'test', cell('PUT /a', '"?"')],
      ['undecided-cells', 'test', cell('PUT /a: "?", GET /a', '200')],
      ['why-decided', 'test', cell('GET /a', '"?"')],
    ],
    { files: { 'scopes.yaml': CATALOG, 'users.yaml': 'users: {}' } },
  )

  const unguarded = {
    'scopes.yaml': `scopes: { read: '' }\nroles: {}\nroutes: { PUT /a: { all: [{ other: by hand }] } }\n`,
  }
  const asAnonymous = asked('{ anonymous: true }', 'deny', 'PUT /a')
  testTriggers([
    ['nothing-to-cover', 'test --coverage', { files: { ...unguarded, ...asAnonymous.files } }],
    ['mutants-picked', 'test --mutate', { files: { ...manyScopes(), ...GREEN.files } }],
  ])
})

/** Too many scopes to try adding each of them to each role. */
function manyScopes(): Record<string, string> {
  const names = Array.from({ length: 600 }, (_, i) => `s${i}: ''`)
  return {
    'scopes.yaml': `scopes: { write: '', ${names.join(', ')} }\nroles: { editor: { scopes: [write] } }\nroutes: { POST /a: write }\n`,
  }
}
