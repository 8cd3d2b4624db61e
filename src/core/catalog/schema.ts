import * as v from 'valibot'
import { ALGORITHMS, TOKEN_TYPES } from '../token/model.js'

// The shape of scopes.yaml: the validator, and what schema/catalog.schema.json is made from. What a schema cannot
// express (undefined names, cycles, ambiguity) is in parse.ts.

const text = v.pipe(v.string(), v.nonEmpty())
const texts = v.array(text)
const scalar = v.union([v.string(), v.number(), v.boolean()])

export const schemeSchema = v.strictObject({ scheme: text, scopes: v.optional(texts) })
export const otherSchema = v.strictObject({ other: text })
export const allSchema = v.strictObject({
  all: v.pipe(v.array(v.union([text, schemeSchema, otherSchema])), v.minLength(1)),
})
export const anySchema = v.strictObject({
  any: v.pipe(v.array(v.union([text, allSchema, schemeSchema, otherSchema])), v.minLength(1)),
})
const requirement = v.union([text, anySchema, allSchema])
export const routeSchema = v.strictObject({
  needs: requirement,
  params: v.optional(v.record(text, v.union([text, v.number()]))),
  query: v.optional(v.record(text, scalar)),
  body: v.optional(v.unknown()),
  description: v.optional(v.string()),
})
const route = v.union([text, anySchema, allSchema, routeSchema])

export const tokenSchema = v.strictObject({
  issuer: v.optional(v.union([text, v.pipe(texts, v.minLength(1))])),
  audience: v.optional(v.union([text, v.pipe(texts, v.minLength(1))])),
  algorithm: v.optional(v.picklist(ALGORITHMS)),
  subject: v.optional(v.picklist(['required', 'optional'])),
  key: v.optional(text),
  lifetime: v.optional(text),
  type: v.optional(v.picklist([...TOKEN_TYPES, 'any'])),
  client_id: v.optional(text),
  claims: v.optional(v.record(text, v.unknown())),
  scope_claim: v.optional(v.union([text, v.pipe(texts, v.minLength(1))])),
  scope_format: v.optional(v.picklist(['string', 'array'])),
  role_claim: v.optional(text),
  enforce: v.optional(v.picklist(['literal', 'implied'])),
})

export const ignoredSchema = v.strictObject({ rule: text, name: text, reason: text })

export const lintSchema = v.strictObject({ ignore: v.optional(v.array(ignoredSchema)) })

export const waivedSchema = v.strictObject({ id: text, reason: text, until: text })

export const fixtureSchema = v.strictObject({ create: text, remove: text, id: v.optional(text) })

export const probeSchema = v.strictObject({
  waive: v.optional(v.array(waivedSchema)),
  fixtures: v.optional(v.array(fixtureSchema)),
})

/** What the flags of `import openapi` said. */
export const openapiSchema = v.strictObject({
  scheme: v.optional(v.union([text, v.pipe(texts, v.minLength(1))])),
  base_path: v.optional(text),
  optional: v.optional(v.picklist(['public', 'ignore'])),
  unstated: v.optional(v.picklist(['public', 'authenticated', 'undecided'])),
  any_of: v.optional(v.boolean()),
  root: v.optional(text),
})
export const scopeSchema = v.strictObject({
  description: v.optional(v.string()),
  implies: v.optional(texts),
  exact: v.optional(v.boolean()),
})
export const roleSchema = v.strictObject({
  description: v.optional(v.string()),
  scopes: v.optional(texts),
  extends: v.optional(texts),
  default: v.optional(v.boolean()),
  when: v.optional(v.record(text, scalar)),
})

export const catalogSchema = v.strictObject({
  version: v.optional(v.literal(1)),
  users: v.optional(text),
  lint: v.optional(lintSchema),
  openapi: v.optional(openapiSchema),
  probe: v.optional(probeSchema),
  token: v.optional(tokenSchema),
  profiles: v.optional(v.record(text, tokenSchema)),
  scopes: v.record(text, v.union([v.string(), scopeSchema])),
  roles: v.optional(v.record(text, roleSchema)),
  routes: v.optional(v.record(text, route)),
})

export type CatalogFile = v.InferOutput<typeof catalogSchema>
export type TokenFile = v.InferOutput<typeof tokenSchema>
export type RequirementFile = v.InferOutput<typeof requirement>
export type RouteFile = v.InferOutput<typeof route>
