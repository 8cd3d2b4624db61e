import type { UsersProblems } from '../../core/problems/users.js'
import { didYouMean, list, plural, quote, type Words } from './words.js'

const EXPECTED = { list: 'a JSON list', map: 'a JSON object', text: 'a JSON string' } as const

/** About users files in lines and rows, and about turning one form into another. */
export const usersWords: Words<UsersProblems> = {
  'record-not-map': ({ found }) => ({
    says: `the line is not an object: found ${found}`,
    hint: 'one a line: `{"user": "alice", "roles": ["editor"]}`',
  }),
  'record-unnamed': ({ both }) => ({
    says: both
      ? 'this names a user and a client: it must be one of them'
      : 'this names neither a user nor a client',
    hint: both ? 'write two lines' : 'give it `user` or `client`, with the name',
  }),
  'line-too-long': ({ line, limit }) => ({
    says: `line ${line} is longer than ${limit} bytes`,
    hint: 'one user or client a line',
  }),
  'file-changed': ({ file }) => ({
    says: `${quote(file)} was changed while it was read`,
    hint: 'ask again',
  }),
  'csv-width': ({ cells, columns }) => ({
    says: `the row has ${plural(cells, 'cell')}, and the header ${plural(columns, 'column')}`,
  }),
  'csv-no-name-column': () => ({
    says: 'the header names no column `user`, and none `client`',
    hint: 'such as `user,client,roles,scopes,disabled`',
  }),
  'csv-no-header': ({ column }) => ({
    says: `the first line is not a header, or column ${column} is unknown`,
    hint: 'begin with a header such as `user,client,roles,scopes,disabled`; other columns are attributes that a `when` reads',
  }),
  'csv-not-hashed': () => ({
    says: 'this password or secret is not a hash, or the columns are in another order than in the header',
    hint: 'clear the cell: `scopectl users passwd` writes hashes into users.yaml or users.json',
  }),
  'csv-unknown-column': ({ column, suggestion, columns }) => ({
    says: `unknown column ${quote(column)}: it is not a setting, and no role's \`when\` reads it`,
    hint:
      didYouMean(suggestion) ??
      `columns here: ${list(columns, 'and')}; to keep it as a note, call it ${quote(`x-${column}`)}`,
  }),
  'csv-column-twice': ({ column }) => ({
    says: `the column ${quote(column)} stands here a second time`,
  }),
  'csv-cell-not-json': ({ column, expected }) => ({
    says: `the cell of ${quote(column)} is not ${EXPECTED[expected]}`,
    hint: expected === 'list' ? 'or names with spaces between: `editor auditor`' : undefined,
  }),
  'users-inexpressible': ({ name, kind, to }) => ({
    says: `${kind} ${quote(name)} cannot be written as ${to}`,
    hint: 'use another form: --to yaml and --to json can hold everything',
  }),
  'users-none': ({ catalog }) => ({
    says: `the catalog ${quote(catalog)} has no users file`,
    hint: 'put users.yaml, .json, .ndjson or .csv beside it, or name one: --users-file FILE',
  }),
  'passwd-in-lines': ({ file, setting }) => ({
    says: `${quote(file)} is not edited: it has a line for each entry`,
    hint: `convert it to YAML or JSON, or copy the \`${setting}\` from such a file`,
  }),
  'users-not-read': ({ file }) => ({
    says: `${quote(file)} is not read`,
    hint: 'rename it to users.yaml or users.ndjson, or name it in the catalog: `users: FILE`',
    warns: true,
  }),
  'users-big-yaml': ({ file, users }) => ({
    says: `${quote(file)} has ${plural(users, 'entry', 'entries')}: as NDJSON or CSV it is read in a fraction of the time`,
    hint: 'scopectl users convert --to ndjson -o users.ndjson, and delete the other',
  }),
  'users-dropped': () => ({ says: '`x-` keys were not taken along: CSV has no place for them' }),
}
