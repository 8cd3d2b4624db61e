import type { Case, Row } from '../row.js'
import { accepted, named, REST, refused, refusedJson, SCOPES } from './catalog-text.js'

const bytes = (text: string, encoding: BufferEncoding): Uint8Array => Buffer.from(text, encoding)
const CATALOG = `${SCOPES}${REST}`

/** Refused before it is parsed. */
const unread = (what: string, text: string | Uint8Array, code = 'file-[a-z0-9-]+'): Case => ({
  what,
  args: ['lint'],
  files: { 'scopes.yaml': text },
  exit: 2,
  stderr: new RegExp(`^error\\[${code}\\]`),
})
export const VALUE_ROWS: readonly Row[] = [
  {
    id: 'YAML8',
    input: 'null, booleans and numbers where text is expected',
    behaviour: 'refused: "quote it". `yes`, `no`, `on` and dates are text',
    rule: 'YAML 1.2.2 §10.3.2',
    cases: [
      ...['null', '~', 'true', '1e3', '0x10', '1.0', '.nan', '12'].map((name) =>
        refused(`a scope named ${name}`, 'name-not-string', named(name)),
      ),
      ...['null', 'true', '1e3', '0x10', '.inf'].map((name) => ({
        ...refused(
          `${name} in a list of scopes`,
          '[a-z-]+',
          `scopes: { read: Read, x: X }\nroles: { viewer: { scopes: [${name}] } }\nroutes: { GET /items: read }\n`,
        ),
        stdout: /must be text|quote it/,
      })),
    ],
    controls: ['yes', 'no', 'on', '2026-01-01', '"null"', '"1e3"'].map((name) =>
      accepted(`a scope named ${name}`, named(name), name.replaceAll('"', '')),
    ),
  },
  {
    id: 'YAML9',
    input: 'several documents, empty files, lists, control characters, tabs, other encodings',
    behaviour: 'refused with file, line and column. A UTF-8 byte order mark and CRLF are fine',
    cases: [
      refused('two documents', 'yaml-second-document', `${CATALOG}---\nscopes: {}\n`),
      refused('empty', 'file-empty', ''),
      refused('only a comment', 'file-empty', '# scopes: {}\n'),
      refused('only a document start', '[a-z-]+', '---\n'),
      refused('a text', '[a-z-]+', 'scopes\n'),
      refused('a list', '[a-z-]+', '- scopes\n'),
      unread('UTF-16', bytes(`\ufeff${CATALOG}`, 'utf16le')),
      refused('Latin-1', 'file-not-utf8', bytes(`scopes: { read: caf\u00e9 }\n${REST}`, 'latin1')),
      refused('NUL', 'bad-character', `scopes: { read: "a\u0000" }\n${REST}`),
      refused('ESC', 'bad-character', `scopes: { read: "a\u001b[2J" }\n${REST}`),
      refused('a tab as indentation', 'yaml-syntax', 'scopes:\n\tread: Read\n'),
      refusedJson('empty JSON', 'file-empty', ''),
      {
        what: 'an empty users file',
        args: ['check', '--user', 'alice', '--need', 'read'],
        files: { 'users.yaml': '' },
        exit: 2,
        stderr: /file-empty/,
      },
    ],
    controls: [
      accepted('a byte order mark', `\ufeff${CATALOG}`),
      accepted('CRLF', CATALOG.replaceAll('\n', '\r\n')),
      accepted('an escape written on purpose', `scopes: { read: "\\u001b" }\n${REST}`),
    ],
  },
  {
    id: 'YAML10',
    input: 'a list or map as a key',
    behaviour: 'refused',
    cases: [
      refused('a list', 'name-not-scalar', named('[a, b]')),
      refused('a map', 'name-not-scalar', `scopes: { { a: b }: Read }\n${REST}`),
      refused('in block style', 'name-not-scalar', `scopes:\n  ? [a, b]\n  : Read\n${REST}`),
    ],
    controls: [
      accepted(
        'brackets in quotes',
        `scopes: { "[a,b]": Read }\nroles: { viewer: { scopes: ["[a,b]"] } }\nroutes: { GET /items: { any: ["[a,b]"] } }\n`,
        '[a,b]',
      ),
    ],
  },
  {
    id: 'YAML11',
    input: 'deep nesting, huge files, many values',
    behaviour: 'refused by limits on bytes, depth and values',
    cases: [
      refused('5,000 levels', '[a-z-]+', `scopes: ${'{ a: '.repeat(5000)}1${' }'.repeat(5000)}\n`),
      refused('100,000 levels in brackets', '[a-z-]+', `scopes: ${'['.repeat(100_000)}\n`),
      refusedJson('100,000 levels in JSON', '[a-z-]+', `{"scopes": ${'['.repeat(100_000)}`),
      {
        what: 'larger than the limit',
        args: ['lint'],
        files: { 'scopes.yaml': `${CATALOG}#${'x'.repeat(11_000_000)}\n` },
        exit: 2,
        stderr: /^error\[file-too-big\]/,
      },
    ],
    controls: [
      accepted('a description of 1 MB', `scopes: { read: ${'x'.repeat(1_000_000)} }\n${REST}`),
      accepted(
        '2,000 routes',
        `${CATALOG.replace(/\}\n$/, '')}${Array.from({ length: 2000 }, (_, i) => `, GET /r${i}: read`).join('')} }\n`,
      ),
    ],
  },
  {
    id: 'YAML12',
    input: 'syntax errors and warnings of the parser',
    behaviour: 'both are errors',
    cases: [
      refused('an unclosed brace', 'yaml-syntax', 'scopes: { read: Read\n'),
      refused('an unclosed quote', 'yaml-syntax', 'scopes: { read: "Read }\n'),
      refused('text after a value', 'yaml-syntax', 'scopes: { read: "a" b }\n'),
      refused(
        'a tag that the parser only warns about',
        'yaml-tag',
        `scopes: { read: !foo Read }\n${REST}`,
      ),
      refusedJson('JSON with a comma too many', '[a-z-]+', '{"scopes": {"read": "Read",}}'),
    ],
    controls: [accepted('the same without the error', CATALOG)],
  },
  {
    id: 'YAML13',
    input: 'unknown and misspelt keys',
    behaviour: 'refused, with a suggestion',
    cases: [
      {
        ...refused('roels', 'unknown-key', `${CATALOG}roels: {}\n`),
        stdout: /unknown-key[\s\S]*did you mean `roles`/,
      },
      {
        ...refused('routs', 'unknown-key', CATALOG.replace('routes', 'routs')),
        stdout: /unknown-key[\s\S]*did you mean `routes`/,
      },
      {
        ...refused(
          'in a role',
          'unknown-key',
          CATALOG.replace('{ scopes: [read]', '{ scops: [read]'),
        ),
        stdout: /unknown-key[\s\S]*did you mean `scopes`/,
      },
      refused('at the wrong level', 'unknown-key', `${CATALOG}issuer: https://idp.test\n`),
      {
        what: 'in the users file',
        args: ['check', '--user', 'alice', '--need', 'read'],
        files: { 'users.yaml': 'usrs: {}\n' },
        exit: 2,
        stderr: /unknown-key[\s\S]*did you mean `users`/,
      },
    ],
    controls: [accepted('a key for notes', `${CATALOG}x-notes: { roels: 1 }\n`)],
  },
]
