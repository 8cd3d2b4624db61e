import type { SuiteProblems } from '../../core/problems/suite.js'
import { commandLine, option } from '../shell.js'
import { didYouMean, list, plural, quote, type Words } from './words.js'

/** About permission suites, and why one of their assertions failed. */
export const suiteWords: Words<SuiteProblems> = {
  'suite-empty': ({ file }) => ({
    says: `${quote(file)} has no tests and no table: it would pass whatever the catalog says`,
    hint: 'write at least one test under `tests:`',
  }),
  'test-asserts-nothing': ({ words }) => ({
    says: 'this test expects nothing',
    hint: `give it ${list(words)}, with routes`,
  }),
  'unknown-subject': ({ subject, is, suggestion }) => ({
    says: `there is no subject ${quote(subject)} under \`subjects:\``,
    hint: is
      ? `to mean the ${is === 'anonymous' ? 'caller without a token' : is}, write \`as: { ${is === 'anonymous' ? 'anonymous: true' : `${is}: ${subject}`} }\``
      : (didYouMean(suggestion) ?? 'declare it there, or write it out: `as: { role: … }`'),
  }),
  'suite-users-twice': ({ file }) => ({
    says: `the suite has \`clients:\` of its own beside the users file ${quote(file)}`,
    hint: 'write both out, or put the clients into that file',
  }),
  'subject-kinds': ({ kinds, found }) => ({
    says:
      found.length === 0
        ? `the subject has to name one of ${list(kinds)}`
        : `the subject names ${list(found, 'and')}: it must be one of them`,
  }),
  'subject-cannot': ({ what, kind }) => ({
    says: `${quote(what)} does not go with ${quote(kind)}`,
    hint: 'it goes with a user, client or role',
  }),
  'subject-reads-stdin': () => ({
    says: 'a subject cannot be read from stdin',
    hint: 'write `env:NAME` or `file:PATH`',
  }),
  'bad-suite-time': ({ text, why }) => ({
    says: `\`now\` ${quote(text)} ${NOW_FAULTS[why]}`,
    hint: 'write it like 2026-01-31T12:00:00Z',
  }),
  'table-cell': ({ cell, column }) => ({
    says: `the cell of ${quote(column)} ${cell === '' ? 'is empty' : `cannot be ${quote(cell)}`}`,
    hint: 'a cell is 200, 401, 403, or ? where the route is undecided',
  }),
  'table-width': ({ cells, columns }) => ({
    says: `the row has ${plural(cells, 'cell')} for ${plural(columns, 'column')}`,
  }),
  'same-column': ({ column }) => ({ says: `the column ${quote(column)} is there twice` }),
  'same-row': ({ route }) => ({ says: `the row ${quote(route)} is there twice` }),
  'undecided-left-out': ({ routes }) => ({
    says: `\`allow_only\` says nothing of ${list(routes, 'and')}: undecided in the catalog`,
    hint: 'decide what they need; lint and lock --check fail until then',
  }),

  'csv-quote': () => ({
    says: 'the quotes of this CSV line do not pair',
    hint: 'a quote inside quotes is written twice',
  }),
  'csv-header': () => ({
    says: 'the first line of a table begins with `route`',
    hint: 'scopectl matrix --format csv writes a table as it must be',
  }),
  'csv-column': ({ column, kind, suggestion }) => ({
    says: `the column ${quote(column)} is no ${kind}${kind === 'role' ? ', `everyone` or `anonymous`' : ''}`,
    hint:
      didYouMean(suggestion) ??
      (kind === 'role' ? 'others are written `user:NAME`, `client:NAME`, `scope:NAME`' : undefined),
  }),

  'no-suites': ({ folders, suggestion, elsewhere: [first, ...others], catalog }) => ({
    says: `there is no suite in ${list(folders)}`,
    hint: first
      ? `${quote(first)} ${others.length === 0 ? '' : `and ${plural(others.length, 'other file')} `}may be meant: ${move(others.length === 0 ? 'it' : 'them')}`
      : suggestion
        ? `${quote(suggestion)} is no suite by its name: they are called scopes.test.yaml or NAME.scopes.test.yaml`
        : `to write a first one, of what the catalog allows today: ${suiteCommand(catalog)}`,
  }),
  'suites-not-run': ({ files }) => ({
    says: `${several(files)} ${files.length === 1 ? 'looks like a suite, but is not run' : 'look like suites, but are not run'}`,
    hint: move(files.length === 1 ? 'it' : 'them'),
    warns: true,
  }),
  'unused-subjects': ({ subjects }) => ({
    says: `${subjects.length === 1 ? 'subject' : 'subjects'} ${list(subjects, 'and')}: no test and no table uses ${subjects.length === 1 ? 'it' : 'them'}`,
    hint: 'use it in a test, or delete it',
    warns: true,
  }),
  'filter-empty': ({ filter, tests }) => ({
    says: `${tests === 1 ? 'the only test is not' : `none of ${tests} tests is`} called ${quote(filter)}`,
    hint: '`*` stands for any text: --filter "*editor*"',
  }),
  'all-skipped': ({ tests }) => ({
    says: `${tests === 1 ? 'the only test is' : `all ${tests} assertions are`} skipped: nothing was asserted`,
  }),
  'stdin-twice': () => ({ says: 'stdin holds one suite: `-` is given twice' }),
  'report-kind': ({ text, kinds, suggestion }) => ({
    says: `--report cannot be ${quote(text)}`,
    hint: didYouMean(suggestion) ?? `it is one of ${list(kinds)}, alone or with \`=FILE\``,
  }),
  'report-streams': ({ kinds }) => ({
    says: `${list(kinds, 'and')} cannot both go to stdout`,
    hint: `give all but one a file: --report ${kinds.at(-1)}=FILE`,
  }),
  'report-over-input': ({ file }) => ({
    says: `this would overwrite ${quote(file)}, which the run itself reads or keeps`,
    hint: 'name another file',
  }),
  'report-same-file': ({ file }) => ({ says: `two reports cannot go to the file ${quote(file)}` }),
  'watch-stdin': () => ({ says: 'a suite from stdin cannot be watched', hint: 'name its file' }),
  'watch-failed': ({ folder, why }) => ({
    says: `cannot watch the folder ${quote(folder)}: ${why}`,
  }),
  'watch-waits': () => ({ says: 'waiting for a file to be saved; ctrl-c ends it' }),

  'why-level': ({ route, level }) => ({
    says:
      level === 'public'
        ? `${quote(route)} is public`
        : `${quote(route)} is open to any accepted token (\`authenticated\`)`,
  }),
  'why-holds': ({ subject, scopes, by }) => ({
    says: `${quote(subject)} holds ${list(scopes, 'and')}${by === undefined ? '' : ` by ${by}`}`,
  }),
  'why-undecided': ({ route }) => ({ says: `${quote(route)} is undecided` }),
  'why-decided': ({ route, needs }) => ({ says: `${quote(route)} is decided: ${quote(needs)}` }),
  'why-other-reason': ({ expected, reason }) => ({
    says: `the token's flaw is ${quote(expected)}, but it was denied for ${quote(reason ?? 'nothing')}`,
  }),
}

const move = (it: 'it' | 'them'): string =>
  `move ${it} next to the catalog or directly into test/, as NAME.scopes.test.yaml, or name all suites to run: scopectl test FILE...`

/** As many names as anybody reads. */
const MOST = 5

const several = (files: readonly string[]): string =>
  files.length <= MOST + 1
    ? list(files, 'and')
    : `${files.slice(0, MOST).map(quote).join(', ')} and ${files.length - MOST} other files`

const NOW_FAULTS = {
  form: 'is no time',
  'no-zone': 'is a time of day without its zone, such as Z',
  'no-such-date': 'does not exist',
  milliseconds: 'looks like milliseconds',
} as const

const suiteCommand = (catalog: string | undefined): string =>
  commandLine([
    ...['scopectl', 'init', '--suite'],
    ...(catalog === undefined ? [] : option('--catalog', catalog)),
  ]) ?? 'scopectl init --suite'
