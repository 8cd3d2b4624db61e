import { readFileSync, writeFileSync } from 'node:fs'
import { type GenericSchema, safeParse } from 'valibot'
import { expect, test } from 'vitest'
import { CATALOG } from '../../src/core/settings/catalog.js'
import { SUITE } from '../../src/core/settings/suite.js'
import { USERS } from '../../src/core/settings/users.js'
import { jsonSchemas } from '../support/json-schema.js'
import { outputSchemas } from '../support/output-schemas.js'

// `npm run docs` writes them (UPDATE=1); here they are compared with the code.
test.each([...jsonSchemas(), ...outputSchemas()])('%s is generated from the code', (file, text) => {
  if (process.env['UPDATE']) writeFileSync(file, text)
  expect(readFileSync(file, 'utf8')).toBe(text)
})

interface Property {
  readonly path: string
  readonly description?: string
  readonly examples?: readonly unknown[]
}

test.each(jsonSchemas())('%s has a description and an example on every key', (_file, text) => {
  const properties = propertiesIn(JSON.parse(text), '')
  expect(properties.length).toBeGreaterThan(8)
  const bare = properties.filter(
    ({ description, examples }) => !/^\S.{8,}\.$/.test(description ?? '') || !examples?.length,
  )
  expect(bare.map(({ path }) => path)).toEqual([])
})

test('every example is valid in its place', () => {
  for (const { schema, keys } of [...CATALOG, ...USERS, ...SUITE]) {
    const { entries } = schema as { entries: Record<string, GenericSchema> }
    for (const [key, { examples }] of Object.entries(keys)) {
      for (const example of examples) {
        const { success } = safeParse(entries[key] as GenericSchema, example)
        expect(success, `${key}: ${JSON.stringify(example)}`).toBe(true)
      }
    }
  }
})

test('docs/reference/files.md names every key of every schema', () => {
  const page = readFileSync('docs/reference/files.md', 'utf8')
  const keys = jsonSchemas().flatMap(([, text]) =>
    propertiesIn(JSON.parse(text), '').map(({ path }) => path.split('.').at(-1) ?? ''),
  )
  expect(keys.length).toBeGreaterThan(40)
  const named = new Set(
    [...page.matchAll(/`([^`\n]+)`/g)].flatMap(([, code = '']) => code.match(/\w+/g)),
  )
  expect([...new Set(keys)].filter((key) => !named.has(key))).toEqual([])
})

/** Every key that some map of a schema may have. Examples are values, not schemas. */
function propertiesIn(node: unknown, path: string): Property[] {
  if (typeof node !== 'object' || node === null) return []
  const { properties = {}, examples: _, ...rest } = node as Record<string, unknown>
  const own = Object.entries(properties as Record<string, object>).map(([key, value]) => ({
    ...value,
    path: `${path}.${key}`,
    node: value,
  }))
  return [
    ...own,
    ...own.flatMap((each) => propertiesIn(each.node, each.path)),
    ...Object.values(rest).flatMap((each) => propertiesIn(each, path)),
  ]
}
