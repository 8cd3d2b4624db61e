import { expect, test } from 'vitest'
import { compareTokens } from '../../../src/core/diff/any-token.js'
import { callerText } from '../../../src/report/caller-words.js'
import { loadCatalog } from '../../support/generators.js'

const scopes = { a: 'A', b: 'B' }
const said = (older: object, newer: object): string[] => {
  const [was, is] = [older, newer].map((routes) => ({ catalog: loadCatalog({ scopes, routes }) }))
  return compareTokens(was!, is!).map(
    ({ kind, route, witness }) => `${kind} ${route}: ${witness ? callerText(witness.caller) : '-'}`,
  )
}
/** All paths of up to two segments below `/x/a/`. */
const short = (method: string): object =>
  Object.fromEntries(
    ['', '{b}', '{b}/', '{b}/{c}', '{b}/{c}/'].map((rest) => [`${method} /x/a/${rest}`, 'b']),
  )
const many = { 'GET /x/{id}': 'a', 'GET /y': 'b' }

test.each<[string, object, object, string[]]>([
  [
    'a HEAD route in place of many GET routes',
    many,
    { ...many, 'HEAD /{path*}': 'b' },
    ['gain HEAD /x/x: b', 'new-route HEAD /{path*}: b', 'loss HEAD /x/x: a'],
  ],
  [
    'no longer',
    { ...many, 'HEAD /{path*}': 'b' },
    many,
    ['gain HEAD /x/x: a', 'loss HEAD /x/x: b', 'gone-route HEAD /{path*}: b'],
  ],
  [
    'one route in place of another, with some paths in both',
    { 'GET /{kind}/me': 'a' },
    { 'GET /x/{id}': { any: ['a', 'b'] } },
    ['gain GET /x/me: b', 'new-route GET /x/{id}: a', 'gone-route GET /{kind}/me: a'],
  ],
  [
    'the same requirement',
    { 'GET /{kind}/me': 'a' },
    { 'GET /x/{id}': 'a' },
    ['new-route GET /x/{id}: a', 'gone-route GET /{kind}/me: a'],
  ],
  [
    'a path that is a route elsewhere: another example',
    { 'GET /{id}': 'a', 'GET /x': 'b' },
    { 'GET /{id}': 'a', 'GET /x': 'b', 'HEAD /{path*}': 'b' },
    ['gain HEAD /any: b', 'new-route HEAD /{path*}: b', 'loss HEAD /any: a'],
  ],
  [
    'all lengths of a tail: one example',
    { 'GET /x/{path*}': 'a' },
    { 'GET /x/{path*}': 'a', 'HEAD /{path*}': 'b' },
    ['gain HEAD /x/x: b', 'new-route HEAD /{path*}: b', 'loss HEAD /x/x: a'],
  ],
  [
    'only long paths, since other routes govern the short ones on both sides',
    { ...short('GET'), 'GET /{kind}/a/{path*}': 'a' },
    { ...short('GET'), 'GET /x/{id}/{path*}': 'b' },
    [
      'gain GET /x/a/x/x/x: b',
      'new-route GET /x/{id}/{path*}: b',
      'loss GET /x/a/x/x/x: a',
      'gone-route GET /{kind}/a/{path*}: a',
    ],
  ],
  [
    'only long paths, since other HEAD routes govern the short ones on both sides',
    { ...short('HEAD'), 'GET /x/a/{path*}': 'a' },
    { ...short('HEAD'), 'GET /x/a/{path*}': 'a', 'HEAD /{path*}': 'b' },
    ['gain HEAD /x/a/x/x/x: b', 'new-route HEAD /{path*}: b', 'loss HEAD /x/a/x/x/x: a'],
  ],
])('paths that another route governs: %s', (_, older, newer, changes) =>
  expect(said(older, newer)).toEqual(changes),
)
