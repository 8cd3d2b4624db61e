import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonDocument, Streamed } from '../../src/report/streamed.js'

const whole = (document: string | Iterable<string>): string =>
  typeof document === 'string' ? document : [...document].join('')

test('a document in parts is the document', () => {
  const list = fc.array(fc.jsonValue())
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(list), (plain, lists) => {
      const members = { ...plain, left: undefined }
      const named = lists.map((items, i) => [`list${i}`, items] as const)
      const streamed = named.map(([name, items]) => [name, new Streamed(items)] as const)
      const parts = jsonDocument({ ...members, ...Object.fromEntries(streamed), end: 1 })
      const text = jsonDocument({ ...members, ...Object.fromEntries(named), end: 1 })
      expect(whole(parts)).toBe(whole(text))
      expect(typeof parts === 'string').toBe(lists.length === 0)
    }),
  )
})

test('so are lists within lists, and many items', () => {
  const items = fc.array(fc.jsonValue())
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.jsonValue(), items)), fc.nat(2500), (pairs, count) => {
      const numbers = Array.from({ length: count }, (_, i) => i)
      const rows = pairs.map(([name, list]) => ({ name, left: undefined, list }))
      const inParts = rows.map((row) => ({ ...row, list: new Streamed(row.list) }))
      const parts = jsonDocument({
        rows: new Streamed(inParts),
        alone: { list: new Streamed(numbers), empty: new Streamed([]) },
      })
      expect(whole(parts)).toBe(whole(jsonDocument({ rows, alone: { list: numbers, empty: [] } })))
    }),
  )
})

test('unsafe characters are escaped in every part', () => {
  const document = whole(jsonDocument({ 'a\u202e': 'b\u202e', list: new Streamed(['c\u202e']) }))
  expect(document).toBe('{"a\\u202e":"b\\u202e","list":["c\\u202e"]}\n')
})

test('nothing at all', () => {
  expect(whole(jsonDocument({ list: new Streamed([]) }))).toBe('{"list":[]}\n')
  expect(JSON.stringify({ list: new Streamed([1, 2]) })).toBe('{"list":[1,2]}')
})
