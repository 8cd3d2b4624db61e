import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { jsonSchemas } from '../support/json-schema.js'

// `npm run docs` writes them (UPDATE=1); here they are compared with the code.
test.each(jsonSchemas())('%s is the schema of the validator', (file, text) => {
  if (process.env['UPDATE']) writeFileSync(file, text)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

test('docs/reference/files.md names every key of every schema', () => {
  const page = readFileSync('docs/reference/files.md', 'utf8')
  const keys = jsonSchemas().flatMap(([, text]) => keysIn(JSON.parse(text)))
  expect(keys.length).toBeGreaterThan(40)
  const named = new Set(
    [...page.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.match(/\w+/g)),
  )
  expect([...new Set(keys)].filter((key) => !named.has(key))).toEqual([])
})

function keysIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const { properties } = node as { properties?: Record<string, unknown> }
  return [...Object.keys(properties ?? {}), ...Object.values(node).flatMap(keysIn)]
}
