import type { Case, Row } from '../row.js'
import { AT } from '../world.js'
import { asked, catalog, notAsked, notLoaded, route } from './decision-cases.js'
import { GOOD_TOKEN, withClaims } from './token-cases.js'

const READ = ['check', '--need', 'read']
const chain = (last: string): string =>
  `{ ${Array.from({ length: 10_000 }, (_, i) => `r${i}: { extends: [r${i + 1}] }`).join(', ')}, r10000: ${last} }`
const people = (text: string) => ({ ...catalog('{ GET /x: read }'), 'users.yaml': text })
const MANY = Array.from({ length: 50_000 }, (_, i) => `  u${i}: {}\n`).join('')
const warned = (what: string, files: Case['files'], rule: string): Case => ({
  what,
  args: ['lint', '--deny-warnings'],
  ...(files ? { files } : {}),
  exit: 5,
  stdout: new RegExp(rule),
})

const challenge = (what: string, args: string[], exit: number, header: RegExp): Case => ({
  what,
  args: [...args, '--challenge'],
  files: { 'token.jwt': GOOD_TOKEN, 'expired.jwt': withClaims({ exp: 1 }) },
  exit,
  stdout: header,
})
const injected = (name: string): Case =>
  notLoaded(
    `a scope ${JSON.stringify(name)}`,
    catalog('{ GET /x: read }', { scopes: `{ read: R, ${JSON.stringify(name)}: X }` }),
  )
const OBJECT = /Scopes say who may call a route, not for which object/

export const SUBJECT_ROWS: readonly Row[] = [
  {
    id: 'DEC6',
    input: 'cycles of roles or implications, chains of 10,000, diamonds',
    behaviour: 'cycles are reported with their path; everything else takes linear time',
    cases: [
      notLoaded(
        'a role of itself',
        catalog('{ GET /x: read }', { roles: '{ viewer: { extends: [viewer] } }' }),
      ),
      notAsked('a cycle of roles', [...READ, '--role', 'a'], '[a-z-]*cycle', {
        files: catalog('{ GET /x: read }', {
          roles: '{ a: { extends: [b] }, b: { extends: [c] }, c: { extends: [a] } }',
        }),
        stderr: /cycle\][\s\S]*a.*b.*c.*a/,
      }),
      notAsked('a cycle of scopes', [...READ, '--role', 'viewer'], '[a-z-]*cycle', {
        files: catalog('{ GET /x: read }', {
          scopes: '{ read: { implies: [write] }, write: { implies: [read] } }',
        }),
      }),
      notAsked('a cycle of 10,000', [...READ, '--role', 'r0'], '[a-z-]*cycle', {
        files: catalog('{ GET /x: read }', { roles: chain('{ extends: [r0] }') }),
      }),
    ],
    controls: [
      asked('a chain of 10,000', [...READ, '--role', 'r0'], {
        files: catalog('{ GET /x: read }', { roles: chain('{ scopes: [read] }') }),
      }),
      asked('a diamond', [...READ, '--role', 'a'], {
        files: catalog('{ GET /x: read }', {
          roles:
            '{ a: { extends: [b, c] }, b: { extends: [d] }, c: { extends: [d] }, d: { scopes: [read] } }',
        }),
      }),
    ],
  },
  {
    id: 'DEC8',
    input: 'a disabled user; a user without a role; a scope held by nobody; a role with a wildcard',
    behaviour: 'a disabled user never gets a token or an allow; `lint` reports the others',
    rule: 'OWASP API5:2023',
    cases: [
      {
        ...notAsked('a token for a disabled user', ['token', '--user', 'eve'], '[a-z-]+'),
        files: people('users: { eve: { roles: [viewer], disabled: true } }\n'),
        exit: 3,
        never: /eyJ/,
      },
      {
        ...asked('an answer for a disabled user', [...READ, '--user', 'eve']),
        files: people('users: { eve: { roles: [viewer], scopes: [read], disabled: true } }\n'),
        exit: 3,
        stdout: /^deny 401/,
      },
      {
        ...asked('a disabled client', [...READ, '--client', 'ci']),
        files: people('clients: { ci: { scopes: [read], disabled: true } }\n'),
        exit: 3,
        stdout: /^deny 401/,
      },
      warned(
        'a user without a role',
        people('users: { eve: {} }\n'),
        'without-grants[\\s\\S]*`eve`',
      ),
      warned(
        'a client without a role',
        people('clients: { ci: {} }\n'),
        'without-grants[\\s\\S]*`ci`',
      ),
      {
        ...warned('50,000 users without a role', people(`users:\n${MANY}`), '49980 more users'),
        never: /`u20`/,
      },
      warned(
        'a scope of nobody',
        people('users: { eve: { roles: [viewer] } }\n'),
        'ungranted-scope',
      ),
      warned(
        'a wildcard',
        catalog('{ GET /x: read }', { roles: '{ boss: { scopes: ["*"] } }' }),
        'growing-glob',
      ),
    ],
    controls: [
      asked('an enabled user', [...READ, '--user', 'alice']),
      {
        what: 'a default role is a role',
        args: ['lint'],
        files: {
          ...catalog('{ GET /x: read }', {
            roles: '{ viewer: { default: true, scopes: [read] } }',
          }),
          'users.yaml': 'users: { eve: {} }\n',
        },
        exit: 0,
        never: /without-grants/,
      },
    ],
  },
  {
    id: 'DEC9',
    input: "a scope check taken as proof for one object (somebody else's `/users/{id}`)",
    behaviour:
      '`check --explain` for routes with parameters, `help requirements` and the report of `probe` say that scopes do not decide about objects',
    rule: 'OWASP API1:2023',
    cases: [
      asked('allowed', [...route('GET /items/7'), '--explain'], { stdout: OBJECT }),
      asked('denied', [...route('GET /items/7', ['--client', 'ci']), '--explain'], {
        files: { 'users.yaml': 'clients: { ci: { scopes: [write] } }\n' },
        exit: 4,
        stdout: OBJECT,
      }),
      { what: 'help', args: ['help', 'requirements'], exit: 0, stdout: OBJECT },
    ],
    controls: [
      asked('without --explain', route('GET /items/7'), { never: OBJECT }),
      asked('a route without parameters', [...route('GET /items'), '--explain'], { never: OBJECT }),
    ],
  },
  {
    id: 'DEC10',
    input: 'the challenge of a denial; names with `"`, a backslash, CR and LF',
    behaviour:
      'a quoted string of scope-tokens, with the error code that RFC 6750 has for the case',
    rule: 'RFC 6750 §3.1',
    cases: [
      ...['a"b', 'a\\b', 'a\r\nSet-Cookie: x', 'a b', 'ä', ''].map(injected),
      challenge(
        'no token: no error code',
        ['check', '--need', 'read', '--anonymous'],
        3,
        /Bearer(?![^\n]*error=)/,
      ),
      challenge(
        'an expired token',
        ['check', '--need', 'read', '--token', 'file:expired.jwt', ...AT],
        3,
        /Bearer [^\n]*error="invalid_token"/,
      ),
      challenge(
        'not enough',
        ['check', '--need', 'write', '--user', 'alice'],
        4,
        /Bearer [^\n]*error="insufficient_scope"[^\n]*scope="write"/,
      ),
    ],
    controls: [challenge('allowed', ['check', '--need', 'read', '--user', 'alice'], 0, /^allow/)],
  },
  {
    id: 'DEC11',
    input: '`--expect` for a question without an answer',
    behaviour: 'only the exact answer passes; a question that cannot be asked is exit 2',
    rule: 'ASVS 16.5.3',
    cases: [
      notAsked('an unknown route', [...route('GET /nope'), '--expect', '403'], '[a-z-]+'),
      notAsked('an unknown user', [...READ, '--user', 'nobody', '--expect', '403'], '[a-z-]+'),
      notAsked('an unknown verdict', [...READ, '--user', 'alice', '--expect', '404'], '[a-z-]+'),
      notAsked('no catalog', [...READ, '-c', 'nope.yaml', '--expect', '403'], '[a-z-]+'),
      notAsked('no goal', ['check', '--user', 'alice', '--expect', '403'], '[a-z-]+'),
      asked('401 is not 403', [...READ, '--anonymous', '--expect', '403'], {
        exit: 5,
        stdout: /^deny 401/,
      }),
      asked('allow is not 403', [...READ, '--user', 'alice', '--expect', '403'], { exit: 5 }),
      notAsked(
        'a token that cannot be read',
        [...READ, '--token', 'file:nope', '--expect', '401'],
        '[a-z-]+',
      ),
    ],
    controls: [
      asked(
        'the exact answer',
        ['check', '--need', 'write', '--user', 'alice', '--expect', '403'],
        {
          stdout: /^deny 403/,
        },
      ),
      asked('401', [...READ, '--anonymous', '--expect', '401'], { stdout: /^deny 401/ }),
    ],
  },
]
