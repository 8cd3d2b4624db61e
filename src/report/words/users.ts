import type { Conversion, UsersProblems } from '../../core/problems/users.js'
import { commandLine, option } from '../shell.js'
import { bytes, didYouMean, list, plural, quote, type Words } from './words.js'

const EXPECTED = { list: 'a JSON list', map: 'a JSON object', text: 'a JSON string' } as const

/** How to compare with a revision whose users are too big: the files of a checkout can be converted. */
function checkedOut({ revision, catalog }: { revision: string; catalog: string }): string {
  const checkout = commandLine(['git', 'worktree', 'add', '--detach', '../old', revision])
  const compare = commandLine(['scopectl', 'diff', `../old/${catalog}`])
  const line = checkout && compare ? `: ${checkout} && ${compare}` : ''
  return `compare with a checkout of it, where the users can be converted${line}`
}

/** The line that converts a file, and what must change because of its new name. */
function converted(convert: Conversion | undefined): string {
  if (!convert) return 'use NDJSON or CSV, with one line per user'
  const { catalog, usersFile, output, refer } = convert
  const line = commandLine([
    ...['scopectl', 'users', 'convert'],
    ...(catalog === undefined ? [] : option('-c', catalog)),
    ...(usersFile === undefined ? [] : option('--users-file', usersFile)),
    ...option('-o', output),
  ])
  const then =
    refer === undefined
      ? ', then delete the old file'
      : refer.by === 'flag'
        ? `, then use ${commandLine(option('--users-file', refer.as)) ?? quote(refer.as)}`
        : `, then set \`users:\` in the catalog to ${quote(refer.as)}`
  return `convert it to NDJSON${then}: ${line ?? 'scopectl users convert'}`
}

/** Problems in NDJSON and CSV users files, and in converting between formats. */
export const usersWords: Words<UsersProblems> = {
  'record-not-map': ({ found }) => ({
    says: `the line is not an object: found ${found}`,
    hint: 'write one object per line: `{"user": "alice", "roles": ["editor"]}`',
  }),
  'record-unnamed': ({ both }) => ({
    says: both
      ? 'this entry has both `user` and `client`'
      : 'this entry has neither `user` nor `client`',
    hint: both ? 'split it into two entries' : 'add `user` or `client`, with the name',
  }),
  'line-too-long': ({ line, limit }) => ({
    says: `line ${line} is longer than ${limit} bytes`,
    hint: 'write one user or client per line',
  }),
  'file-changed': ({ file }) => ({
    says: `${quote(file)} changed while it was being read`,
    hint: 'run the command again',
  }),
  'csv-width': ({ cells, columns }) => ({
    says: `the row has ${plural(cells, 'cell')}, but the header has ${plural(columns, 'column')}`,
  }),
  'csv-no-name-column': () => ({
    says: 'the header has no column `user` or `client`',
    hint: 'start with a header: `user,client,roles,scopes,disabled`',
  }),
  'csv-no-header': ({ column }) => ({
    says: `the first line is not a header, or column ${column} is unknown`,
    hint: 'start with a header: `user,client,roles,scopes,disabled`, and a column for each attribute that a `when` reads',
  }),
  'csv-not-hashed': () => ({
    says: 'this password or secret is not a hash, or the columns are not in the order of the header',
    hint: 'clear the cell; to set a password: scopectl users passwd (in users.yaml or users.json)',
  }),
  'csv-unknown-column': ({ column, suggestion, columns }) => ({
    says: `unknown column ${quote(column)}: it is not a setting, and no role's \`when\` reads it`,
    hint:
      didYouMean(suggestion) ??
      `valid columns: ${list(columns, 'and')}; to keep it as a note, rename it to ${quote(`x-${column}`)}`,
  }),
  'csv-column-twice': ({ column }) => ({
    says: `duplicate column ${quote(column)}`,
  }),
  'csv-cell-not-json': ({ column, expected }) => ({
    says: `the cell of ${quote(column)} is not ${EXPECTED[expected]}`,
    hint:
      expected === 'list'
        ? 'use a JSON list, or names separated by spaces: `editor auditor`'
        : undefined,
  }),
  'users-inexpressible': ({ name, kind, to }) => ({
    says: `${kind} ${quote(name)} cannot be expressed in ${to}`,
    hint: 'use --to yaml or --to json, which can express everything',
  }),
  'users-none': ({ catalog }) => ({
    says: `the catalog ${quote(catalog)} has no users file`,
    hint: 'create users.yaml, .json, .ndjson or .csv next to it, or pass --users-file FILE',
  }),
  'passwd-in-lines': ({ file, setting }) => ({
    says: `cannot edit ${quote(file)}: passwords can only be set in YAML or JSON files`,
    hint: `convert it to YAML or JSON, or copy the \`${setting}\` from such a file`,
  }),
  'users-not-read': ({ file }) => ({
    says: `${quote(file)} is ignored`,
    hint: 'rename it to users.yaml or users.ndjson, or set `users: FILE` in the catalog',
    warns: true,
  }),
  'users-big': ({ file, users, convert }) => ({
    says: `${quote(file)} has ${plural(users, 'entry', 'entries')}: NDJSON or CSV would load in a fraction of the time`,
    hint: converted(convert),
  }),
  'users-too-big': ({ file, limit, of, convert, checkout }) => ({
    says:
      of === 'bytes'
        ? `${quote(file)} is larger than ${bytes(limit)}`
        : `${quote(file)} has more than ${limit} names and values: reading it would take over 1 GB of memory`,
    hint: checkout ? checkedOut(checkout) : converted(convert),
  }),
  'conversion-too-big': ({ to, limit, of }) => ({
    says:
      of === 'bytes'
        ? `in ${to}, the users would be larger than ${bytes(limit)}, which no command reads`
        : `in ${to}, the users would have more than ${limit} names and values, which no command reads`,
    hint: 'nothing was written; use --to ndjson or --to csv',
  }),
  'users-dropped': () => ({ says: '`x-` keys were dropped: CSV cannot express them' }),
}
