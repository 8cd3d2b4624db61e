import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { declaredCommands } from '../support/command-list.js'
import { commandPage } from '../support/command-page.js'

const FILE = 'docs/reference/commands.md'

// A command or flag that disappears is a changed line here, for whoever reviews it to see.
test('docs/reference/commands.md is what `npm run docs` writes', async () => {
  const expected = commandPage(await declaredCommands())
  if (process.env['UPDATE']) writeFileSync(FILE, expected)
  expect(readFileSync(FILE, 'utf8')).toBe(expected)
})
