import { expect, test } from 'vitest'
import { withSetting } from '../../src/io/edit-users.js'
import { codesOf } from './support.js'

const HASH = 'scrypt$1024$8$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
const ALICE = { group: 'users', name: 'alice', setting: 'password' } as const

const edited = (text: string, file = 'users.yaml') => withSetting(text, file, ALICE, HASH)

test('every other byte of the file is kept', () => {
  const text = [
    '# who',
    'users:   # everybody',
    "  'bob' : { roles: [ editor ] }   # bob",
    '',
    '  alice:   # she',
    '    # an attribute',
    '    is_admin: true   # really',
    '',
    '  carol: {disabled: true}',
    '',
  ].join('\n')
  expect(edited(text)).toBe(text.replace('really\n', `really\n    password: ${HASH}\n`))
})

test.each([
  ['users:\n  alice: {}\n', `users:\n  alice: { password: ${HASH} }\n`],
  ['users: {alice: {level: 1}}\n', `users: {alice: {level: 1, password: ${HASH}}}\n`],
  ['users: {alice: {level: 1,}}\n', `users: {alice: {level: 1, password: ${HASH},}}\n`],
  ['users:\n  alice:\n    level: 1', `users:\n  alice:\n    level: 1\n    password: ${HASH}`],
  [
    'users:\n  alice:\n    claims:\n      a: [\n        1 ]  # one\n  bob: {}\n',
    `users:\n  alice:\n    claims:\n      a: [\n        1 ]  # one\n    password: ${HASH}\n  bob: {}\n`,
  ],
  [
    'users:\n  alice: { password: "old", level: 1 } # her\n',
    `users:\n  alice: { password: ${HASH}, level: 1 } # her\n`,
  ],
])('%j', (before, after) => {
  expect(edited(before)).toBe(after)
})

test('JSON stays JSON', () => {
  const text = '{\n  "users": { "alice": {\n    "roles": ["editor"]\n  } }\n}\n'
  const after = edited(text, 'users.json')
  expect(after).toBe(text.replace('["editor"]', `["editor"],\n    "password": "${HASH}"`))
  expect(JSON.parse(after).users.alice).toEqual({ roles: ['editor'], password: HASH })
})

test('an unusual layout is rewritten, and its comments are kept', () => {
  const text =
    'users:\n  alice: # she\n    claims:\n      note: |\n        two\n        lines\n  bob: {} # he\n'
  const after = edited(text)
  expect(after).toContain(`password: ${HASH}`)
  expect(after).toContain('# she')
  expect(after).toContain('# he')
  expect(after).toContain('two\n        lines\n')
})

test('no entry is invented', async () => {
  expect(await codesOf(() => edited('users:\n  alcie: {}\n'))).toEqual(['no-such-user'])
})
