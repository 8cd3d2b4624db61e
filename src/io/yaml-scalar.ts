/** What unquoted text may be read as other than text (core schema, YAML 1.2.2 §10.3.2). */
export type ReadAs = 'null' | 'true or false' | 'a number'

const WORDS: ReadonlyMap<string, ReadAs> = new Map([
  ...['~', 'null', 'Null', 'NULL', ''].map((word) => [word, 'null'] as const),
  ...['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].map(
    (word) => [word, 'true or false'] as const,
  ),
])

/**
 * What any YAML parser in use reads as a number: the schemas of 1.1 (`010` is 8, `1_000`, `0b11`, `1:30` is 90) and 1.2
 * (`010` is 10, `0o10`), and what PyYAML, ruamel.yaml, js-yaml and go-yaml add to them.
 */
const NUMBER = new RegExp(
  `^(?:${[
    '[-+]?0[bB][01_]+',
    '[-+]?0[oO][0-7_]+',
    '[-+]?0[xX][0-9a-fA-F_]+',
    '(?:[-+]_*)?[0-9][0-9_]*(?:\\.[0-9_]*)?(?:[eE][-+]?[0-9][0-9_]*)?',
    '[-+]?\\._*[0-9][0-9_]*(?:[eE][-+]?[0-9][0-9_]*)?',
    '[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\\.[0-9_]*)?',
    '[-+]?\\.(?:inf|Inf|INF)',
    '\\.(?:nan|NaN|NAN)',
  ].join('|')})$`,
)
/** A text that all of them, and JSON, read as the same number. */
const PLAIN_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/

const isNumber = (text: string): boolean =>
  '-+.0123456789'.includes(text.charAt(0)) && NUMBER.test(text)

/** Undefined: read as text. Names are refused if any parser would read them as something else. */
export function readAs(text: string): ReadAs | undefined {
  return isNumber(text) ? 'a number' : WORDS.get(text)
}

/** Whether parsers disagree about unquoted text: some read a number, others another number or text. */
export const isAmbiguousNumber = (text: string): boolean =>
  isNumber(text) && !PLAIN_NUMBER.test(text)
