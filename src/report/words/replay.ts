import type { CallFault, CallFaults, ReplayProblems } from '../../core/problems/replay.js'
import { didYouMean, type FaultWords, faultText, list, plural, quote, type Words } from './words.js'

const wereRead = (lines: number): string =>
  `${plural(lines, 'line')} ${lines <= 1 ? 'was' : 'were'} read`

const FAULTS: FaultWords<CallFaults> = {
  'not-utf8': 'the line is not UTF-8',
  'too-long': 'the line is longer than 1 MB',
  'not-json': ({ offset }) => `the line is not valid JSON, from column ${offset + 1}`,
  'not-object': 'the line is not a JSON object',
  'not-combined': 'the line is not in the combined format of nginx with scopes added',
  quotes: ({ offset }) =>
    `unbalanced quotes from column ${offset + 1}: each row of CSV must be one line`,
  cells: ({ found, expected }) => `the line has ${plural(found, 'cell')}, expected ${expected}`,
  missing: ({ field }) => `the line has no ${quote(field)}`,
  type: ({ field }) => `invalid ${quote(field)}: ${EXPECTED[field] ?? 'a text'} is expected`,
  callers: ({ fields }) => `the line has ${list(fields, 'and')}: one caller is expected`,
  'no-caller': 'the line does not say who called',
  method: 'invalid `method`: a name in upper case is expected',
  request: 'the request line is not a method and a path',
  path: 'the URL may contain a password, so it is not clear where its path begins',
  token: 'the text of `token` is not a JWT',
  'no-time': 'the line has a token, but no `time`',
  'claims-differ': ({ claims }) =>
    `${list(claims, 'and')} differ, and the catalog sets no \`scope_claim\``,
  unknown: ({ kind, name }) => `undefined ${kind} ${quote(name)}`,
}

const INPUTS = 'ndjson|csv|nginx|har|parquet'

/** What a field is, unless it is a text. */
const EXPECTED: { readonly [field: string]: string } = {
  claims: 'a JSON object',
  scopes: 'a text or a list of texts',
  role: 'a role or a list of roles',
  status: 'a number of up to three digits',
  time: 'ISO 8601 with an offset, or a number since 1970,',
}

const OPTIONAL = ['status', 'client', 'time']

function hintOf(why: CallFault): string | undefined {
  switch (why.is) {
    case 'missing': {
      const flags = why.likely.map((each) => `--field ${each}`).join(' ')
      return flags === ''
        ? 'to name the field of the log that has it: --field NAME=FIELD'
        : `if the log calls it something else: ${flags}`
    }
    case 'type':
      return OPTIONAL.includes(why.field)
        ? `to leave it out: --field ${why.field}=`
        : `to read another field: --field ${why.field}=FIELD`
    case 'callers':
      return 'to ignore one of them: --field NAME='
    case 'no-caller':
      return 'to name the field that does: --field scopes=FIELD (null or empty without a token)'
    case 'no-time':
      return 'to check each token at the time it was issued: --at iat'
    default:
      return undefined
  }
}

const RESUME_FAULTS = {
  form: 'it is not the state of a replay',
  logs: 'it is for other logs, or one of them has changed',
  files: 'the catalog or the users file has changed',
  flags: 'it was written with other flags',
} as const

const NOTHING_COMPARED = {
  'no-status': (calls: string) => `none of ${calls} has a status that says whether it was allowed`,
  unanswered: (calls: string) => `the catalog answers none of ${calls}`,
  apart: (calls: string) =>
    `of ${calls}, the catalog answers none with a status that says whether it was allowed`,
} as const

const NO_DUCKDB = {
  missing: {
    says: '@duckdb/node-api is not installed',
    hint: 'install it next to scopectl: npm install @duckdb/node-api (--global if scopectl is)',
  },
  binary: {
    says: 'the binary of scopectl cannot load it',
    hint: 'use the npm package: npx --package=scopectl --package=@duckdb/node-api scopectl replay',
  },
  broken: {
    says: 'a part of @duckdb/node-api cannot be loaded',
    hint: 'install it again, with its optional dependencies: npm install --include=optional @duckdb/node-api',
  },
} as const

/** Problems of replaying access logs. */
export const replayWords: Words<ReplayProblems> = {
  'replay-line': ({ why }) => ({ says: faultText(FAULTS, why), hint: hintOf(why) }),
  'replay-more-lines': ({ more, lines }) => ({
    says: `${more === 0 ? '' : `${plural(more, 'more line')} cannot be read; `}${wereRead(lines)}`,
    hint: 'to continue without them: --skip-invalid',
  }),
  'replay-skipped': ({ skipped, lines }) => ({
    says: `skipped ${plural(skipped, 'line')} that cannot be read; ${wereRead(lines)}`,
    warns: true,
  }),
  'replay-empty': ({ files }) => ({
    says: `no calls in ${list(files, 'and')}: nothing was checked`,
  }),
  'replay-nothing-compared': ({ why, lines }) => ({
    says: `nothing was compared: ${NOTHING_COMPARED[why](plural(lines, 'call'))}`,
    hint:
      why === 'no-status' ? 'to compare with a revision of the catalog: --against REV' : undefined,
  }),
  'replay-format': ({ file }) => ({
    says: `cannot tell the format of ${quote(file)} from its first line`,
    hint: `to set it: --log-format ${INPUTS}`,
  }),
  'replay-csv-header': ({ file }) => ({
    says: `the first line of ${quote(file)} must have a different name for each column, with commas between them`,
  }),
  'replay-gzip': ({ file, why }) =>
    why === 'incomplete'
      ? { says: `${quote(file)} is not a complete gzip file` }
      : {
          says: `${quote(file)} has more data after the zeros behind its compressed data`,
          hint: 'unpack both parts by themselves, and give the unpacked logs',
        },
  'replay-no-duckdb': ({ file, why }) => ({
    says: `${quote(file)} is a Parquet file, which DuckDB reads, and ${NO_DUCKDB[why].says}`,
    hint: NO_DUCKDB[why].hint,
  }),
  'replay-parquet': ({ file, why }) => ({
    says:
      why === 'glob'
        ? `the path of ${quote(file)} has characters of a pattern, which may match other files`
        : `DuckDB cannot read ${quote(file)}: ${why}`,
  }),
  'replay-resume': ({ file, why }) => ({
    says: `cannot resume from ${quote(file)}: ${RESUME_FAULTS[why]}`,
    hint: why === 'form' ? 'give the name of a new file' : 'to start again, delete it',
  }),
  'replay-twice': ({ file }) => ({
    says: `${quote(file)} is given twice: its calls would count twice`,
  }),
  'replay-field': ({ text, fields, suggestion }) => ({
    says: `invalid \`--field\` ${quote(text)}`,
    hint: didYouMean(suggestion) ?? `use NAME=FIELD, with NAME one of ${fields.join(', ')}`,
  }),
  'replay-no-files': () => ({
    says: 'no log to read',
    hint: 'to check a log: scopectl replay access.ndjson; a table: scopectl replay --sql duckdb',
  }),
  'replay-table': ({ table }) => ({
    says: `invalid table name ${quote(table)}`,
    hint: 'use letters, digits and `_`, with dots between schema and table; make a view for anything else',
  }),
  'replay-views': ({ calls, fails }) => ({
    says: `${plural(calls, 'call')} would be answered differently if the server expands \`implies\``,
    hint: 'set `enforce: literal` or `enforce: implied` under `token:`',
    ...(fails ? { fails: true } : { warns: true }),
  }),
  'replay-left': ({ what, calls }) => ({
    says: `too many ${what} to list: ${plural(calls, 'call')} in none of them`,
    warns: true,
  }),
}
