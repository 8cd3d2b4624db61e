import { expect, test } from 'vitest'
import { redact } from '../../src/report/redact.js'

test.each([
  ['  alice: { password: hunter2, roles: [x] }', '  alice: { password: *******, roles: [x] }'],
  ['    password: "a b, c"', '    password: ********'],
  ["{secret: 'it', x: 1}", '{secret: ****, x: 1}'],
  ['{"secret":"x\\"y"}', '{"secret":******}'],
  ['a: {password: one}, b: {password: two}', 'a: {password: ***}, b: {password: ***}'],
  ['    password: scrypt$1024$8$1$AA$BB # hers', `    password: ${'*'.repeat(21)} # hers`],
  ['scopes: { passwords: all of them }', 'scopes: { passwords: all of them }'],
  ['GET /password: read', 'GET /password: read'],
])('%s', (line, shown) => {
  expect(redact(line)).toBe(shown)
  expect(shown).toHaveLength(line.length)
})
