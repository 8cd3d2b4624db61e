import * as v from 'valibot'
import { ALGORITHMS } from '../token/model.js'

// The shape of scopes.yaml: the validator, and what schema/catalog.schema.json is made from. What a schema cannot
// express (undefined names, cycles, ambiguity) is in parse.ts.

const text = v.pipe(v.string(), v.nonEmpty())
const texts = v.array(text)
const scalar = v.union([v.string(), v.number(), v.boolean()])

const scheme = v.strictObject({ scheme: text, scopes: v.optional(texts) })
const other = v.strictObject({ other: text })
const all = v.strictObject({ all: v.pipe(v.array(v.union([text, scheme, other])), v.minLength(1)) })
const any = v.strictObject({
  any: v.pipe(v.array(v.union([text, all, scheme, other])), v.minLength(1)),
})
const requirement = v.union([text, any, all])
const route = v.union([
  text,
  any,
  all,
  v.strictObject({
    needs: requirement,
    params: v.optional(v.record(text, v.union([text, v.number()]))),
    description: v.optional(v.string()),
  }),
])

const token = v.strictObject({
  issuer: v.optional(v.union([text, v.pipe(texts, v.minLength(1))])),
  audience: v.optional(v.union([text, v.pipe(texts, v.minLength(1))])),
  algorithm: v.optional(v.picklist(ALGORITHMS)),
  subject: v.optional(v.picklist(['required', 'optional'])),
  key: v.optional(text),
  lifetime: v.optional(text),
  scope_claim: v.optional(v.union([text, v.pipe(texts, v.minLength(1))])),
  scope_format: v.optional(v.picklist(['string', 'array'])),
  role_claim: v.optional(text),
  enforce: v.optional(v.picklist(['literal', 'implied'])),
})

const ignored = v.strictObject({ rule: text, name: text, reason: text })

export const catalogSchema = v.strictObject({
  version: v.optional(v.literal(1)),
  users: v.optional(text),
  lint: v.optional(v.strictObject({ ignore: v.optional(v.array(ignored)) })),
  token: v.optional(token),
  profiles: v.optional(v.record(text, token)),
  scopes: v.record(
    text,
    v.union([
      v.string(),
      v.strictObject({ description: v.optional(v.string()), implies: v.optional(texts) }),
    ]),
  ),
  roles: v.optional(
    v.record(
      text,
      v.strictObject({
        description: v.optional(v.string()),
        scopes: v.optional(texts),
        extends: v.optional(texts),
        default: v.optional(v.boolean()),
        when: v.optional(v.record(text, scalar)),
      }),
    ),
  ),
  routes: v.optional(v.record(text, route)),
})

export type CatalogFile = v.InferOutput<typeof catalogSchema>
export type TokenFile = v.InferOutput<typeof token>
export type RequirementFile = v.InferOutput<typeof requirement>
export type RouteFile = v.InferOutput<typeof route>
