import * as v from 'valibot'
import { count, list, text, textOrNull } from './dsl.js'

const settingValue = v.union([v.string(), v.boolean(), v.array(v.string())])

export const importChange = v.variant('kind', [
  v.object({
    kind: v.literal('setting'),
    key: v.string(),
    from: v.nullable(settingValue),
    to: settingValue,
  }),
  v.object({ kind: v.literal('new-scope'), scope: v.string() }),
  v.object({ kind: v.literal('new-role'), role: v.string(), scopes: v.array(v.string()) }),
  v.object({ kind: v.literal('role-scopes'), role: v.string(), added: v.array(v.string()) }),
  v.object({
    kind: v.literal('new-route'),
    route: v.string(),
    from: v.null(),
    to: v.string(),
  }),
  v.object({
    kind: v.literal('changed'),
    route: v.string(),
    from: v.string(),
    to: v.string(),
  }),
])

export const importFinding = v.looseObject({
  code: text('A stable code; the other members depend on it.'),
})

/** The catalog that an import made. */
export const draftedCatalog = {
  written: textOrNull('The file that was written.'),
  changes: v.pipe(
    v.nullable(v.array(importChange)),
    v.description('For a re-import: what changed in the file.'),
  ),
  catalog: v.pipe(v.unknown(), v.description('The catalog: see catalog.schema.json.')),
}

export const imported = v.object({
  document: text('The document that was read.'),
  document_version: text('Its version of OpenAPI or Swagger.'),
  scheme: textOrNull('The first of `schemes`.'),
  schemes: list('The security schemes of the catalog’s tokens.'),
  summary: v.pipe(
    v.object({
      operations: v.number(),
      scoped: v.number(),
      authenticated: v.number(),
      public: v.number(),
      undecided: v.number(),
      other: count('Only ways that no token can satisfy.'),
      left_out: count('Not imported, since a catalog cannot have the path.'),
    }),
    v.description('The operations, by what they need.'),
  ),
  findings: v.pipe(v.array(importFinding), v.description('The full lists behind the notes.')),
  ...draftedCatalog,
})

export const exported = v.object({
  written: textOrNull('The file that was written.'),
  changed: v.pipe(
    v.nullable(v.array(v.string())),
    v.description('For a merge: the operations whose security changed.'),
  ),
  unwritten: v.pipe(
    v.nullable(v.array(v.object({ route: v.string(), why: v.string() }))),
    v.description('For a merge: the operations that differ but were not written.'),
  ),
  declared: v.pipe(
    v.nullable(v.array(v.object({ kind: v.picklist(['scope', 'scheme']), name: v.string() }))),
    v.description('For a merge: the scopes and schemes that it declares.'),
  ),
  document: v.pipe(v.unknown(), v.description('The OpenAPI document.')),
})
