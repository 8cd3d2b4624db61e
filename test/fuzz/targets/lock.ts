import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../ask.js'
import { applied, bytesOf, changes, type Edit, edit } from '../edits.js'
import { ENV, LARGE, LARGE_USERS, placeFor, SMALL, USERS } from '../place.js'
import { target } from '../target.js'

interface Input {
  readonly large: boolean
  readonly fold: boolean
  /** Changes of the lock that the catalog has. */
  readonly edits: readonly Edit[]
}

const place = placeFor({})
const made = new Map<string, string>()
const WORDS = [
  'allow',
  'role ',
  'route ',
  'needs',
  ' -',
  'form folded',
  'group 1',
  '~',
  '<<<<<<< HEAD\n',
  '#',
  'version 2',
  'digest',
]
const FACTS = [
  'allow viewer POST /items\n',
  'allow anonymous GET /me\n',
  'role viewer has read write\n',
  'user mallory has admin\n',
  'client bot has read\n',
  'group 1 route ~a3jrteas5tqk allow anonymous needs write\n',
]
/** A fact that the catalog does not have, or any other edit. */
const change: fc.Arbitrary<Edit> = fc.oneof(
  edit(WORDS),
  fc.record({
    kind: fc.constant('replace' as const),
    at: fc.nat({ max: 1 << 20 }),
    length: fc.constant(0),
    put: fc.constantFrom(...FACTS),
  }),
)

/** Only these may change without changing a fact: order, comments, line ends, and the names of parameters. */
const factsOf = (text: string): string[] =>
  [
    ...new Set(
      text
        .replace(/^\ufeff/, '')
        .split(/\r?\n/)
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => line.replace(/\{\w+/g, '{')),
    ),
  ].sort()

/** A lock is up to date only if it has the facts of the catalog and no others; `diff` reads what `--check` reads. */
export const lock = target<Input>({
  name: 'lock',
  inputs: fc.record({ large: fc.boolean(), fold: fc.boolean(), edits: changes(change) }),
  controls: [false, true].flatMap((large) => [
    { large, fold: false, edits: [] },
    { large, fold: true, edits: [] },
  ]),
  async check({ large, fold, edits }) {
    const files = {
      'scopes.yaml': large ? LARGE : SMALL,
      'users.yaml': large ? LARGE_USERS : USERS,
    }
    const run = (cwd: string, ...args: string[]) => ask(['lock', ...args], { cwd, env: ENV })
    const key = `${large} ${fold}`
    if (!made.has(key)) {
      const cwd = place({ ...files, 'access.lock': undefined })
      expect((await run(cwd, fold ? '--fold' : '--no-fold')).exit).toBe(0)
      made.set(key, readFileSync(join(cwd, 'access.lock'), 'utf8'))
    }
    const right = made.get(key) ?? ''
    const text = edits.reduce(applied, right)
    const cwd = place({ ...files, 'access.lock': text })
    const checked = await run(cwd, '--check', '--json', '--allow-undecided', '9')
    expect((await run(cwd, '--check', '--allow-undecided', '9')).exit).toBe(checked.exit)
    const isSame =
      Buffer.from(text).equals(bytesOf(text)) && String(factsOf(text)) === String(factsOf(right))
    if (checked.exit === 0) expect(isSame, 'the facts are the same').toBe(true)
    // Writing it again mends whatever can be read, and whatever was written is up to date.
    if ((await run(cwd)).exit === 0) {
      expect((await run(cwd, '--check', '-q', '--allow-undecided', '9')).exit).toBe(0)
    }
    return checked.exit === 0 ? 'accepted' : 'refused'
  },
})
