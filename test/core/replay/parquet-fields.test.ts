import { expect, test } from 'vitest'
import { parquetFields } from '../../../src/core/replay/parquet-fields.js'

test('a member of a struct that is null is a claim that the token does not have; a column stays null', () => {
  const row = { user: null, claims: { scope: 'read', scp: null, app: { id: null, name: 'web' } } }
  expect(parquetFields(row)).toEqual({
    user: null,
    claims: { scope: 'read', app: { name: 'web' } },
  })
})

test('a map is its keys and values', () => {
  const claims = [
    { key: 'scope', value: 'read' },
    { key: '__proto__', value: { a: null } },
    { key: 'scp', value: null },
  ]
  expect(JSON.stringify(parquetFields({ claims }))).toBe(
    '{"claims":{"scope":"read","__proto__":{}}}',
  )
})

test.each([
  ['strings', ['read', 'write']],
  ['nothing', []],
  ['a null among strings', ['read', null]],
  ['a key that occurs twice', [1, 2].map((value) => ({ key: 'scope', value }))],
  ['a key that is not a text', [{ key: 1, value: 2 }]],
  ['more than a key and a value', [{ key: 'a', value: 1, more: 2 }]],
])('a list of %s stays a list', (_what, list) => {
  expect(parquetFields({ list })).toEqual({ list })
})
