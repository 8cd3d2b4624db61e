import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jsonSchemas } from '../support/json-schema.js'

// `npm run docs` writes them (UPDATE=1); here they are held against what the code says.
test.each(jsonSchemas())('%s is the one that the validator means', (file, text) => {
  if (process.env['UPDATE']) writeFileSync(file, text)
  expect(readFileSync(file, 'utf8')).toBe(text)
})
