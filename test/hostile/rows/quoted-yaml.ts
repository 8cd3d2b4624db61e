import type { Case } from '../row.js'

// What the YAML library quotes in its own messages: whoever can change a file must not control what its reviewer sees.

/** A mistake for each message that repeats text of the file; `@` is that text. */
const MISTAKES: Readonly<Record<string, string>> = {
  'an escape sequence': 'a: "\\@"\n',
  'an escape of eight digits': 'a: "\\U@@@"\n',
  'an alias': 'a: *x@\n',
  'two anchors': 'a: &x@ &y@ 1\n',
  'a tag': 'a: !<@ 1\n',
  'a directive': '%@\n---\na: 1\n',
  'a block header': 'a: |@\n  b\n',
  'text after a list': 'a: [b]@\n',
  'a text without its end': 'a: "@\n',
  'a reserved sign': 'a: `@\n',
  'a name twice': 'a@: 1\na@: 2\n',
}

/** Each file that is read as YAML, and the formats of what reads it. */
const READERS: readonly (readonly [file: string, line: string, formats: string])[] = [
  ['scopes.yaml', 'lint', 'text json sarif github'],
  ['users.yaml', 'users list', 'text json'],
  ['users.yaml', 'matrix --by user', 'md csv'],
  ['scopes.test.yaml', 'test', 'text json github junit tap'],
  ['api.yaml', 'import openapi api.yaml', 'text json'],
  ['api.yaml', 'drift api.yaml', 'github'],
  ['server.yaml', 'check a.b.c --need read --as-server ./server.yaml', 'text json'],
]
const LINES = READERS.flatMap(([file, line, formats]) =>
  formats.split(' ').map((format) => ({ file, line: `${line} --format ${format}` })),
)
/** Nothing that a terminal hides or moves, no command of a CI runner; as `RAW`, and more. */
const NEVER = /[\p{Cf}\p{Zl}\p{Zp}]|##\[|^\s*::error::/mu

/** Every mistake with each of the texts, in turn in each file and format. */
export const quotedByYaml = (texts: readonly string[]): Case[] =>
  Object.entries(MISTAKES).flatMap(([mistake, yaml], i) =>
    texts.map((text, k) => {
      const { file, line } = LINES[(i * texts.length + k) % LINES.length] as (typeof LINES)[number]
      return {
        what: `${mistake} with ${JSON.stringify(text)} in ${file}: ${line}`,
        args: line.split(' '),
        files: { [file]: yaml.replaceAll('@', text) },
        exit: 2,
        never: NEVER,
      }
    }),
  )
