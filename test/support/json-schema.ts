import { toJsonSchema } from '@valibot/to-json-schema'
import { catalogSchema } from '../../src/core/catalog/schema.js'
import { CATALOG } from '../../src/core/settings/catalog.js'
import type { Described, DescribedMap } from '../../src/core/settings/described.js'
import { SUITE } from '../../src/core/settings/suite.js'
import { USERS } from '../../src/core/settings/users.js'
import { suiteSchema } from '../../src/core/suite/schema.js'
import { usersSchema } from '../../src/core/users/schema.js'
import { schemaText } from './schema-text.js'

const FILES = {
  catalog: [catalogSchema, CATALOG, 'scopectl scope catalog (scopes.yaml)'],
  users: [usersSchema, USERS, 'scopectl users file (users.yaml)'],
  suite: [suiteSchema, SUITE, 'scopectl permission suite (scopes.test.yaml)'],
} as const

type Json = Record<string, unknown>

/** The JSON Schemas for editors, by file name, made from what the loader itself validates with. */
export function jsonSchemas(): [file: string, text: string][] {
  return Object.entries(FILES).map(([name, [schema, described, title]]) => {
    const made = toJsonSchema(schema, {
      overrideSchema: ({ valibotSchema, jsonSchema }) =>
        valibotSchema.type === 'union'
          ? withTitles(jsonSchema as Json)
          : withDescriptions(
              jsonSchema as Json,
              described.find((each) => each.schema === valibotSchema),
            ),
    })
    const { $schema, ...rest } = allowExtensions(made) as Json
    const document = { $schema, $id: `urn:scopectl:${name}:1`, title, ...rest }
    return [`schema/${name}.schema.json`, schemaText(document)]
  })
}

function withDescriptions(map: Json, described: DescribedMap | undefined): Json | null {
  if (described === undefined) return null
  const properties = Object.entries(map['properties'] as Json).map(([key, value]) => {
    const entry = described.keys[key]
    return [key, entry === undefined ? value : { ...annotations(entry), ...(value as Json) }]
  })
  return { ...map, properties: Object.fromEntries(properties) }
}

/** For a value of the wrong type, editors list the titles of the forms that it may have: `string | { any: … }`. */
function withTitles(union: Json): Json {
  const forms = (union['anyOf'] as Json[]).map((form) => {
    const { properties, required = [] } = form as { properties?: Json; required?: string[] }
    if (properties === undefined) return form
    const keys = required.length > 0 ? required : Object.keys(properties)
    return { title: `{ ${keys.map((key) => `${key}: …`).join(', ')} }`, ...form }
  })
  return { ...union, anyOf: forms }
}

/** For a setting, also what it may hold and what applies without it: editors show the description alone. */
function annotations(entry: Described): Json {
  const { description, examples } = entry
  const { values, fallback } = entry as Described & { values?: string; fallback?: string }
  const more = values === undefined ? '' : ` Values: ${values}. If not set: ${fallback}.`
  return { description: description + more, examples }
}

/** `x-…` keys are allowed wherever other unknown ones are not. */
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
