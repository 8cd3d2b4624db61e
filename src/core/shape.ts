import { type BaseIssue, type GenericSchema, type InferOutput, safeParse } from 'valibot'
import { nearest } from './nearest.js'
import { type Problem, problem } from './problem.js'
import type { Path, Source } from './source.js'

/** Names that JavaScript objects are born with: refused, so that no lookup anywhere can meet them. */
const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])

export type Shaped<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/**
 * Holds a file's value against its schema and lists every problem with its place.
 * Unknown keys are problems (with "did you mean"); `x-…` keys beside known ones are allowed and dropped.
 */
export function readShape<S extends GenericSchema>(
  source: Source,
  schema: S,
): Shaped<InferOutput<S>> {
  const problems: Problem[] = []
  const cleaned = checkKeys(schema as unknown as Shape, source.value, [], source, problems)
  const parsed = safeParse(schema, cleaned)
  const misnamed = problems.length > 0
  for (const found of (parsed.issues ?? []).flatMap((issue) => toProblems(issue, [], source))) {
    // With an unknown key named already, "this key is missing" would be the same mistake told twice.
    if (!(misnamed && isAbsence(found))) problems.push(found)
  }
  return parsed.success && problems.length === 0
    ? { ok: true, value: parsed.output }
    : { ok: false, problems }
}

const isAbsence = (found: Problem): boolean =>
  found.code === 'missing-key' || (found.code === 'wrong-shape' && found.args.keys.length > 0)

/** The members of valibot's schemas that the walk over keys needs. */
interface Shape {
  readonly type: string
  readonly entries?: Readonly<Record<string, Shape>>
  readonly value?: Shape
  readonly item?: Shape
  readonly wrapped?: Shape
  readonly options?: readonly Shape[]
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** valibot's strictObject stops at the first unknown key: this names all of them, and drops `x-…`. */
function checkKeys(
  shape: Shape,
  value: unknown,
  path: Path,
  source: Source,
  out: Problem[],
): unknown {
  const inner = shape.type === 'optional' && shape.wrapped ? shape.wrapped : shape
  if (inner.type === 'union') {
    const option = likeliest(inner.options ?? [], value)
    return option ? checkKeys(option, value, path, source, out) : value
  }
  if (Array.isArray(value)) {
    const item = inner.item
    return item ? value.map((each, i) => checkKeys(item, each, [...path, i], source, out)) : value
  }
  if (!isMap(value)) return value
  const strict = inner.type === 'strict_object'
  const clean: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const here = [...path, key]
    if (RESERVED.has(key))
      out.push(problem('reserved-name', { name: key }, source.locate(here, 'key')))
    else if ((strict || inner.type === 'object_with_rest') && key.startsWith('x-')) continue
    else if (strict && !Object.hasOwn(inner.entries ?? {}, key)) {
      const near = nearest(key, Object.keys(inner.entries ?? {}))
      out.push(problem('unknown-key', { key, near }, source.locate(here, 'key')))
    } else {
      const next = Object.hasOwn(inner.entries ?? {}, key) ? inner.entries?.[key] : inner.value
      clean[key] = next ? checkKeys(next, value[key], here, source, out) : value[key]
    }
  }
  return clean
}

/** Of a union, the option of the value's own kind that shares most keys with it. */
function likeliest(options: readonly Shape[], value: unknown): Shape | undefined {
  if (Array.isArray(value)) return options.find(({ item }) => item !== undefined)
  if (!isMap(value)) return undefined
  const shared = (option: Shape): number =>
    Object.keys(option.entries ?? {}).filter((key) => Object.hasOwn(value, key)).length
  return options
    .filter(({ entries, value: values }) => entries !== undefined || values !== undefined)
    .sort((a, b) => shared(b) - shared(a))[0]
}

type Issue = BaseIssue<unknown>

const pathOf = ({ path }: Issue): Path => (path ?? []).map(({ key }) => key as string | number)

/** A key that is not there; its issue has the absent key as its last step. */
const isMissing = (issue: Issue): boolean =>
  issue.received === 'undefined' && issue.kind === 'schema'

/**
 * A union's issue says only "none fits". What its options say further inside the value is the real mistake;
 * that the other options' keys are missing is not.
 */
function toProblems(issue: Issue, before: Path, source: Source): Problem[] {
  const path = [...before, ...pathOf(issue)]
  if (isMissing(issue)) {
    return [problem('missing-key', { key: String(path.at(-1)) }, source.locate(path.slice(0, -1)))]
  }
  const inner = (issue.issues ?? []).filter((sub) => sub.path !== undefined && !isMissing(sub))
  if (inner.length > 0) return inner.flatMap((sub) => toProblems(sub, path, source))
  const last = issue.path?.at(-1) as { origin?: string } | undefined
  const at = source.locate(path, last?.origin === 'key' ? 'key' : 'value')
  const keys = (issue.issues ?? []).filter(isMissing).map((sub) => String(pathOf(sub).at(-1)))
  const args = { expected: issue.expected ?? issue.message, received: issue.received, keys }
  return [problem('wrong-shape', { key: path.join('.'), ...args }, at)]
}
