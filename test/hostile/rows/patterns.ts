import type { Case, Row } from '../row.js'

/** With backtracking, more steps than can ever be taken. */
const LONG = 'a'.repeat(200)
const MANY = `${'*a'.repeat(60)}*b`
const catalog = (implies: string): string => `scopes:
  read: Read
  "${LONG}": A long name
  all: { description: All, implies: [${JSON.stringify(implies)}] }
roles: { viewer: { scopes: [all] } }
routes: { "GET /${LONG}": read, "GET /items/{id}": all }
`
const implied = (what: string, implies: string, more: Partial<Case> = {}): Case => ({
  what,
  args: ['check', '--role', 'viewer', '--need', 'read'],
  files: { 'scopes.yaml': catalog(implies), 'users.yaml': 'users: {}\n' },
  exit: 2,
  stdout: /^$/,
  ...more,
})
const filtered = (what: string, flag: string, glob: string, more: Partial<Case> = {}): Case => ({
  ...implied(what, 'r*'),
  args: ['matrix', flag, glob],
  stderr: /^error\[filter-no-match\]/,
  ...more,
})

export const PATTERN_ROWS: readonly Row[] = [
  {
    id: 'REG1',
    input: 'regular expressions where a glob or a name is expected; globs with many wildcards',
    behaviour:
      'no text of a file or a command line becomes a regular expression; a glob takes linear time',
    rule: 'ASVS 1.3.12',
    cases: [
      ...['(a+)+$', '^read$', 'r.ad', '.*', 'rea[d]', 're?ad', '(read|write)', 'read{1,9}'].map(
        (regex) => implied(`implies: ${regex}`, regex),
      ),
      implied('implies: 60 wildcards', MANY),
      ...['(a+)+$', '^/items', MANY, `/${MANY}`].map((glob) =>
        filtered(`--path ${glob.slice(0, 12)}`, '--path', glob),
      ),
      filtered('--role 60 wildcards', '--role', MANY),
      filtered('--scope: 60 wildcards', '--scope', MANY),
      {
        ...implied('a statement with many wildcards', 'r*'),
        args: ['prove', `GET /${MANY} needs read`],
        exit: 5,
        stdout: /refuted/,
      },
      {
        ...implied('--need is a name, never a pattern', 'r*'),
        args: ['check', '--role', 'viewer', '--need', 'rea.'],
        stderr: /^error\[no-such-scope\]/,
      },
    ],
    controls: [
      implied('a glob', 'r*', { exit: 0, stdout: /^allow/ }),
      filtered('a glob with many wildcards that matches', '--path', `/${'*a'.repeat(60)}*`, {
        exit: 0,
        stdout: /aaaa/,
        stderr: /^/,
      }),
    ],
  },
]
