import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { RULES } from '../../src/core/lint/rules/index.js'
import { ruleMarkdown, rulesIndex } from '../../src/report/rule-page.js'

const FOLDER = 'docs/rules'

test('docs/rules is what `npm run docs` writes', () => {
  const pages = Object.fromEntries(RULES.map((rule) => [`${rule.code}.md`, ruleMarkdown(rule)]))
  const expected: Record<string, string> = { ...pages, 'README.md': rulesIndex(RULES) }
  if (process.env['UPDATE']) {
    rmSync(FOLDER, { recursive: true, force: true })
    mkdirSync(FOLDER, { recursive: true })
    for (const [file, text] of Object.entries(expected)) writeFileSync(`${FOLDER}/${file}`, text)
  }
  const found = readdirSync(FOLDER).map((file) => [file, readFileSync(`${FOLDER}/${file}`, 'utf8')])
  expect(Object.fromEntries(found)).toEqual(expected)
})

test('each rule is in a file with its name', () => {
  const files = readdirSync('src/core/lint/rules').filter((file) => file !== 'index.ts')
  expect(files.sort()).toEqual(RULES.map(({ code }) => `${code}.ts`).sort())
})
