import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsOfLine } from '../../../src/core/csv-line.js'
import { brokenRows } from '../../../src/io/users/find-lines.js'
import { placesOf, problemsOf } from '../support.js'
import { open, userOf } from './record-world.js'

describe('a CSV row', () => {
  test('reads lists, maps and attributes', () => {
    const text = [
      'user,client,roles,scopes,claims,disabled,is_admin,level,unit,x-note',
      'alice,,editor,read write,"{""email"":""a@b""}",false,true,7,"""true""",whatever',
      '"b, ""ob""",,"[""night shift""]","[""[a""]",,TRUE,,16,true,',
      ',ci-bot,,read,,,,,,',
      "'=cmd,,,,,,,,,",
    ].join('\r\n')
    const { users, source } = open(text, 'csv')
    const alice = users.users.get('alice')
    expect(alice).toMatchObject({ roles: ['editor'], scopes: ['read', 'write'], disabled: false })
    expect(Object.fromEntries(alice?.attributes ?? [])).toEqual({
      is_admin: true,
      level: 7,
      unit: 'true',
    })
    expect(Object.fromEntries(alice?.claims ?? [])).toEqual({ email: 'a@b' })
    const bob = users.users.get('b, "ob"')
    expect(bob).toMatchObject({ roles: ['night shift'], scopes: ['[a'], disabled: true })
    expect(Object.fromEntries(bob?.attributes ?? [])).toEqual({ level: 16, unit: true })
    expect(users.clients.get('ci-bot')?.scopes).toEqual(['read'])
    expect(users.users.get('=cmd')?.name).toBe('=cmd')
    expect(bob?.at).toMatchObject({ line: 3, column: 1, length: 11 })
    expect(source.locate(['users', 'alice', 'scopes', 1])).toMatchObject({ line: 2, column: 15 })
  })

  test.each([
    ['name,roles\nalice,editor', ['1:1+4 csv-unknown-column', '1:1+10 csv-no-name-column']],
    ['user,roles,user\nalice,,', ['1:12+4 csv-column-twice']],
    ['user,rolse\nalice,', ['1:6+5 csv-unknown-column']],
    ['user,roles\nalice', ['2:1+5 csv-width']],
    ['user,roles\n"alice,editor', ['2:1+13 csv-quote']],
    ['user,client\nalice,alice', ['2:1+11 record-unnamed']],
    ['user,roles\nalice,editr', ['2:7+5 unknown-role']],
    ['user,disabled\nalice,yes', ['2:7+3 wrong-shape']],
    ['user,level\nalice,~', ['2:7+1 wrong-shape']],
    ['user,claims\nalice,{email}', ['2:7+7 csv-cell-not-json']],
    ['user,claims\nalice,"{""uid"":9007199254740993}"', ['2:7+28 number-too-big']],
    ['user,level\nalice,0.1234567890123456789', ['2:7+21 number-too-big']],
    ['user,level\nalice,9007199254740993', ['2:7+16 number-too-big']],
    ['user,roles\nalice,[editor]', ['2:7+8 csv-cell-not-json']],
    ['user\nalice\nbob\nalice', ['4:1+5 duplicate-name']],
    ['\n', ['- file-empty']],
  ])('%j is refused in full', async (text, places) => {
    expect(await placesOf(() => userOf(text, 'csv'))).toEqual(places)
    expect(await placesOf(() => open(text, 'csv').load())).toEqual(places)
  })

  test('a plain-text password is not shown, nor is its row', async () => {
    for (const head of ['user,password,roles', 'client,secret,roles']) {
      for (const row of ['alice,hunter2,editr', 'alice,hunter2', 'alice,"hunter2,editor']) {
        for (const { at } of await problemsOf(() => open(`${head}\n${row}`, 'csv').load())) {
          expect(at?.text).not.toContain('hunter2')
          expect(at?.text).toContain('*******')
        }
      }
    }
  })

  test('a header alone is an empty file', () => {
    expect(open('user,roles\n', 'csv').users.users.size).toBe(0)
  })
})

test('quotes are matched in the bytes of a file like in its lines', () => {
  const unit = fc.constantFrom('"', '"', ',', 'a', ' ', '\r', 'é')
  const line = fc.string({ unit, maxLength: 12 })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const text = Buffer.from(`head\n${lines.map((each) => `${each}\n`).join('')}`)
      const starts = [...brokenRows(text, 5)]
      let at = 5
      const expected = lines.flatMap((each) => {
        const start = at
        at += Buffer.byteLength(each) + 1
        return cellsOfLine(each.replace(/\r$/, '')).bad === undefined ? [] : [start]
      })
      expect(starts).toEqual(expected)
    }),
    { numRuns: 2000 },
  )
})
