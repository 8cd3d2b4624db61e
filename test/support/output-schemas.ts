import { toJsonSchema } from '@valibot/to-json-schema'
import { type GenericSchema, literal, object, string, union } from 'valibot'
import * as check from '../../src/report/documents/check.js'
import { DOCUMENTS, type DocumentKind } from '../../src/report/documents/index.js'
import * as parts from '../../src/report/documents/parts.js'
import { testEntry } from '../../src/report/documents/suite.js'
import { fileOf } from './schema-files.js'
import { schemaText } from './schema-text.js'

/** What the documents share is defined once per file, under its name. */
const SHARED = {
  subject: parts.subject,
  requirement: parts.requirement,
  alternatives: parts.alternatives,
  route: parts.route,
  grant: parts.grant,
  reason: parts.reason,
  brief: parts.brief,
  placed: parts.placed,
  problem: parts.problem,
  files: parts.basis.files,
  givenBy: check.givenBy,
  testEntry,
}

type Json = Record<string, unknown>

/** The JSON Schemas of everything that --json prints, by file name, made from what the reporters' types are inferred from. */
export function outputSchemas(): [file: string, text: string][] {
  const kinds = Object.keys(DOCUMENTS) as DocumentKind[]
  const title = 'What --json prints if there is no answer'
  return [jsonSchema('error', title, failureOf(string()), {}), ...kinds.map(schemaOf)]
}

function schemaOf(kind: DocumentKind): [file: string, text: string] {
  const answers = DOCUMENTS[kind].map((form) =>
    object({ kind: literal(kind), ...parts.envelope, ...form.entries, ...parts.basis }),
  )
  const title = `A JSON document of the kind \`${kind}\``
  const failure = failureOf(literal(kind))
  return jsonSchema(kind, title, union([...answers, failure]), { failure })
}

const failureOf = (kind: GenericSchema) =>
  object({ kind, ...parts.envelope, ok: literal(false), problem: parts.problem })

function jsonSchema(
  kind: string,
  title: string,
  schema: GenericSchema,
  own: Record<string, GenericSchema>,
): [string, string] {
  const { $schema, $defs, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    definitions: { ...own, ...SHARED },
    overrideSchema: ({ valibotSchema, jsonSchema }) =>
      simpler(valibotSchema.type, jsonSchema as Json),
  }) as Json
  const $id = `urn:scopectl:output:${kind.replaceAll(' ', '-')}:1`
  const shared = referenced($defs as Json, rest)
  const document = { $schema, $id, title, ...rest, ...shared }
  return [fileOf(kind), schemaText(document)]
}

/** Only the definitions that are needed. */
function referenced(all: Json, document: Json): Json {
  const found = new Set<string>()
  const look = (node: unknown): void => {
    for (const [, name = ''] of JSON.stringify(node).matchAll(/"#\/\$defs\/(\w+)"/g)) {
      if (found.has(name)) continue
      found.add(name)
      look(all[name])
    }
  }
  look(document)
  const names = Object.keys(all).filter((name) => found.has(name))
  return names.length === 0
    ? {}
    : { $defs: Object.fromEntries(names.map((name) => [name, all[name]])) }
}

/** A later release may add members, so no object is closed; one whose members are not listed says so. */
function simpler(type: string, made: Json): Json | null {
  if (type === 'loose_object') return { ...made, additionalProperties: true }
  if (type === 'strict_object') {
    const { additionalProperties: _, ...open } = made
    return open
  }
  if (type === 'record') {
    const { propertyNames: _, ...map } = made
    return map
  }
  if (type !== 'nullable') return null
  const { anyOf, ...rest } = made
  const [value = {}] = anyOf as Json[]
  const { type: only, ...more } = value
  return typeof only === 'string' && value['enum'] === undefined
    ? { type: [only, 'null'], ...more, ...rest }
    : null
}
