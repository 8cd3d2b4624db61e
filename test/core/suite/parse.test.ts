import { describe, expect, test } from 'vitest'
import type { Assertion } from '../../../src/core/suite/model.js'
import { files, parse, problemsOf, suiteOf } from './support.js'

const wanted = ({ expected }: Assertion): string =>
  expected === 'undecided' ? '?' : [...expected].join('|')

const lines = (text: string): string[] =>
  suiteOf(text).assertions.map(
    (each) =>
      `${each.at?.line}:${each.at?.column} ${each.subjectName}, ${each.route.name}: ${wanted(each)}`,
  )

describe('expectations', () => {
  test('each word has its statuses, each route its place', () => {
    const text = [
      'tests:',
      '  - as: { role: editor }',
      '    allow: [GET /me]',
      '    forbidden: [GET /users/42]',
      '    unauthorized:',
      '      - GET /items/',
      '    deny:',
      '      - DELETE /users/{id}',
    ].join('\n')
    expect(lines(text)).toEqual([
      '3:13 role editor, GET /me: 200',
      '4:17 role editor, GET /users/{id}: 403',
      '6:9 role editor, GET /items/: 401',
      '8:9 role editor, DELETE /users/{id}: 401|403',
    ])
  })

  test('every subject of a list is asked about every route', () => {
    const text =
      'tests:\n  - as: [{ user: bob }, { anonymous: true }]\n    deny: [GET /me, POST /items/]'
    const names = suiteOf(text).assertions.map(({ name }) => name)
    expect(names).toEqual([
      'user bob GET /me',
      'user bob POST /items/',
      'anonymous GET /me',
      'anonymous POST /items/',
    ])
  })

  test('allow_only speaks of all decided routes, the public one too, and notes the others', () => {
    const text =
      'tests:\n  - as: { client: ci-bot }\n    allow_only:\n      - GET /health\n      - GET /me\n      - GET /items/\n'
    const suite = suiteOf(text)
    const all = suite.assertions.map(
      (each) => `${each.at?.line} ${each.route.name} ${wanted(each)}`,
    )
    expect(all).toEqual([
      '4 GET /health 200',
      '5 GET /me 200',
      '6 GET /items/ 200',
      '3 POST /items/ 401|403',
      '3 GET /users/{id} 401|403',
      '3 DELETE /users/{id} 401|403',
      '3 GET /files/{path*} 401|403',
    ])
    expect(suite.notes).toMatchObject([
      { code: 'undecided-left-out', args: { routes: ['POST /exports'] }, at: { line: 3 } },
    ])
  })

  test('a table has an assertion a cell, each with its own caret', () => {
    const text = [
      'subjects: { nobody: { anonymous: true }, editor: { role: editor } }',
      'table:',
      '  columns: [nobody, editor]',
      '  rows:',
      '    POST /items/:   401  200',
      '    POST /exports: "? ?"',
    ].join('\n')
    expect(lines(text)).toEqual([
      '5:21 nobody, POST /items/: 401',
      '5:26 editor, POST /items/: 200',
      '6:21 nobody, POST /exports: ?',
      '6:23 editor, POST /exports: ?',
    ])
  })

  test('with one column a cell is a plain number', () => {
    const text =
      'subjects: { a: { role: editor } }\ntable: { columns: [a], rows: { GET /me: 200 } }'
    expect(lines(text)).toEqual(['2:41 a, GET /me: 200'])
  })
})

describe('names of tests', () => {
  const named = (as: string, routes: string) =>
    suiteOf(`tests: [{ name: N, as: ${as}, allow: ${routes} }]`).assertions.map(
      ({ name, testName }) => [name, testName],
    )

  test('a test of one assertion has its own name', () => {
    expect(named('{ role: editor }', '[GET /me]')).toEqual([['N', 'N']])
  })

  test('of several, each says which', () => {
    expect(named('{ role: editor }', '[GET /me, GET /items/]')).toEqual([
      ['N (role editor GET /me)', 'N'],
      ['N (role editor GET /items/)', 'N'],
    ])
  })

  test.each([
    ['{ role: [editor, admin] }', 'role editor+admin'],
    ['{ user: alice, scope: users:read }', 'user alice narrowed to users:read'],
    ['{ user: alice, flaw: expired }', 'user alice (expired)'],
    ['{ scopes: [read, write] }', 'scopes read write'],
    ['{ token: env:TOKEN }', 'env:TOKEN'],
    ['{ token: eyJh.eyJz.c2ln }', 'a token'],
  ])('the subject %s is called %j', (as, name) => {
    const [first] = suiteOf(`tests: [{ as: ${as}, allow: [GET /me] }]`).assertions
    expect(first?.subjectName).toBe(name)
  })

  test('the same words are the same subject', () => {
    const text =
      'subjects: { a: { role: editor, scope: read } }\ntests:\n  - { as: a, allow: [GET /me] }\n  - { as: { scope: read, role: editor }, allow: [GET /me] }'
    const [one, two] = suiteOf(text).assertions
    expect(one?.subject).toBe(two?.subject)
  })
})

describe('a suite may bring its own users', () => {
  test('and then knows only those', () => {
    const own = 'users: { dan: { roles: [editor] } }\nclients: { bot: {} }\n'
    const good = `${own}tests: [{ as: [{ user: dan }, { client: bot }], allow: [GET /me] }]`
    expect(problemsOf(parse(good))).toEqual([])
    const bad = `${own}tests: [{ as: { user: bob }, allow: [GET /me] }]`
    expect(problemsOf(parse(bad))).toEqual(['3:23 no-such-user bob'])
  })

  test('whose mistakes have their places in the suite', () => {
    const text =
      'users: { dan: { roles: [edtor] } }\ntests: [{ as: { user: dan }, allow: [GET /me] }]'
    expect(problemsOf(parse(text))).toEqual(['1:25 unknown-role edtor'])
  })
})

/** What would pass for ever, or silently ask something else, is no suite. */
test.each([
  ['nothing at all', 'version: 1', ['1:1 suite-empty version: 1']],
  ['no tests', 'tests: []', ['1:8 wrong-shape []']],
  [
    'no rows',
    'subjects: { a: { role: editor } }\ntable: { columns: [a], rows: {} }',
    ['2:30 wrong-shape {}'],
  ],
  [
    'no expectation',
    'tests:\n  - as: { role: editor }',
    ['2:5 test-asserts-nothing as: { role: editor }'],
  ],
  ['an empty list', 'tests:\n  - as: { role: editor }\n    allow: []', ['3:12 wrong-shape []']],
  [
    'an expectation that is a comment',
    'tests:\n  - as: { role: editor }\n    deny: # GET /me',
    ['3:5 wrong-shape deny'],
  ],
  [
    'an unknown word',
    'tests:\n  - as: { role: editor }\n    forbid: [GET /me]',
    ['3:5 unknown-key forbid'],
  ],
  [
    'an empty reason to skip',
    'tests:\n  - as: { role: editor }\n    skip: ""\n    deny: [GET /me]',
    ['3:11 wrong-shape ""'],
  ],
  [
    'a route that is not there',
    'tests: [{ as: { role: editor }, deny: [GET /itms/] }]',
    ['1:40 no-route GET /itms/'],
  ],
  [
    'an undecided route',
    'tests: [{ as: { role: editor }, deny: [POST /exports] }]',
    ['1:40 undecided-route POST /exports'],
  ],
  [
    'an undecided route in allow_only',
    'tests: [{ as: { role: editor }, allow_only: [POST /exports] }]',
    ['1:46 undecided-route POST /exports'],
  ],
  [
    'an undecided route in a table',
    'subjects: { a: { role: editor } }\ntable: { columns: [a], rows: { POST /exports: 403 } }',
    ['2:32 undecided-route POST /exports'],
  ],
  [
    'a path in no canonical form',
    'tests: [{ as: { role: editor }, deny: [GET //items/] }]',
    ['1:40 bad-path GET //items/'],
  ],
  [
    'a role for a subject',
    'tests: [{ as: editor, deny: [GET /me] }]',
    ['1:15 unknown-subject editor'],
  ],
  [
    'an unknown role',
    'tests: [{ as: { role: editr }, deny: [GET /me] }]',
    ['1:23 no-such-role editr'],
  ],
  [
    'two kinds of subject',
    'tests: [{ as: { role: editor, user: bob }, deny: [GET /me] }]',
    ['1:15 subject-kinds { role: editor, user: bob }'],
  ],
  [
    'no kind of subject',
    'subjects: { a: { flaw: expired } }\ntests: [{ as: a, deny: [GET /me] }]',
    ['1:16 subject-kinds { flaw: expired }'],
  ],
  [
    'an unknown flaw',
    'subjects: { a: { user: bob, flaw: expird } }\ntests: [{ as: a, deny: [GET /me] }]',
    ['1:35 unknown-flaw expird'],
  ],
  [
    'a flaw of nobody',
    'tests: [{ as: { anonymous: true, flaw: expired }, deny: [GET /me] }]',
    ['1:40 subject-cannot expired'],
  ],
  [
    'more than is granted',
    'tests: [{ as: { user: bob, scope: admin }, deny: [GET /me] }]',
    ['1:35 more-than-granted admin'],
  ],
  [
    'a blank wish',
    'tests: [{ as: { user: bob, scope: " " }, deny: [GET /me] }]',
    ['1:35 blank-scopes " "'],
  ],
  [
    'a token from stdin',
    'tests: [{ as: { token: "-" }, deny: [GET /me] }]',
    ['1:24 subject-reads-stdin "-"'],
  ],
  [
    'no time',
    'now: tomorrow\ntests: [{ as: { role: editor }, deny: [GET /items/] }]',
    ['1:6 bad-suite-time tomorrow'],
  ],
  [
    'a cell of no status',
    'subjects: { a: { role: editor } }\ntable: { columns: [a], rows: { GET /me: 404 } }',
    ['2:41 table-cell 404'],
  ],
  [
    'a cell too few',
    'subjects: { a: { role: editor }, b: { user: bob } }\ntable: { columns: [a, b], rows: { GET /me: 200 } }',
    ['2:35 table-width GET /me'],
  ],
  [
    'a column twice',
    'subjects: { a: { role: editor } }\ntable: { columns: [a, a], rows: { GET /me: 200 200 } }',
    ['2:23 same-column a'],
  ],
  [
    'an unknown column',
    'subjects: { a: { role: editor } }\ntable: { columns: [b], rows: { GET /me: 200 } }',
    ['2:20 unknown-subject b'],
  ],
  [
    'users twice',
    'users: u.yaml\nclients: { a: {} }\ntests: [{ as: { client: a }, deny: [GET /me] }]',
    ['2:1 suite-users-twice clients'],
  ],
] as const)('%s is no suite', (_what, text, problems) => {
  expect(problemsOf(parse(text))).toEqual(problems)
})

test('all problems are listed, in the order of the file', () => {
  const text =
    'now: never\nsubjects: { a: { role: editr } }\ntests:\n  - { as: b, deny: [GET /nope] }\n  - { as: a }'
  expect(problemsOf(parse(text))).toEqual([
    '1:6 bad-suite-time never',
    '2:24 no-such-role editr',
    '4:11 unknown-subject b',
    '4:21 no-route GET /nope',
    '5:5 test-asserts-nothing { as: a }',
  ])
})

test('a skipped test is held against the catalog too', () => {
  const text = 'tests: [{ as: { role: editor }, skip: later, deny: [GET /nope] }]'
  expect(problemsOf(parse(text))).toEqual(['1:53 no-route GET /nope'])
})

test('a disabled user may be narrowed: there is no token to narrow', () => {
  const text = 'tests: [{ as: { user: carol, scope: admin }, unauthorized: [GET /me] }]'
  expect(problemsOf(parse(text, files()))).toEqual([])
})
