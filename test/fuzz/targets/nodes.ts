import { chmodSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../ask.js'
import type { Document } from '../document.js'
import { DOCUMENTS } from '../documents.js'
import { CHANGES } from '../node-changes.js'
import { type NodeChange, writtenFile } from '../nodes.js'
import { ENV, parse, placeFor } from '../place.js'
import { target } from '../target.js'

interface Input {
  /** Its name. */
  readonly document: string
  /** In which line of the file, if each is a document. */
  readonly which: number
  readonly changes: readonly NodeChange[]
  /** In the block style of YAML. */
  readonly block: boolean
  /** Which of its other command lines is run. */
  readonly line: number
}

const change = fc.record({
  at: fc.nat({ max: 1000 }),
  by: fc.constantFrom(...Object.keys(CHANGES).filter((name) => name !== 'same')),
})
/** Whatever a line may have written. */
const NONE = Object.fromEntries(
  ['access.lock', 'new.yaml', 'merged.json', 'opa', 'envoy', 'new', '.scopectl', '.gitignore'].map(
    (name) => [name, undefined],
  ),
)
/** A folder for each document. */
const places = new Map<string, ReturnType<typeof placeFor>>()

/** A folder with the files of a document, of which one is this text. */
export function placed({ name, files, file }: Document, text: string): string {
  const place = places.get(name) ?? placeFor(NONE)
  places.set(name, place)
  const cwd = place({ ...files, [file]: text })
  // A private key that others could read is refused, whatever is in the file.
  if (dirname(file) === '.scopectl') {
    chmodSync(join(cwd, '.scopectl'), 0o700)
    chmodSync(join(cwd, file), 0o600)
  }
  return cwd
}

/** The words of a line; a value with spaces is in double quotes, and FILE is the file. */
export const wordsOf = (line: string, { file }: Document): string[] =>
  (line.replaceAll('FILE', file).match(/"[^"]*"|\S+/g) ?? []).map((word) =>
    word.replaceAll('"', ''),
  )

/**
 * One node of a valid file, replaced, renamed, repeated or removed: what no reader of YAML accepts is an error, so is a name that
 * is twice in a map, and no change of a file makes an unsigned token valid.
 */
export const nodes = target<Input>({
  name: 'nodes',
  weight: 4,
  inputs: fc.record({
    document: fc.constantFrom(...DOCUMENTS.map(({ name }) => name)),
    which: fc.nat({ max: 9 }),
    changes: fc.oneof(
      { weight: 4, arbitrary: fc.tuple(change) },
      { weight: 1, arbitrary: fc.tuple(change, change) },
    ),
    block: fc.boolean(),
    line: fc.nat({ max: 99 }),
  }),
  controls: DOCUMENTS.flatMap(({ name, file, documents }) =>
    [false, true]
      .filter((block) => !block || (file.endsWith('.yaml') && documents.length === 1))
      .map((block) => ({ document: name, which: 0, changes: [], block, line: 1 })),
  ),
  async check({ document: name, which, changes, block, line }) {
    const document = DOCUMENTS.find((each) => each.name === name)
    if (!document) throw new Error(`no document ${name}`)
    const { lines, documents, exit = 0 } = document
    const isBlock = block && document.file.endsWith('.yaml')
    const text = writtenFile(documents, which, changes, isBlock)
    const [first = '', ...rest] = lines
    const cwd = placed(document, text)
    const run = (words: string) =>
      ask(wordsOf(words, document), { cwd, env: ENV, input: 'correct horse battery\n' })
    const done = await run(first)
    const other = rest[line % (rest.length || 1)]
    if (other !== undefined) await run(other)
    if (exit === 3) expect(done.exit).not.toBe(0)
    // Any text may be a secret.
    if (documents.length === 1 && document.file !== 'key.json' && !isTree(text))
      expect(done.exit, 'cannot be read').toBe(2)
    return done.exit === exit ? 'accepted' : 'refused'
  },
})

function isTree(text: string): boolean {
  try {
    return typeof parse(text) === 'object'
  } catch {
    return false
  }
}
