import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { ask } from '../ask.js'
import { edited } from '../edits.js'
import { ENV, LARGE, LARGE_USERS, parse, placeFor, SMALL, USERS } from '../place.js'
import { target } from '../target.js'
import { editedTree } from '../trees.js'

const CSV = `user,client,roles,scopes,claims,disabled,is_admin
alice,,viewer editor,,"{""email"":""a@example.test""}",,true
bob,,editor,admin,,true,
"c,""d",,,,,,"true"
,bot,viewer,write,,,
`
const NDJSON = `{"user":"alice","roles":["viewer"],"claims":{"email":"a@example.test"}}
{"user":"bob","roles":["editor"],"disabled":true}
{"client":"bot","scopes":["write"],"x-note":[1]}
`
const FORMS = ['yaml', 'json', 'csv', 'ndjson'] as const
type Form = (typeof FORMS)[number]
interface Input {
  readonly form: Form
  readonly text: string
  /** What it is converted to. */
  readonly to: Form
}

const WORDS = [
  'user',
  'roles',
  'disabled',
  'true',
  ',',
  '""',
  '"\n',
  ';',
  '\r',
  '[viewer]',
  '{"user":',
  'scrypt$1024$8$1$AA$AA',
]
const textOf = (form: Form): fc.Arbitrary<string> => {
  if (form === 'csv') return edited([CSV], WORDS)
  if (form === 'ndjson') return edited([NDJSON], WORDS)
  const trees = [parse(USERS), parse(LARGE_USERS)]
  if (form === 'json')
    return fc.oneof(editedTree(trees, { yaml: false }), edited([JSON.stringify(trees[0])]))
  return fc.oneof(editedTree(trees), edited([USERS, LARGE_USERS], WORDS))
}

const place = placeFor({ 'users.csv': undefined })

/** What the users are does not change when they are converted, and a disabled one gets no token. */
export const users = target<Input>({
  name: 'users',
  weight: 2,
  inputs: fc
    .tuple(fc.constantFrom(...FORMS), fc.constantFrom(...FORMS))
    .chain(([form, to]) => textOf(form).map((text) => ({ form, text, to }))),
  controls: [
    { form: 'yaml', text: USERS, to: 'ndjson' },
    { form: 'json', text: JSON.stringify(parse(USERS)), to: 'csv' },
    { form: 'csv', text: CSV, to: 'yaml' },
    { form: 'ndjson', text: NDJSON, to: 'json' },
  ],
  async check({ form, text, to }) {
    const catalog = text.includes('ann') ? LARGE : SMALL
    const cwd = place({ 'scopes.yaml': catalog, [`people.${form}`]: text })
    const run = (...args: string[]) => ask(args, { cwd, env: ENV })
    const from = ['--users-file', `people.${form}`]
    const listed = await run('users', 'list', '--json', ...from)
    const linted = await run('lint', ...from)
    if (listed.exit !== 0) {
      expect([listed.exit, linted.exit]).toEqual([2, 2])
      await run('users', 'list', ...from)
      return 'refused'
    }
    const { entries } = JSON.parse(listed.stdout) as { entries: Entry[] }
    for (const { kind, name, disabled } of entries.slice(0, 5)) {
      const token = await run('token', `--${kind}=${name}`, ...from)
      if (disabled) expect([token.exit, token.stdout]).toEqual([3, ''])
    }
    const out = `out.${to}`
    rmSync(join(cwd, out), { force: true })
    const converted = await run('users', 'convert', ...from, '-o', out, '-q')
    if (converted.exit !== 0) return 'accepted'
    const again = await run('users', 'list', '--json', '--users-file', out)
    const read = JSON.parse(again.stdout) as { entries?: Entry[] }
    expect(inOrder(read.entries ?? [])).toEqual(inOrder(entries))
    return 'accepted'
  },
})

interface Entry {
  readonly kind: 'user' | 'client'
  readonly name: string
  readonly disabled: boolean
}
const inOrder = (entries: readonly Entry[]): string[] =>
  entries.map((each) => JSON.stringify(each)).sort()
