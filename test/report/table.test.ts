import { expect, test } from 'vitest'
import { table } from '../../src/report/table.js'

test('columns are aligned, in a terminal too', () => {
  const rows = [
    ['GET', '/items/', 'read'],
    [
      'DELETE',
      '/日本',
      { text: 'missing', paint: (text: string) => `\u001b[31m${text}\u001b[39m` },
    ],
    ['HEAD'],
  ]
  expect(table(rows)).toBe(
    '  GET     /items/  read\n  DELETE  /日本    \u001b[31mmissing\u001b[39m\n  HEAD\n',
  )
})

test('a list continues on the next line, never inside an item', () => {
  const scopes = Array.from({ length: 12 }, (_, i) => `users:read:${i}`)
  const lines = table([['holds', scopes]])
    .trimEnd()
    .split('\n')
  expect(lines.length).toBeGreaterThan(1)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80)
  expect(lines.slice(1).every((line) => line.startsWith('         users'))).toBe(true)
  expect(lines.join(' ').match(/users:read:\d+/g)).toEqual(scopes)
})
