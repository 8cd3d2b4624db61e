import type { Row } from '../row.js'
import { asked, catalog, notAsked, notLoaded, route } from './decision-cases.js'

const VIEWER = ['--role', 'viewer'] as const
const users = (more: string) => catalog(`{ "GET /users/{id}": read, ${more} }`)
const refusedPath = (path: string) =>
  notAsked(JSON.stringify(path), route(`GET ${path}`), 'bad-path|no-route|[a-z-]*route[a-z-]*')
const needs = (text: string) => notLoaded(text, catalog(`{ GET /x: ${text} }`))
const named = (name: string) =>
  notLoaded(
    `a role ${name}`,
    catalog('{ GET /x: read }', { roles: `{ "${name}": { scopes: [read] } }` }),
  )

export const ROUTE_ROWS: readonly Row[] = [
  {
    id: 'DEC1',
    input: 'a route or method that the catalog does not have',
    behaviour: 'exit 2, never an answer; HEAD falls back to GET',
    rule: 'OWASP API5:2023',
    cases: [
      notAsked('an unknown route', route('GET /nowhere'), 'no-route'),
      notAsked('a typo', route('GET /itms'), 'no-route'),
      notAsked('another method', route('DELETE /items'), 'no-route'),
      notAsked('OPTIONS', route('OPTIONS /items'), 'no-route'),
      notAsked('a method in lower case', route('get /nowhere'), '[a-z-]*route'),
      notAsked('of a public route, without a subject', route('POST /open', []), '[a-z-]+'),
      notAsked(
        '--expect does not help',
        [...route('GET /nowhere'), '--expect', 'deny'],
        'no-route|[a-z-]+',
      ),
    ],
    controls: [
      asked('a route', route('GET /items')),
      asked('HEAD of a route with GET', route('HEAD /items')),
    ],
  },
  {
    id: 'DEC2',
    input: '`..`, `//`, `%2F`, `;`, `%00`, bad escapes, other spellings of a path',
    behaviour: 'exit 2: one spelling per path, and a parameter never spans `/`',
    rule: 'RFC 3986 §6.2.2.2',
    cases: [
      '/items/..%2fadmin',
      '/items/%2e%2e/admin',
      '/items/../admin',
      '//items',
      '/items//1',
      '/items/a%2Fb',
      '/items/a%5Cb',
      '/items;v=1',
      '/Items',
      '/items/',
      '/items/%00',
      '/items/%zz',
      '/items/%',
      '/items/1/2',
      '/items/%252e%252e/admin',
    ].map(refusedPath),
    controls: [
      asked('a parameter', route('GET /items/1'), { stdout: /^allow[\s\S]*GET \/items\/\{id\}/ }),
      asked('a query, which is not part of the path', route('GET /items?x=1')),
      asked('an escape of a character that is not reserved', route('GET /items/%C3%A9')),
    ],
  },
  {
    id: 'DEC3',
    input: 'overlapping templates, `{name}:verb`',
    behaviour: 'the narrower one wins; a real tie is exit 2',
    cases: [
      notAsked('a tie', route('GET /x/b', VIEWER), 'ambiguous-route', {
        files: catalog('{ "GET /{a}/b": read, "GET /x/{b}": write }'),
      }),
      notAsked('a tie, in the other order', route('GET /x/b', VIEWER), 'ambiguous-route', {
        files: catalog('{ "GET /x/{b}": write, "GET /{a}/b": read }'),
      }),
      {
        ...asked('the literal wins where it is stricter', route('GET /users/me', VIEWER)),
        files: users('"GET /users/me": admin'),
        exit: 4,
        stdout: /^deny 403/,
      },
      {
        ...asked('a verb wins over a parameter', route('GET /users/7:wipe', VIEWER)),
        files: users('"GET /users/{id}:wipe": admin'),
        exit: 4,
        stdout: /^deny 403/,
      },
    ],
    controls: [
      asked('the other paths of the template', route('GET /users/7', VIEWER), {
        files: users('"GET /users/me": admin'),
      }),
      asked('a path of only one of the templates', route('GET /y/b', VIEWER), {
        files: catalog('{ "GET /{a}/b": read, "GET /x/{b}": write }'),
      }),
    ],
  },
  {
    id: 'DEC4',
    input: 'a requirement `[]`, `{}`, null, "" or missing',
    behaviour: 'the catalog does not load; only `public` makes a route public',
    rule: 'OWASP API5:2023',
    cases: [
      ...[
        '[]',
        '{}',
        'null',
        '~',
        '""',
        '" "',
        '',
        '{ any: [] }',
        '{ all: [] }',
        '{ any: [[]] }',
      ].map(needs),
      ...[
        '{ needs: }',
        '{ description: x }',
        '{ any: [""] }',
        '[read]',
        'false',
        '{ any: [public] }',
      ].map(needs),
    ],
    controls: [
      asked('public', route('GET /x', VIEWER), { files: catalog('{ GET /x: public }') }),
      asked('a scope', route('GET /x', VIEWER), { files: catalog('{ GET /x: read }') }),
    ],
  },
  {
    id: 'DEC5',
    input: 'AND within OR, duplicate and unknown scopes',
    behaviour: 'OR of ANDs; an unknown name is exit 2',
    rule: 'OpenAPI 3.1',
    cases: [
      needs('raed'),
      needs('{ any: [read, raed] }'),
      needs('read Read'),
      notAsked(
        'unknown on the command line',
        ['check', '--need', 'raed', ...VIEWER],
        'unknown-scope|no-such-scope',
      ),
      {
        ...asked('half of an alternative', route('GET /x', VIEWER)),
        files: catalog('{ GET /x: { any: [read write, admin] } }'),
        exit: 4,
        stdout: /^deny 403/,
      },
      {
        ...asked('the same scope twice is not two', route('GET /x', VIEWER)),
        files: catalog('{ GET /x: { any: [write, write] } }'),
        exit: 4,
        stdout: /^deny 403/,
      },
    ],
    controls: [
      asked('one alternative', route('GET /x', VIEWER), {
        files: catalog('{ GET /x: { any: [write admin, read] } }'),
      }),
    ],
  },
  {
    id: 'DEC7',
    input: 'names such as `__proto__`, `constructor`, `toString`, an empty or numeric name',
    behaviour:
      'reserved names are refused, others are ordinary names; `when` reads own members, which must be strictly equal',
    rule: 'ASVS 15.3.5',
    cases: [
      ...['__proto__', 'constructor', 'prototype', ''].map(named),
      ...['toString', 'hasOwnProperty', 'valueOf', '__proto__'].flatMap((name) => [
        notAsked(
          `an undeclared role ${name}`,
          ['check', '--need', 'read', '--role', name],
          '[a-z-]+',
        ),
        notAsked(
          `an undeclared user ${name}`,
          ['check', '--need', 'read', '--user', name],
          '[a-z-]+',
        ),
        notAsked(`an undeclared scope ${name}`, ['check', '--need', name, ...VIEWER], '[a-z-]+'),
      ]),
      ...['"true"', '1', 'yes', 'false'].map((value) => ({
        ...asked(`when x is true, and ${value}`, ['check', '--need', 'admin', '--user', 'eve']),
        files: {
          ...catalog('{ GET /x: admin }', {
            roles: '{ boss: { scopes: [admin], when: { x: true } } }',
          }),
          'users.yaml': `users: { eve: { x: ${value} } }\n`,
        },
        exit: 4,
        stdout: /^deny 403/,
      })),
    ],
    controls: [
      asked(
        'toString as a role and a scope',
        ['check', '--need', 'toString', '--role', 'toString'],
        {
          files: catalog('{ GET /x: toString }', {
            scopes: '{ toString: T }',
            roles: '{ toString: { scopes: [toString] } }',
          }),
        },
      ),
      asked('a number in quotes', ['check', '--need', 'read', '--role', '7'], {
        files: catalog('{ GET /x: read }', { roles: '{ "7": { scopes: [read] } }' }),
      }),
    ],
  },
]
