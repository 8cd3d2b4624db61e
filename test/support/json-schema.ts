import { toJsonSchema } from '@valibot/to-json-schema'
import { catalogSchema } from '../../src/core/catalog/schema.js'
import { suiteSchema } from '../../src/core/suite/schema.js'
import { usersSchema } from '../../src/core/users/schema.js'

const FILES = {
  catalog: [catalogSchema, 'scopectl scope catalog (scopes.yaml)'],
  users: [usersSchema, 'scopectl users file (users.yaml)'],
  suite: [suiteSchema, 'scopectl permission suite (scopes.test.yaml)'],
} as const

/** The JSON Schemas for editors, by file name, made from the loader's own schemas. */
export function jsonSchemas(): [file: string, text: string][] {
  return Object.entries(FILES).map(([name, [schema, title]]) => {
    const { $schema, ...rest } = allowExtensions(toJsonSchema(schema)) as Record<string, unknown>
    const document = { $schema, $id: `urn:scopectl:${name}:1`, title, ...rest }
    return [`schema/${name}.schema.json`, `${JSON.stringify(document, null, 2)}\n`]
  })
}

/** `x-…` keys are allowed where other unknown keys are not. */
function allowExtensions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(allowExtensions)
  if (typeof node !== 'object' || node === null) return node
  const walked = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, allowExtensions(value)]),
  )
  return walked['additionalProperties'] === false
    ? { ...walked, patternProperties: { '^x-': {} } }
    : walked
}
