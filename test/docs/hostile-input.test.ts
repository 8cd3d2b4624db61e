import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tables } from '../hostile/tables.js'
import { HOSTILE_PAGE, hostilePage } from '../support/hostile-page.js'

test('docs/reference/hostile-input.md is what `npm run docs` writes', async () => {
  const page = hostilePage(await tables())
  if (process.env['UPDATE']) writeFileSync(HOSTILE_PAGE, page)
  expect(readFileSync(HOSTILE_PAGE, 'utf8')).toBe(page)
})
