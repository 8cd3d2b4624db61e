import { describe, expect, test } from 'vitest'
import { parseTable } from '../../../src/core/suite/parse-table.js'
import { files, problemsOf, valueOfParsed } from './support.js'

const parse = (text: string, known = files()) => parseTable('m.csv', text, known)
const lines = (text: string, known = files()): string[] =>
  Array.from(
    valueOfParsed(parse(text, known)).assertions,
    ({ subjectName, route, expected, at }) =>
      `${at?.line}:${at?.column} ${subjectName}, ${route.name}: ${expected === 'undecided' ? '?' : [...expected]}`,
  )

describe('the output of matrix --format csv', () => {
  test('is read as intended: one role per column, others prefixed with their kind', () => {
    const text =
      'route,anonymous,everyone,editor,user:bob,client:ci-bot,scope:write\nPOST /items/,401,403,200,200,403,200\n'
    expect(lines(text)).toEqual([
      '2:14 anonymous, POST /items/: 401',
      '2:18 everyone, POST /items/: 403',
      '2:22 editor, POST /items/: 200',
      '2:26 user:bob, POST /items/: 200',
      '2:30 client:ci-bot, POST /items/: 403',
      '2:34 scope:write, POST /items/: 200',
    ])
  })

  test('with undecided routes, CRLF, quotes and empty lines', () => {
    const text = 'route,"editor"\r\n\r\n"POST /exports",?\r\nGET /me,"200"\r\n'
    expect(lines(text)).toEqual(['3:17 editor, POST /exports: ?', '4:9 editor, GET /me: 200'])
  })

  test('also if names would be formulas, contain quotes or look like another kind', () => {
    const known = files(
      "scopes: { a: A }\nroles: { '=1+1': { scopes: [a] }, \"'x\": {}, 'say \"hi\", you': {}, 'user:bob': {} }\nroutes: { GET /: a }",
      'users: { bob: {} }',
    )
    const text =
      'route,\'=1+1,\'\'x,"say ""hi"", you",role:user:bob,user:bob\nGET /,200,403,403,403,403\n'
    expect(lines(text, known).map((line) => line.replace(/^\S+ /, ''))).toEqual([
      '=1+1, GET /: 200',
      "'x, GET /: 403",
      'say "hi", you, GET /: 403',
      'role:user:bob, GET /: 403',
      'user:bob, GET /: 403',
    ])
  })
})

test.each([
  ['an empty file', '', ['suite-empty']],
  ['a header alone', 'route,editor\n', ['suite-empty']],
  ['no columns', 'route\nGET /me\n', ['1:1 suite-empty route']],
  ['another first name', 'path,editor\nGET /me,200\n', ['1:1 csv-header ****']],
  ['an unknown role', 'route,editr\nGET /me,200\n', ['1:7 csv-column editr']],
  ['an unknown user', 'route,user:bbb\nGET /me,200\n', ['1:7 csv-column user:bbb']],
  ['a duplicate column', 'route,editor,editor\nGET /me,200,200\n', ['1:14 same-column editor']],
  ['a duplicate row', 'route,editor\nGET /me,200\nGET /me,200\n', ['3:1 same-row GET /me']],
  ['an unknown route', 'route,editor\nGET /mee,200\n', ['2:1 no-route GET /mee']],
  [
    'an undecided route with a status',
    'route,editor\nPOST /exports,403\n',
    ['2:1 undecided-route POST /exports'],
  ],
  ['an empty cell', 'route,editor,everyone\nGET /me,200,\n', ['2:13 table-cell ']],
  ['an extra cell', 'route,editor\nGET /me,200,200\n', ['2:1 table-width GET /me']],
  ['a quote that is not closed', 'route,editor\n"GET /me,200\n', ['2:1 csv-quote "GET /me,200']],
] as const)('%s is not a table', (_what, text, problems) => {
  expect(problemsOf(parse(text))).toEqual(problems)
})
