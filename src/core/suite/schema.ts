import * as v from 'valibot'

// The shape of scopes.test.yaml, and of the subjects and expectations of `check --batch`. Lists are never empty, except the scopes
// of a subject, and nothing is null: an empty expectation would always pass. parse.ts checks the names against the catalog.

const text = v.pipe(v.string(), v.nonEmpty())
const texts = v.pipe(v.array(text), v.minLength(1))

/** All but these scopes and those that imply them: of the declared ones, or of those that a subject is granted. */
export const exceptSchema = v.strictObject({ except: v.union([text, texts]) })

export const subjectSchema = v.strictObject({
  user: v.optional(text),
  client: v.optional(text),
  role: v.optional(v.union([text, texts])),
  /** [] is a token without scopes, which no other form is where nobody is granted any. */
  scopes: v.optional(v.union([text, v.array(text), exceptSchema])),
  anonymous: v.optional(v.literal(true)),
  token: v.optional(text),
  scope: v.optional(v.union([text, exceptSchema])),
  flaw: v.optional(text),
})
export type SubjectFile = v.InferOutput<typeof subjectSchema>

const as = v.union([
  text,
  subjectSchema,
  v.pipe(v.array(v.union([text, subjectSchema])), v.minLength(1)),
])

/** The keys of a test that state an expectation. */
export const EXPECTING = ['allow', 'forbidden', 'unauthorized', 'deny', 'allow_only'] as const

export const testSchema = v.strictObject({
  as,
  name: v.optional(text),
  allow: v.optional(texts),
  forbidden: v.optional(texts),
  unauthorized: v.optional(texts),
  deny: v.optional(texts),
  allow_only: v.optional(texts),
  skip: v.optional(text),
})

export const tableSchema = v.strictObject({
  columns: texts,
  rows: v.pipe(v.record(text, v.union([text, v.number()])), v.minEntries(1)),
})

export const suiteSchema = v.strictObject({
  version: v.optional(v.literal(1)),
  now: v.optional(text),
  catalog: v.optional(text),
  /** A file; or, in place of the file, what would be under its `users:` (and `clients:`). */
  users: v.optional(v.union([text, v.record(text, v.unknown())])),
  clients: v.optional(v.record(text, v.unknown())),
  subjects: v.optional(v.record(text, subjectSchema)),
  tests: v.optional(v.pipe(v.array(testSchema), v.minLength(1))),
  table: v.optional(tableSchema),
  /** Statements that must be proved (core/proof). */
  always: v.optional(texts),
})
export type SuiteFile = v.InferOutput<typeof suiteSchema>
export type TestFile = v.InferOutput<typeof testSchema>

/** One line of `check --batch`. */
export const batchLineSchema = v.strictObject({
  as: subjectSchema,
  route: v.optional(text),
  need: v.optional(v.union([text, texts])),
  any: v.optional(v.boolean()),
  expect: v.optional(v.union([text, v.number()])),
})

/** One line if the command line names the subject for lines without one. */
export const batchLineWithoutAsSchema = v.strictObject({
  ...batchLineSchema.entries,
  as: v.optional(subjectSchema),
})
export type BatchLine = v.InferOutput<typeof batchLineWithoutAsSchema>
