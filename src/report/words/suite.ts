import type { SuiteProblems } from '../../core/problems/suite.js'
import { commandLine, option } from '../shell.js'
import { didYouMean, list, plural, quote, type Words } from './words.js'

/** Problems in permission suites, and why an assertion failed. */
export const suiteWords: Words<SuiteProblems> = {
  'table-as-suite': ({ file }) => ({
    says: `${quote(file)} is a CSV file, not a suite`,
    hint: `try: ${commandLine(['scopectl', 'test', ...option('--table', file)]) ?? 'scopectl test --table FILE'}`,
  }),
  'suite-empty': ({ file }) => ({
    says: `${quote(file)} has no tests and no table, so it would always pass`,
    hint: 'add at least one test under `tests:`',
  }),
  'test-asserts-nothing': ({ words }) => ({
    says: 'this test has no expectations',
    hint: `add ${list(words)}, with routes`,
  }),
  'unknown-subject': ({ subject, is, suggestion }) => ({
    says: `undefined subject ${quote(subject)}`,
    hint: is
      ? `for the ${is === 'anonymous' ? 'caller without a token' : is}, write \`as: { ${is === 'anonymous' ? 'anonymous: true' : `${is}: ${subject}`} }\``
      : (didYouMean(suggestion) ??
        'define it under `subjects:`, or write it out: `as: { role: … }`'),
  }),
  'suite-users-twice': ({ file }) => ({
    says: `the suite has its own \`clients:\` in addition to the users file ${quote(file)}`,
    hint: 'write users and clients in the suite, or move the clients to that file',
  }),
  'subject-kinds': ({ kinds, found }) => ({
    says:
      found.length === 0
        ? `the subject must have one of ${list(kinds)}`
        : `the subject has ${list(found, 'and')}: use only one of them`,
  }),
  'subject-cannot': ({ what, kind }) => ({
    says: `${quote(what)} cannot be combined with ${quote(kind)}`,
    hint: 'use it with a user, client or role',
  }),
  'subject-reads-stdin': () => ({
    says: 'a subject cannot be read from stdin',
    hint: 'use `env:NAME` or `file:PATH`',
  }),
  'bad-suite-time': ({ text, why }) => ({
    says: `\`now\` ${quote(text)} ${NOW_FAULTS[why]}`,
    hint: 'use a time like 2026-01-31T12:00:00Z',
  }),
  'table-cell': ({ cell, column }) => ({
    says: `the cell of ${quote(column)} ${cell === '' ? 'is empty' : `cannot be ${quote(cell)}`}`,
    hint: 'use 200, 401 or 403, or ? for an undecided route',
  }),
  'table-width': ({ cells, columns }) => ({
    says: `the row has ${plural(cells, 'cell')}, but there are ${plural(columns, 'column')}`,
  }),
  'same-column': ({ column }) => ({ says: `duplicate column ${quote(column)}` }),
  'same-row': ({ route }) => ({ says: `duplicate row ${quote(route)}` }),
  'undecided-left-out': ({ routes }) => ({
    says: `\`allow_only\` does not cover ${list(routes, 'and')}: undecided in the catalog`,
    hint: 'set their requirements; lint and lock --check fail until then',
  }),
  'undecided-cells': ({ cells }) => ({
    says: `${plural(cells, 'cell expects', 'cells expect')} \`?\`: nothing is tested there, because the routes are undecided`,
    hint: 'to list undecided routes: scopectl lint',
    warns: true,
  }),
  'only-undecided': ({ cells }) => ({
    says: `nothing is tested: ${cells === 1 ? 'the only cell expects' : `all ${cells} cells expect`} \`?\`, an undecided route`,
    hint: 'to list undecided routes: scopectl lint',
  }),

  'csv-quote': () => ({
    says: 'unbalanced quotes in this CSV line',
    hint: 'write a quote inside quotes twice',
  }),
  'csv-header': () => ({
    says: 'the first line of a table must begin with `route`',
    hint: 'to write a valid table: scopectl matrix --format csv',
  }),
  'csv-long': () => ({
    says: 'this is the long form, with a line for each cell: a table has a column for each subject',
    hint: 'to write a table, leave out --long: scopectl matrix --format csv',
  }),
  'csv-column': ({ column, kind, suggestion }) => ({
    says: `the column ${quote(column)} is not a ${kind}${kind === 'role' ? ', `everyone` or `anonymous`' : ''}`,
    hint:
      didYouMean(suggestion) ??
      (kind === 'role'
        ? 'for other subjects, write `user:NAME`, `client:NAME` or `scope:NAME`'
        : undefined),
  }),

  'no-suites': ({ folders, suggestion, elsewhere: [first, ...others], catalog }) => ({
    says: `there is no suite in ${list(folders)}`,
    hint: first
      ? `${quote(first)} ${others.length === 0 ? '' : `and ${plural(others.length, 'other file')} `}may be a suite: ${move(others.length === 0 ? 'it' : 'them')}`
      : suggestion
        ? `${quote(suggestion)} does not have the name of a suite: use scopes.test.yaml or NAME.scopes.test.yaml`
        : `to write one that pins what the catalog allows today: ${suiteCommand(catalog)}`,
  }),
  'suites-not-run': ({ files }) => ({
    says: `${several(files)} ${files.length === 1 ? 'looks like a suite, but is not run' : 'look like suites, but are not run'}`,
    hint: move(files.length === 1 ? 'it' : 'them'),
    warns: true,
  }),
  'unused-subjects': ({ subjects }) => ({
    says: `unused ${subjects.length === 1 ? 'subject' : 'subjects'} ${list(subjects, 'and')}`,
    hint: 'use it in a test, or delete it',
    warns: true,
  }),
  'filter-empty': ({ filter, tests, similar, example }) => ({
    says: `${tests === 1 ? 'the only test does not match' : `none of ${tests} tests match`} ${quote(filter)}`,
    hint:
      similar.length > 0
        ? `did you mean ${list(similar)}?`
        : example === undefined
          ? undefined
          : `tests have names like ${quote(example)}; ${quote('*')} matches any text`,
  }),
  'all-skipped': ({ tests }) => ({
    says: `${tests === 1 ? 'the only test is' : `all ${tests} assertions are`} skipped: nothing was tested`,
  }),
  'stdin-twice': () => ({ says: '`-` is given twice: stdin can only be read once' }),
  'report-kind': ({ text, kinds, suggestion }) => ({
    says: `invalid --report ${quote(text)}`,
    hint: didYouMean(suggestion) ?? `use ${list(kinds)}, optionally with \`=FILE\``,
  }),
  'report-file-apart': ({ kind, file }) => ({
    says: `${quote(file)} is not a suite, and no report is written to it`,
    hint: didYouMean(`--report ${kind}=${file}`),
  }),
  'report-streams': ({ kinds }) => ({
    says: `${list(kinds, 'and')} cannot both go to stdout`,
    hint: `give all but one a file: --report ${kinds.at(-1)}=FILE`,
  }),
  'report-over-input': ({ file }) => ({
    says: `this would overwrite ${quote(file)}, which this run reads or writes`,
    hint: 'name another file',
  }),
  'report-same-file': ({ file }) => ({ says: `two reports cannot go to the file ${quote(file)}` }),
  'report-kept': ({ file, format }) => ({
    says: `${quote(file)} was not replaced: it is not an earlier ${format} report`,
    hint: 'delete it, or write the report to another file',
    warns: true,
  }),
  'watch-stdin': () => ({
    says: 'a suite from stdin cannot be watched',
    hint: 'name a file instead',
  }),
  'watch-failed': ({ folder, why }) => ({
    says: `cannot watch the folder ${quote(folder)}: ${why}`,
  }),
  'watch-waits': () => ({ says: 'watching for changes; press ctrl-c to stop' }),

  'why-level': ({ route, level }) => ({
    says:
      level === 'public'
        ? `${quote(route)} is public`
        : `${quote(route)} is open to any accepted token (\`authenticated\`)`,
  }),
  'why-holds': ({ subject, scopes, by }) => ({
    says: `${quote(subject)} holds ${list(scopes, 'and')}${by === undefined ? '' : ` via ${by}`}`,
  }),
  'why-undecided': ({ route }) => ({ says: `${quote(route)} is undecided` }),
  'why-decided': ({ route, needs }) => ({ says: `${quote(route)} is decided: ${quote(needs)}` }),
  'why-other-reason': ({ expected, reason }) => ({
    says: `the token's flaw is ${quote(expected)}, but the denial reason was ${quote(reason ?? 'nothing')}`,
  }),
}

const move = (it: 'it' | 'them'): string =>
  `move ${it} next to the catalog or directly into test/, as NAME.scopes.test.yaml, or name all suites to run: scopectl test FILE...`

/** At most this many names are listed. */
const MOST = 5

const several = (files: readonly string[]): string =>
  files.length <= MOST + 1
    ? list(files, 'and')
    : `${files.slice(0, MOST).map(quote).join(', ')} and ${files.length - MOST} other files`

const NOW_FAULTS = {
  form: 'is not a time',
  'no-zone': 'has no time zone, like Z',
  'no-such-date': 'does not exist',
  milliseconds: 'looks like milliseconds',
} as const

const suiteCommand = (catalog: string | undefined): string =>
  commandLine([
    ...['scopectl', 'init', '--suite'],
    ...(catalog === undefined ? [] : option('--catalog', catalog)),
  ]) ?? 'scopectl init --suite'
