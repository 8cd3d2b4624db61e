import { RE2_PLAIN, type Spelt } from '../../export/path-rules.js'

/** What differs between SQL engines; the rest of the script is the same text for all. */
export interface Dialect {
  readonly name: DialectName
  readonly title: string
  /** The command that runs the script, for its first lines. */
  readonly run: string
  /** Whether tests run scripts on the real engine, and not only parse them. */
  readonly isTested: boolean
  /** The type of text. */
  readonly text: string
  /** A name that may be a reserved word. */
  identifier(name: string): string
  /** A text, from its UTF-8 bytes in hex. */
  fromHex(hex: string): string
  /** As text that is compared byte by byte, whatever the column's type and collation are. */
  plainText(expression: string): string
  /** Whether a part of the text matches; both are expressions. */
  matches(text: string, regex: string): string
  /** The text without each part that matches. */
  without(text: string, regex: string): string
  /** The text with each of these escapes (`%41`) replaced; every `%` in it begins an escape. */
  unescaped(text: string, chars: Readonly<Record<string, string>>): string
  /** How the engine's regular expressions write a parameter that shares its segment with text. */
  readonly spelt: Spelt
}

export const DIALECTS = ['duckdb', 'postgres', 'spark', 'trino'] as const
export type DialectName = (typeof DIALECTS)[number]

/**
 * For backtracking engines: a loop over a group takes the stack of a recursion for each character there, and a long
 * path would end the query. A parameter neither ends inside an escape, nor between those of one character.
 */
const BACKTRACKING: Spelt = {
  ...RE2_PLAIN,
  hole: '[^/]+(?<!%)(?<!%[0-9A-F])',
  wholeHole: '[^/]+(?<!%)(?<!%[0-9A-F])(?!%[89AB])',
}

/** Each replacement keeps the two digits of the other escapes, so their order does not matter. */
const replaced: Dialect['unescaped'] = (text, chars) =>
  Object.entries(chars).reduce((inner, [from, to]) => `replace(${inner}, '${from}', '${to}')`, text)

/** Spark resolves one nested call in each round of its analysis, and has a hundred rounds. */
const transformed: Dialect['unescaped'] = (text, chars) => {
  const cases = Object.entries(chars).map(([from, to]) => `WHEN '${from.slice(1)}' THEN '${to}'`)
  const char = `CASE substring(part, 1, 2) ${cases.join(' ')} END`
  const piece = `COALESCE(${char} || substring(part, 3), '%' || part)`
  const rest = `slice(split(${text}, '%'), 2, length(${text}))`
  return `split_part(${text}, '%', 1) || array_join(transform(${rest}, part -> ${piece}), '')`
}

const quoted = (name: string): string => `"${name}"`

const duckdb: Dialect = {
  name: 'duckdb',
  title: 'DuckDB',
  isTested: true,
  run: 'duckdb traffic.db < replay.sql',
  text: 'VARCHAR',
  identifier: quoted,
  fromHex: (hex) => `decode(unhex('${hex}'))`,
  plainText: (expression) => `CAST(${expression} AS VARCHAR) COLLATE C`,
  matches: (text, regex) => `regexp_matches(${text}, ${regex})`,
  without: (text, regex) => `regexp_replace(${text}, ${regex}, '', 'g')`,
  unescaped: replaced,
  spelt: RE2_PLAIN,
}

const postgres: Dialect = {
  name: 'postgres',
  title: 'PostgreSQL',
  isTested: true,
  run: 'psql --file replay.sql',
  text: 'TEXT',
  identifier: quoted,
  fromHex: (hex) => `convert_from(decode('${hex}', 'hex'), 'UTF8')`,
  plainText: (expression) => `CAST(${expression} AS TEXT) COLLATE "C"`,
  matches: (text, regex) => `${text} ~ ${regex}`,
  without: (text, regex) => `regexp_replace(${text}, ${regex}, '', 'g')`,
  unescaped: replaced,
  spelt: RE2_PLAIN,
}

const spark: Dialect = {
  name: 'spark',
  title: 'Spark',
  isTested: true,
  run: 'spark-sql -f replay.sql',
  text: 'STRING',
  identifier: (name) => `\`${name}\``,
  // Spark 4 does not evaluate decode() in VALUES.
  fromHex: (hex) => `CAST(X'${hex}' AS STRING)`,
  plainText: (expression) => `CAST(${expression} AS STRING)`,
  matches: (text, regex) => `${text} RLIKE ${regex}`,
  without: (text, regex) => `regexp_replace(${text}, ${regex}, '')`,
  unescaped: transformed,
  spelt: BACKTRACKING,
}

const trino: Dialect = {
  name: 'trino',
  title: 'Trino',
  isTested: false,
  run: 'trino --file replay.sql',
  text: 'VARCHAR',
  identifier: quoted,
  fromHex: (hex) => `from_utf8(X'${hex}')`,
  plainText: (expression) => `CAST(${expression} AS VARCHAR)`,
  matches: (text, regex) => `regexp_like(${text}, ${regex})`,
  without: (text, regex) => `regexp_replace(${text}, ${regex}, '')`,
  unescaped: transformed,
  spelt: BACKTRACKING,
}

export const dialectOf = (name: DialectName): Dialect => ({ duckdb, postgres, spark, trino })[name]
