import { expect, test } from 'vitest'
import { redact } from '../../../src/core/secrets/redact.js'

test('covered text stays as it is', () => {
  for (const line of [
    '{"users":{"alice":{"pasword":"hunter2"}},"users":{}}',
    'a: { secret: "x", roles: [editr] }',
    '  password: hunter2, x: 1',
    '{ tokens: [a, b], x: 1 }',
  ]) {
    const once = redact(line, { maps: true })
    expect(once).not.toBe(line)
    expect(redact(once)).toBe(once)
  }
})

test.each([
  ['  alice: { password: hunter2, roles: [x] }', `  alice: { password: ${'*'.repeat(21)}`],
  ['  key: correct horse battery staple', `  key: ${'*'.repeat(28)}`],
  ['  key: -----BEGIN PRIVATE KEY----- MIIE', `  key: ${'*'.repeat(32)}`],
  ['{ key: [abc, secretlist], x: 1 }', `{ key: ${'*'.repeat(17)}, x: 1 }`],
  ['    password: "a b, c"', '    password: ********'],
  ["{secret: 'it', x: 1}", '{secret: ****, x: 1}'],
  ['{"secret":"x\\"y"}', '{"secret":******}'],
  ['a: {password: one}, b: {password: two}', `a: {password: ${'*'.repeat(24)}`],
  ['    password: scrypt$1024$8$1$AA$BB # hers', `    password: ${'*'.repeat(28)}`],
  ['scopes: { passwords: all of them }', `scopes: { passwords: ${'*'.repeat(13)}`],
  ['GET /password: read', 'GET /password: read'],
  // Of a permissions document.
  ['"schemeKeys": ["Work"]', '"schemeKeys": ["Work"]'],
  ['"/a?$filter=isRead": ""', '"/a?$filter=isRead": ""'],
])('%s', (line, shown) => {
  expect(redact(line)).toBe(shown)
  expect(shown).toHaveLength(line.length)
})

test.each([
  'tokn',
  'contraseña',
  'senha',
  'mot_de_passe',
  'пароль',
  'パスワード',
  'connectionString',
  'DSN',
])('the value of `%s` is covered', (name) => {
  expect(redact(`  alice: { ${name}: hunter2 }`)).not.toContain('hunter2')
})

test.each([
  '    password; hunter2',
  '    password\thunter2',
  '    password： hunter2',
  '    password -> hunter2',
  'allow: [ "GET https://alice@api.test/x?t=hunter2" ]',
  '  - GET /x?page=1&access_token=hunter2',
  '  - GET /x?$skiptoken=hunter2',
  '  - GET /x?$filter=a&sig=hunter2',
  '  - GET /x?$filter=apiKey,hunter2',
  'key: https://hunter2@idp.test/jwks',
])('%j contains no secret any more', (line) => {
  expect(redact(line)).not.toContain('hunter2')
  expect(redact(line)).toHaveLength(line.length)
})
