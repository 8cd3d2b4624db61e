/** What unquoted text is read as that is not text (core schema, YAML 1.2.2 §10.3.2). */
export type ReadAs = 'null' | 'true or false' | 'a number'

const WORDS: ReadonlyMap<string, ReadAs> = new Map([
  ...['~', 'null', 'Null', 'NULL', ''].map((word) => [word, 'null'] as const),
  ...['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].map(
    (word) => [word, 'true or false'] as const,
  ),
])
const NUMBER =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/** Undefined: as the text that it is. */
export function readAs(text: string): ReadAs | undefined {
  if ('-+.0123456789'.includes(text.charAt(0)) && NUMBER.test(text)) return 'a number'
  return WORDS.get(text)
}
