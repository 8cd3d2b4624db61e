import type { Case, Row } from '../row.js'
import { catalogOf } from '../world.js'
import { quotedByYaml } from './quoted-yaml.js'

/** In the form that files may contain: with escapes. */
const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
const CONTROLS =
  '\u001b[2J\u001b]52;c;eA==\u0007\u001b]8;;http://x.test\u0007\u0008\r\u007f\u0085\u009b31m\nPASS all tests'
const INVISIBLE = '\u202e\u2066\u200b\u2028\u2029\ufeff\u{e0041}'
/** No line begins with what a name contains. */
const FAKED = /^\s*PASS/m

/** A catalog, users and a suite in which this is the name of everything that may have any name. */
const world = (name: string): Record<string, string> => ({
  'scopes.yaml': catalogOf('token: { issuer: http://localhost:8000, audience: items-api }')
    .replace(
      '  GET /items: read\n',
      `  GET /items: { needs: read, description: ${quoted(name)} }\n`,
    )
    .replace(
      'roles: {',
      `roles: { ${quoted(name)}: { scopes: [read], description: ${quoted(name)} },`,
    ),
  'users.yaml': `users:\n  ${quoted(name)}: { roles: [${quoted(name)}], x-a: ${quoted(name)} }\n`,
  'scopes.test.yaml': `tests:\n  - name: ${quoted(name)}\n    as: { user: ${quoted(name)} }\n    allow: [GET /items]\n  - name: ${quoted(`not ${name}`)}\n    as: { role: viewer }\n    allow: [POST /items]\n`,
})
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const tokenOf = (name: string): string =>
  `${encoded({ alg: name, typ: name, kid: name })}.${encoded({ sub: name, scope: name, iss: name, [name]: name })}.c2ln`

const shown = (name: string, line: string, exit: number, more: Partial<Case> = {}): Case => ({
  what: `${line}: ${JSON.stringify(name).slice(0, 30)}`,
  args: line.split(' '),
  files: { ...world(name), 'token.jwt': tokenOf(name) },
  exit,
  ...more,
})
const everywhere = (name: string, more: Partial<Case>): Case[] => [
  shown(name, 'matrix --by user', 0, more),
  shown(name, 'users list', 0, more),
  shown(name, 'test', 5, more),
  shown(name, 'decode file:token.jwt', 0, more),
  shown(
    name,
    'verify file:token.jwt --key file:key.json --algorithm HS256 --issuer any --audience any',
    3,
    more,
  ),
  { ...shown(name, 'can', 0, more), args: ['can', '--user', name] },
  { ...shown(name, 'check', 2, more), args: ['check', '--user', `x${name}`, '--need', 'read'] },
  { ...shown(name, 'lint', 2, more), args: ['lint', '-c', name] },
]
/** The output that a program reads is parsed by it. */
const parsed = (
  name: string,
  line: string,
  exit: number,
  pattern: RegExp,
  more: Partial<Case> = {},
): Case => shown(name, line, exit, { stdout: pattern, ...more })
const JSON_TEXT = /^\{.*\}\n$/s
const PLAIN = 'Ann O. Ther'
/** A suite of ordinary names, which passes. */
const passed = (format: string, stdout: RegExp): Case => {
  const suite = `tests:\n  - { name: ${PLAIN}, as: { role: viewer }, allow: [GET /items] }\n`
  const one = shown(PLAIN, `test --format ${format}`, 0, { stdout })
  return { ...one, files: { ...one.files, 'scopes.test.yaml': suite } }
}

export const TERMINAL_ROWS: readonly Row[] = [
  {
    id: 'TERM1',
    input: 'ESC, BEL, CR, C1 and other control characters in names, claims, paths',
    behaviour: 'escaped in every format, one line per row',
    rule: 'CWE-150',
    cases: [
      ...everywhere(CONTROLS, { never: FAKED }),
      ...quotedByYaml([
        '\u001b[2J',
        '\u0007',
        '\r',
        '\u007f',
        '\u0085',
        '\u009b31m',
        '\n::error::x',
        '##[error]x',
      ]),
    ],
    controls: [shown(PLAIN, 'matrix --by user', 0, { stdout: /Ann O\. Ther/ })],
  },
  {
    id: 'TERM2',
    input: 'bidirectional and invisible characters, look-alikes',
    behaviour: 'escaped; lint reports look-alikes',
    rule: 'CWE-1007',
    cases: [
      ...everywhere(INVISIBLE, { never: /\u{e0041}/u }),
      ...quotedByYaml([
        '\u202e',
        '\u2066',
        '\u200b',
        '\u2028',
        '\u2029',
        '\ufeff',
        '\u{e0041}',
        '\u00ad',
      ]),
      {
        what: 'a look-alike',
        args: ['lint', '--deny-warnings'],
        files: {
          'scopes.yaml': 'scopes: { read: R, "re\u0430d": S }\nroutes: { GET /items: read }\n',
          'users.yaml': 'users: {}\n',
        },
        exit: 2,
        stdout: /not-a-scope-token/,
      },
    ],
    controls: [shown('J\u00f6rg \u5f20', 'matrix --by user', 0, { stdout: /J\u00f6rg \u5f20/ })],
  },
  {
    id: 'TERM3',
    input: 'the same in JSON',
    behaviour: 'escaped, and the value is unchanged',
    cases: [CONTROLS, INVISIBLE].flatMap((name) => [
      parsed(name, 'matrix --by user --json', 0, JSON_TEXT),
      parsed(name, 'test --json', 5, JSON_TEXT),
      parsed(name, 'decode file:token.jwt --json', 0, JSON_TEXT),
      {
        ...parsed(name, 'check --json', 2, JSON_TEXT),
        args: ['check', '--json', '--user', `x${name}`, '--need', 'read'],
      },
      { ...parsed(name, 'lint --json', 2, JSON_TEXT), args: ['lint', '--json', '-c', name] },
    ]),
    controls: [parsed(PLAIN, 'users list --json', 0, /"Ann O\. Ther"/)],
  },
  {
    id: 'TERM4',
    input: 'names in XML reports',
    behaviour: 'escaped; characters that XML 1.0 cannot contain are spelled out',
    rule: 'XML 1.0 §2.2',
    cases: [
      parsed(`]]></testcase><script>&"'>`, 'test --format junit', 5, /^<\?xml/, {
        never: /<script>/,
      }),
      parsed(
        `]]></testcase><script>&"'>`,
        'matrix --by user --format html',
        0,
        /^<!doctype html>/i,
        { never: /<\/testcase><script>&/ },
      ),
      parsed(CONTROLS, 'test --format junit', 5, /^<\?xml/),
    ],
    controls: [passed('junit', /name="[^"]*Ann O\. Ther/)],
  },
  {
    id: 'TERM5',
    input: 'names in Markdown and CSV',
    behaviour: 'escaped; formulas are neutralized',
    cases: [
      ...['=1+1', '+1', '-1', '@x'].map((name) =>
        parsed(name, 'matrix --format csv', 0, /'/, {
          never: new RegExp(`(^|,)"?\\${name[0]}`, 'm'),
        }),
      ),
      parsed(
        'a|b `c` ![d](http://x.test) <img>',
        'matrix --by user --format md',
        0,
        /``user:a\\\|b `c` !\[d\]\(http:\/\/x\.test\) <img>``/,
      ),
    ],
    controls: [
      parsed(PLAIN, 'matrix --format csv', 0, /,Ann O\. Ther/),
      parsed(PLAIN, 'matrix --by user --format md', 0, /Ann O\. Ther/),
    ],
  },
  {
    id: 'TERM6',
    input: '`::command::`, `##[command]` in names, in CI',
    behaviour: 'never at the start of a line, escaped in annotations',
    cases: ['::error::x', 'a\n::error::x', '##[error]x', 'a%0A::error::x'].flatMap((name) =>
      [
        'test',
        'test --format github',
        'matrix --by user',
        'decode file:token.jwt',
        'users list',
      ].map((line) =>
        shown(name, line, line.startsWith('test') ? 5 : 0, {
          env: { GITHUB_ACTIONS: 'true' },
          never: /^\s*::error::x|##\[error\]/m,
        }),
      ),
    ),
    controls: [
      shown('a::b: c', 'matrix --by user', 0, {
        stdout: /a::b: c/,
        env: { GITHUB_ACTIONS: 'true' },
      }),
    ],
  },
  {
    id: 'TERM7',
    input: 'names in TAP',
    behaviour: 'no name can become a line, a directive or a result',
    cases: [
      parsed('x # SKIP', 'test --format tap', 5, /\\# SKIP/, { never: /[^\\]# SKIP/ }),
      parsed('x\nok 99 - y', 'test --format tap', 5, /^TAP version 14$/m, { never: /^ok 99/m }),
      parsed('x\nBail out! y', 'test --format tap', 5, /^1\.\.2$/m, { never: /^Bail out!/m }),
    ],
    controls: [passed('tap', /^ok 1 - .*Ann O\. Ther/m)],
  },
]
