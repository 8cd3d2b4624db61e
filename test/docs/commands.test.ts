import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { declaredCommands } from '../support/command-list.js'
import { commandPage } from '../support/command-page.js'

const FILE = 'docs/reference/commands.md'

// A removed command or flag is a changed line here, so that reviewers see it.
test('docs/reference/commands.md is what `npm run docs` writes', async () => {
  const expected = commandPage(await declaredCommands())
  if (process.env['UPDATE']) writeFileSync(FILE, expected)
  expect(readFileSync(FILE, 'utf8')).toBe(expected)
})
