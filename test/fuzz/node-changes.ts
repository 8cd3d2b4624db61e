/**
 * What is written in the place of a member or an item of a document.
 *
 * @param key the text of its key; undefined for an item of a list and for the document itself
 * @param value the text of its value, in the flow style that JSON and YAML share
 */
type Put = (key: string | undefined, value: string) => string

const member = (key: string | undefined, value: string): string =>
  key === undefined ? value : `${key}: ${value}`
const valueBy =
  (make: (value: string) => string): Put =>
  (key, value) =>
    member(key, make(value))
/** An item, and the document, become a map with the key. */
const keyBy =
  (make: (key: string) => string): Put =>
  (key, value) =>
    key === undefined ? `{${make('"a"')}: ${value}}` : `${make(key)}: ${value}`

const LONG = 'x'.repeat(70_000)
const DEEP = 3000

const VALUES = [
  ...['null', 'true', 'false', '0', '-0', '-1', '1.5', '1e400', '-1e400', '1e-400'],
  ...['9007199254740993', '1000000000000000000000', '2147483648', '""', '" "', '"__proto__"'],
  ...['"constructor"', '"\\u0000"', '"\\u001b[2J"', '"\\u202e"', '"\\ud800"', '"*"', '"/"', '".."'],
  ...['"\\n"', '"2026-02-30"', '"env:X"', '"file:."', '"https://127.0.0.1:9/"', '"{x}"', '"a b"'],
  ...['[]', '{}', '[[]]', '[{}]', '[null]', '[""]', '[0]', '{"":""}', '{"a":1}', '{"a":null}'],
  ...['{"__proto__":{"a":1}}', '{"$ref":"#"}', '{"length":1}', '{"any":[]}', '{"toString":1}'],
]
const KEYS = [
  ...['""', '" "', '"__proto__"', '"constructor"', '"toString"', '"a"', '"0"', '"*"', '"x-a"'],
  ...['"\\u0000"', '"\\ud800"', '"\\u001b[2J"', '"$ref"', '"GET /"', '"/{"', '"any"', '"a b"'],
]
/** Values in YAML alone: a reader of JSON refuses them. */
const YAML_VALUES = [
  ...[
    '~',
    'yes',
    '.inf',
    '-.inf',
    '.nan',
    '0x10',
    '0o17',
    '1_000',
    '2026-02-30',
    '*a',
    '*undefined',
  ],
  ...['&a [*a]', '&a {a: *a}', '[&a {}, *a]', '!!str', '!!null ""', '!!int "1"', '!!float "1"'],
  ...[
    '!!binary "AA=="',
    '!!binary "%"',
    '!!timestamp "x"',
    '!!set {a}',
    '!!omap [a: 1]',
    '!!map []',
  ],
  ...['!!seq {}', '!x a', '! a', '!<tag:a> b', '{<<: {a: 1}}', '{<<: [{a: 1}, {b: 2}]}', '{<<: 1}'],
  ...['{? [a] : b}', '{? {a: 1} : b}', '{1: a, true: b, null: c}', '{a}', '[a: b]', '{a: , : b}'],
  ...['{&a a: *a}', "'", '"', '"\\U00110000"', '"\\x1b"', '|', '@', '`', '%'],
]
const YAML_KEYS = ['null', '1', 'true', '? [a]\n', '&k a', '!x a', '*a', '1e400', '{a: 1}', '[]']

const named = (what: string, texts: readonly string[], put: (text: string) => Put) =>
  texts.map((text): [string, Put] => [`${what} ${text}`, put(text)])

/** Each change of one node, by name. `same` changes nothing. */
export const CHANGES: Readonly<Record<string, Put>> = Object.fromEntries([
  ['same', member] satisfies [string, Put],
  ...named('value', VALUES, (text) => valueBy(() => text)),
  ...named('value', YAML_VALUES, (text) => valueBy(() => text)),
  ...named('key', KEYS, (text) => keyBy(() => text)),
  ...named('key', YAML_KEYS, (text) => keyBy(() => text)),
  ...([
    ['value long', valueBy(() => `"${LONG}"`)],
    ['value deep list', valueBy(() => '['.repeat(DEEP) + ']'.repeat(DEEP))],
    ['value deep map', valueBy(() => `${'{"a":'.repeat(DEEP)}0${'}'.repeat(DEEP)}`)],
    ['value wide', valueBy(() => `[${'0,'.repeat(20_000)}0]`)],
    ['key long', keyBy(() => `"${LONG}"`)],
    ['in a list', valueBy((value) => `[${value}]`)],
    ['in a list, twice', valueBy((value) => `[${value}, ${value}]`)],
    ['in a map', valueBy((value) => `{"a": ${value}}`)],
    ['in a map, by its key', (key, value) => member(key, `{${key ?? '"a"'}: ${value}}`)],
    ['as text', valueBy((value) => JSON.stringify(value))],
    ['removed', () => ''],
    ['only the key', (key) => key ?? ''],
    ['twice', (key, value) => `${member(key, value)}, ${member(key, value)}`],
    ['twice, null first', (key, value) => `${member(key, 'null')}, ${member(key, value)}`],
    ['tagged !x', valueBy((value) => `!x ${value}`)],
    ['tagged !!str', valueBy((value) => `!!str ${value}`)],
    ['tagged !!map', valueBy((value) => `!!map ${value}`)],
    ['tagged !!seq', valueBy((value) => `!!seq ${value}`)],
    ['tagged !!binary', valueBy((value) => `!!binary ${value}`)],
    ['anchored', valueBy((value) => `&a ${value}`)],
    ['anchored, and in itself', valueBy((value) => `&a [${value}, *a]`)],
    ['anchored, and used', valueBy((value) => `[&a ${value}, *a]`)],
    ['merged', (key, value) => (key === undefined ? `{<<: ${value}}` : `<<: ${value}`)],
    ['merged under its key', valueBy((value) => `{<<: ${value}}`)],
    ['merged twice', valueBy((value) => `{<<: [&m ${value}, *m], <<: *m}`)],
    ['commented', valueBy((value) => `# x\n ${value} # y\n`)],
    ['key anchored', keyBy((key) => `&k ${key}`)],
    ['key complex', keyBy((key) => `? [${key}]\n`)],
    ['key tagged', keyBy((key) => `!!str ${key}`)],
  ] satisfies [string, Put][]),
])
