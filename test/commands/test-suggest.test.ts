import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** A file must not contain such characters raw. */
const jsonText = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u0080-\uffff]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const CATALOG = {
  scopes: {
    read: 'x',
    'a:b': 'y',
    true: 'z',
    '{x}': 'q',
    '-': 'd',
    top: { implies: ['read', 'a:b'] },
  },
  roles: {
    yes: { scopes: ['read'], default: true },
    'a: b': { scopes: ['a:b'] },
    '# no': { extends: ['a: b'], scopes: ['{x}'] },
    '- "quoted"': { scopes: ['top', 'true'] },
    'x\u0085\u2028y': { scopes: ['-'] },
  },
  routes: {
    'GET /health': 'public',
    'GET /me': 'authenticated',
    'GET /{id}': { any: ['read a:b', 'true', { all: ['{x}', '-'] }] },
    'POST /a:b': { any: ['top', '{x}'] },
    'POST /-': '-',
  },
}

test('the suite printed by --suggest loads, passes, and leaves no gap, whatever the names', async () => {
  const cwd = tempDir({
    'scopes.json': jsonText(CATALOG),
    'scopes.test.yaml': 'tests:\n  - as: { anonymous: true }\n    unauthorized:\n      - GET /me\n',
  })
  const before = await scopectl(['test', '--coverage', '--threshold', '100'], { cwd })
  expect(before.exit).toBe(5)
  const { stdout, exit } = await scopectl(['test', '--suggest'], { cwd })
  expect(exit).toBe(0)
  writeFileSync(join(cwd, 'more.scopes.test.yaml'), stdout)
  const after = await scopectl(['test', '--coverage', '--threshold', '100', '--json'], { cwd })
  expect(after.stderr).toBe('')
  const { coverage } = JSON.parse(after.stdout)
  expect(coverage.gaps).toEqual([])
  expect(coverage.cells.total).toBe(21)
  expect(after.exit).toBe(0)
  const asJson = JSON.parse(
    (await scopectl(['test', '--suggest', '--json', 'scopes.test.yaml'], { cwd })).stdout,
  )
  const tests = { tests: asJson.coverage.suggestions }
  writeFileSync(join(cwd, 'more.scopes.test.yaml'), jsonText(tests))
  const again = await scopectl(['test', '--coverage', '--threshold', '100'], { cwd })
  expect(again.exit).toBe(0)
})

test('the tests suggested by --mutate kill every mutant that a full token can detect', async () => {
  const cwd = tempDir({
    'scopes.json': jsonText({
      ...CATALOG,
      token: {
        issuer: 'https://i.test',
        audience: 'api',
        scope_claim: 'scope',
        enforce: 'literal',
      },
    }),
    'scopes.test.yaml': 'tests:\n  - as: { anonymous: true }\n    unauthorized:\n      - GET /me\n',
  })
  const run = async () =>
    JSON.parse((await scopectl(['test', '--mutate', '--json'], { cwd })).stdout).mutation
  const first = await run()
  expect(first.score).toBeLessThan(50)
  const tests = first.survivors.map(({ test: each }: { test: unknown }) => each)
  writeFileSync(join(cwd, 'more.scopes.test.yaml'), jsonText({ tests }))
  const second = await run()
  expect(second.survivors).toEqual([])
  expect(second.score).toBe(100)
})
