import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { factsOf } from '../../../src/core/access/facts.js'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { printLock } from '../../../src/core/lock/print.js'
import type { Client, User, Users } from '../../../src/core/users/model.js'
import { type Bytes, memoryBytes } from '../../../src/io/users/byte-lines.js'
import type { Said } from '../../../src/io/users/record.js'
import { RecordFile } from '../../../src/io/users/record-file.js'
import { recordUsers } from '../../../src/io/users/record-users.js'
import { writeEntries } from '../../../src/io/users/write-entries.js'
import { world } from '../../support/generators.js'
import { codesOf, placesOf, problemsOf } from '../support.js'
import { CATALOG, open, userOf } from './record-world.js'

describe('an NDJSON line', () => {
  test('is a user or a client, with the keys of users.yaml', () => {
    const text = [
      '{"user":"alice","is_admin":true,"level":7,"roles":["editor"],"claims":{"email":"a@b"}}',
      '\r',
      '{"scopes":["read"],"client":"ci-bot","disabled":true}',
    ].join('\n')
    const { users } = open(text, 'ndjson')
    const alice = users.users.get('alice')
    expect(alice).toMatchObject({ name: 'alice', roles: ['editor'], scopes: [], disabled: false })
    expect([...(alice?.attributes ?? [])]).toEqual([
      ['is_admin', true],
      ['level', 7],
    ])
    expect([...(alice?.claims ?? [])]).toEqual([['email', 'a@b']])
    expect(alice?.at).toMatchObject({ file: 'users.ndjson', line: 1, column: 9, length: 7 })
    expect(users.clients.get('ci-bot')).toMatchObject({ scopes: ['read'], disabled: true })
    expect(users.clients.get('ci-bot')?.at).toMatchObject({ line: 3, column: 29 })
    expect([...users.users.keys()]).toEqual(['alice'])
    expect(users.users.size).toBe(1)
  })

  test.each([
    ['{"user":"alice"', '1:16+1 json-syntax'],
    ['["alice"]', '1:1+9 record-not-map'],
    ['{"roles":[],"near":"alice"}', '1:1+27 record-unnamed'],
    ['{"user":"alice","client":"alice"}', '1:1+33 record-unnamed'],
    ['{"user":"alice","user":"bob"}', '1:17+6 duplicate-name'],
    ['{"user":"alice","roles":["editr"]}', '1:26+7 unknown-role'],
    ['{"user":"alice","roles":["admin"]}', '1:26+7 when-role-listed'],
    ['{"user":"alice","scopes":["*"]}', '1:27+3 glob-not-here'],
    ['{"user":"alice","Level":7}', '1:17+7 unknown-attribute'],
    ['{"user":"alice","level":null}', '1:25+4 wrong-shape'],
    ['{"user":"alice","level":123456789012345678}', '1:25+18 number-too-big'],
    ['{"user":"alice","level":0.1234567890123456789}', '1:25+21 number-too-big'],
    ['{"user":"alice","claims":{"uid":9007199254740993}}', '1:33+16 number-too-big'],
    ['{"user":"alice","claims":{"sub":"root"}}', '1:27+5 reserved-claim'],
    ['{"user":"alice","claims":{"a":{"constructor":1}}}', '1:32+13 reserved-name'],
    ['{"user":"alice","password":"hunter2"}', '1:17+10 password-not-hashed'],
    ['{"user":"alice"}\n{"user":"bob"}\n{"user":"alice"}', '3:9+7 duplicate-name'],
    ['{"user":"bob"}\n{"user":"alice" \u0000}', '2:17+1 bad-character'],
  ])('%j is refused in full', async (text, place) => {
    expect(await placesOf(() => userOf(text, 'ndjson'))).toEqual([place])
    expect(await placesOf(() => open(text, 'ndjson').load())).toEqual([place])
  })

  test('invalid UTF-8, and no entry at all', async () => {
    const bytes = Buffer.concat([Buffer.from('{"user":"alice\\u0021'), Buffer.of(0xff, 0x22, 0x7d)])
    expect(await codesOf(() => open(memoryBytes(bytes), 'ndjson').load())).toEqual([
      'file-not-utf8',
    ])
    expect(await codesOf(() => open('\n \n', 'ndjson').load())).toEqual(['file-empty'])
  })

  test('a plain-text password is not shown, nor is its line', async () => {
    const texts = [
      '{"user":"alice","password":"hunter2"}',
      '{"user":"alice","password":"hunter2","roles":["x"]}',
      '{"user":"alice","password":"hunter2',
      '{"client":"bot","secret":"hunter2"}',
      '{"client":"bot","secret":"hunter2","roles":["x"]}',
      '{"client":"bot","secret":"hunter2',
    ]
    for (const text of texts) {
      for (const { at } of await problemsOf(() => open(text, 'ndjson').load())) {
        expect(at?.text).not.toContain('hunter2')
        expect(at?.text).toContain('*******')
      }
    }
  })
})

describe('somebody looked up by name', () => {
  test.each([
    ['{"user":"\\u0061lice"}', 'alice'],
    ['{"user":"al\\u0069ce"}', 'alice'],
    ['{"\\u0075ser":"alice"}', 'alice'],
    ['{"user":"a\\/b"}', 'a/b'],
    ['{"user":"a\\\\b"}', 'a\\b'],
    ['{"user":"a\\"b"}', 'a"b'],
    ['{"user":"é"}', 'é'],
    ['{"user":"\\ud83d\\ude00"}', '😀'],
    ['{"user":"😀"}', '😀'],
    ['{"user":"a\\u2028b"}', 'a\u2028b'],
  ])('%s is found however the name is spelled', (line, name) => {
    const text = `{"user":"bob"}\n${line}\n{"user":"carol"}\n`
    expect(userOf(text, 'ndjson', name)?.name).toBe(name)
    expect(userOf(text, 'ndjson', 'dave')).toBeUndefined()
  })

  test('a duplicate is an error in any spelling, up to the end of the file', async () => {
    const filler = '{"user":"someone-else","roles":["editor"]}\n'.repeat(60_000)
    const text = `{"user":"alice"}\n${filler}{"user":"\\u0061lice"}`
    expect(await placesOf(() => userOf(text, 'ndjson'))).toEqual(['60002:9+12 duplicate-name'])
  })

  test('mistakes elsewhere are left to lint', async () => {
    const text = '{"user":"bob","roles":["nobody"]}\nnot JSON\n{"user":"alice"}\n'
    expect(userOf(text, 'ndjson')?.name).toBe('alice')
    expect(await codesOf(() => open(text, 'ndjson').load())).toEqual([
      'unknown-role',
      'json-syntax',
    ])
  })

  test('from the third on, all are read, and no problem is skipped', async () => {
    const { users } = open('{"user":"a"}\n{"user":"b"}\n{"user":"c"}\nnot JSON', 'ndjson')
    expect([users.users.get('a')?.name, users.users.get('b')?.name]).toEqual(['a', 'b'])
    expect(await codesOf(() => users.users.get('c'))).toEqual(['json-syntax'])
  })

  test('a user is not a client, and the empty name does not exist', () => {
    const { users } = open('{"client":"alice"}\n{"user":"bob","level":7}', 'ndjson')
    expect(users.users.get('alice')).toBeUndefined()
    expect(users.users.get('')).toBeUndefined()
    expect(users.clients.get('alice')?.name).toBe('alice')
  })
})

test('lines are whole wherever a block ends, up to the maximum length', async () => {
  const names = Array.from({ length: 30_000 }, (_, i) => `n${i}${'é'.repeat(i % 37)}`)
  const text = names.map((user) => `${JSON.stringify({ user, roles: ['editor'] })}\n`).join('')
  const all = open(text, 'ndjson')
  expect([...all.users.users.keys()]).toEqual(names)
  expect([...all.users.users.values()].map(({ name }) => name)).toEqual(names)
  for (const i of [0, 11_111, 17_777, 29_999]) {
    const name = names[i] ?? ''
    expect(open(text, 'ndjson').users.users.get(name)?.at?.line).toBe(i + 1)
    expect(all.users.users.get(name)?.at?.line).toBe(i + 1)
  }
  const long = `{"user":"bob"}\n{"user":"alice","claims":{"a":"${'a'.repeat(2e6)}"}}\n`
  expect(await codesOf(() => open(long, 'ndjson').load())).toEqual(['line-too-long'])
  expect(await codesOf(() => userOf(long, 'ndjson'))).toEqual(['line-too-long'])
})

test('iterating over users that are not kept reads the file', async () => {
  const text = Array.from({ length: 60_000 }, (_, i) => `{"user":"user${i}"}\n`).join('')
  const all = memoryBytes(Buffer.from(`${text}{"user":"user7"}`))
  let last = 0
  const bytes: Bytes = {
    read(into, offset) {
      last = offset
      return all.read(into, offset)
    },
  }
  const file = new RecordFile('users.ndjson', bytes, 'ndjson', CATALOG)
  const { users } = recordUsers(file, CATALOG, false)
  const walk = users.users.values()
  expect([walk.next().value?.name, last]).toEqual(['user0', 0])
  expect(await placesOf(() => [...users.users.values()])).toEqual(['60001:9+7 duplicate-name'])
  expect(await placesOf(() => [...users.clients.values()])).toEqual(['60001:9+7 duplicate-name'])
  expect(last).toBeGreaterThan(1_000_000)
})

/** Every form means the same: the lock, each entry by name, and the entries themselves. */
test('users mean the same in every form', () => {
  fc.assert(
    fc.property(
      world,
      fc.constantFrom('ndjson', 'csv' as const),
      ({ catalog, users, usersForm }, format) => {
        const entries = function* (): Generator<Said> {
          for (const kind of ['user', 'client'] as const)
            for (const [name, form] of Object.entries(usersForm[`${kind}s`]))
              yield { kind, name, form: form as Record<string, unknown> }
        }
        if ([...entries()].length === 0) return
        const text = [...writeEntries(format, entries, catalog).text].join('')
        const read = open(text, format, catalog)
        read.load()
        expect(lockOf(catalog, read.users), text).toBe(lockOf(catalog, users))
        for (const { kind, name } of entries()) {
          const alone = open(text, format, catalog).users[`${kind}s`].get(name)
          expect(partsOf(alone), `${kind} ${name} in ${text}`).toEqual(
            partsOf(read.users[`${kind}s`].get(name)),
          )
          expect(alone?.roles).toEqual(users[`${kind}s`].get(name)?.roles)
        }
      },
    ),
    { numRuns: 1000 },
  )
})

const partsOf = (person: User | Client | undefined) => [
  person?.name,
  person?.roles,
  person?.scopes,
  person?.disabled,
  person && 'attributes' in person ? [...person.attributes] : [],
  person?.at,
]
const lockOf = (catalog: Catalog, users: Users): string => printLock(factsOf(catalog, users))
