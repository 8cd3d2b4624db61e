import { expect, test } from 'vitest'
import { parse, problemsOf } from './support.js'

/** A suite that would always pass, or silently test something else, is refused. */
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
    'an unknown keyword',
    'tests:\n  - as: { role: editor }\n    forbid: [GET /me]',
    ['3:5 unknown-key forbid'],
  ],
  [
    'an empty reason to skip',
    'tests:\n  - as: { role: editor }\n    skip: ""\n    deny: [GET /me]',
    ['3:11 wrong-shape ""'],
  ],
  [
    'an unknown route',
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
    'a path that is not canonical',
    'tests: [{ as: { role: editor }, deny: [GET //items/] }]',
    ['1:40 bad-path GET //items/'],
  ],
  [
    'a role instead of a subject',
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
    'a flaw without a subject',
    'tests: [{ as: { anonymous: true, flaw: expired }, deny: [GET /me] }]',
    ['1:40 subject-cannot expired'],
  ],
  [
    'more than is granted',
    'tests: [{ as: { user: bob, scope: admin }, deny: [GET /me] }]',
    ['1:35 more-than-granted admin'],
  ],
  [
    'a blank request',
    'tests: [{ as: { user: bob, scope: " " }, deny: [GET /me] }]',
    ['1:35 blank-scopes " "'],
  ],
  [
    'a token from stdin',
    'tests: [{ as: { token: "-" }, deny: [GET /me] }]',
    ['1:24 subject-reads-stdin ***'],
  ],
  [
    'not a time',
    'now: tomorrow\ntests: [{ as: { role: editor }, deny: [GET /items/] }]',
    ['1:6 bad-suite-time tomorrow'],
  ],
  [
    'a cell that is not a status',
    'subjects: { a: { role: editor } }\ntable: { columns: [a], rows: { GET /me: 404 } }',
    ['2:41 table-cell 404'],
  ],
  [
    'a missing cell',
    'subjects: { a: { role: editor }, b: { user: bob } }\ntable: { columns: [a, b], rows: { GET /me: 200 } }',
    ['2:35 table-width GET /me'],
  ],
  [
    'a duplicate column',
    'subjects: { a: { role: editor } }\ntable: { columns: [a, a], rows: { GET /me: 200 200 } }',
    ['2:23 same-column a'],
  ],
  [
    'an unknown column',
    'subjects: { a: { role: editor } }\ntable: { columns: [b], rows: { GET /me: 200 } }',
    ['2:20 unknown-subject b'],
  ],
  [
    'duplicate users',
    'users: u.yaml\nclients: { a: {} }\ntests: [{ as: { client: a }, deny: [GET /me] }]',
    ['2:1 suite-users-twice clients'],
  ],
] as const)('%s is not a suite', (_what, text, problems) => {
  expect(problemsOf(parse(text))).toEqual(problems)
})

test('all problems are listed, in file order', () => {
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
