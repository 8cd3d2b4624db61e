import { type BaseIssue, type GenericSchema, type InferOutput, safeParse } from 'valibot'
import { nearest } from './nearest.js'
import { meantName } from './other-names.js'
import { isMap, RESERVED_NAMES } from './plain-map.js'
import { type Problem, problem } from './problem.js'
import type { Path, Source } from './source.js'

export type Shaped<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly problems: readonly Problem[]
      /** The value without its invalid parts, for finding further mistakes; undefined if too little is left. */
      readonly rest: T | undefined
    }

/** The valid forms that a value (given its path) may have been meant as, as text; undefined for any other path. */
export type Meant = (path: Path) => readonly string[] | undefined

/**
 * Checks a file's value against its schema and lists every problem with its location. Unknown keys are problems (with
 * "did you mean"); `x-…` keys next to known ones are allowed and dropped.
 */
export function readShape<S extends GenericSchema>(
  source: Source,
  schema: S,
  meant: Meant = () => undefined,
): Shaped<InferOutput<S>> {
  const walk: Walk = { source, meant, path: [], problems: [], misnamed: new Set() }
  const cleaned = checkKeys(schema as unknown as Shape, source.value, walk)
  const parsed = safeParse(schema, cleaned)
  const { problems, misnamed } = walk
  for (const { found, absentFrom } of (parsed.issues ?? []).flatMap((issue) =>
    toProblems(issue, [], walk),
  )) {
    // If an unknown key of the same map was reported, "a key is missing" would report the same mistake twice.
    if (absentFrom === undefined || !misnamed.has(keyOf(absentFrom))) problems.push(found)
  }
  if (parsed.success && problems.length === 0) return { ok: true, value: parsed.output }
  return { ok: false, problems, rest: parsed.success ? parsed.output : salvage(cleaned, schema) }
}

/** The state of the walk over keys. */
interface Walk {
  readonly source: Source
  readonly meant: Meant
  /** The current path. */
  readonly path: (string | number)[]
  readonly problems: Problem[]
  /** The maps (by keyOf) with wrong keys. */
  readonly misnamed: Set<string>
}

const keyOf = (path: Path): string => JSON.stringify(path)

/** The members of valibot's schemas that the walk over keys needs. */
interface Shape {
  readonly type: string
  readonly entries?: Readonly<Record<string, Shape>>
  readonly value?: Shape
  readonly item?: Shape
  readonly wrapped?: Shape
  readonly options?: readonly Shape[]
}

/**
 * valibot's strictObject stops at the first unknown key: this reports all of them, and drops `x-…`.
 * @param options all options of the union that it is one of.
 */
function checkKeys(
  shape: Shape,
  value: unknown,
  walk: Walk,
  options: readonly Shape[] = [],
): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { source, path } = walk
  const inner = shape.type === 'optional' && shape.wrapped ? shape.wrapped : shape
  if (inner.type === 'union') {
    const option = likeliest(inner.options ?? [], value)
    return option ? checkKeys(option, value, walk, inner.options) : value
  }
  if (Array.isArray(value)) {
    const { item } = inner
    if (item) return value.map((each, i) => checkUnder(i, item, each, walk))
    if (!inner.entries && !inner.value) return value
    // valibot accepts a list as a map: an empty list would be accepted as an empty map.
    const meant = walk.meant(path)
    const args = { key: path.join('.'), expected: 'Object', received: 'Array', keys: [], meant }
    misname(walk, problem('wrong-shape', args, source.locate(path)))
    return {}
  }
  if (!isMap(value)) return value
  const strict = inner.type === 'strict_object'
  const clean: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const known = Object.hasOwn(inner.entries ?? {}, key)
    if (RESERVED_NAMES.has(key)) {
      const at = source.locate([...path, key], 'key')
      misname(walk, problem('reserved-name', { name: key }, at))
    } else if ((strict || inner.type === 'object_with_rest') && key.startsWith('x-')) continue
    else if (!known && (strict || isMisspelt(key, value, inner))) {
      const names = namesIn(options.length > 0 ? options : [inner])
      const at = source.locate([...path, key], 'key')
      const suggestion = meantName(key, names)
      const meant = walk.meant(path)
      misname(walk, problem('unknown-key', { key, suggestion, names, meant }, at))
    } else {
      const next = known ? inner.entries?.[key] : inner.value
      clean[key] = next ? checkUnder(key, next, value[key], walk) : value[key]
    }
  }
  return clean
}

const namesIn = (shapes: readonly Shape[]): string[] => [
  ...new Set(shapes.flatMap(({ entries = {} }) => Object.keys(entries))),
]

function checkUnder(step: string | number, shape: Shape, value: unknown, walk: Walk): unknown {
  walk.path.push(step)
  const clean = checkKeys(shape, value, walk)
  walk.path.pop()
  return clean
}

/**
 * If other keys may be anything with plain values, a list or map whose name is close to a known key is a misspelling of
 * it.
 */
const isMisspelt = (key: string, map: Record<string, unknown>, shape: Shape): boolean =>
  shape.type === 'object_with_rest' &&
  typeof map[key] === 'object' &&
  nearest(key, Object.keys(shape.entries ?? {})) !== undefined

/** Adds a problem about the keys of the current map. */
function misname({ problems, misnamed, path }: Walk, found: Problem): void {
  problems.push(found)
  misnamed.add(keyOf(path))
}

/** The option of a union that has the value's type and shares the most keys with it, including misspelt ones. */
function likeliest(options: readonly Shape[], value: unknown): Shape | undefined {
  if (Array.isArray(value)) return options.find(({ item }) => item !== undefined)
  if (!isMap(value)) return undefined
  const keys = Object.keys(value)
  const maps = options.filter(
    ({ entries, value: values }) => entries !== undefined || values !== undefined,
  )
  const fit = maps.find(({ entries = {} }) => keys.every((key) => Object.hasOwn(entries, key)))
  if (fit) return fit
  const shared = ({ entries = {} }: Shape): number => {
    const known = Object.keys(entries)
    const suggestion = keys.filter((key) => nearest(key, known) !== undefined)
    return known.filter((key) => Object.hasOwn(value, key)).length + suggestion.length / 2
  }
  return maps.sort((a, b) => shared(b) - shared(a))[0]
}

type Issue = BaseIssue<unknown>

const pathOf = ({ path }: Issue): Path => (path ?? []).map(({ key }) => key as string | number)

/** A missing key; the path of its issue ends with that key. */
const isMissing = (issue: Issue): boolean =>
  issue.received === 'undefined' && issue.kind === 'schema'

/** An extra key: the walk over keys has reported it, or it belongs to another option of a union. */
const isExcess = (issue: Issue): boolean =>
  issue.expected === 'never' && (issue.path?.at(-1) as { origin?: string })?.origin === 'key'

/** A problem, and the map in which it reports a missing key. */
interface Told {
  readonly found: Problem
  readonly absentFrom?: Path
}

/**
 * A union's issue only says that no option fits. What the options report deeper inside the value is the real mistake;
 * missing keys of the other options are not.
 */
function toProblems(issue: Issue, before: Path, walk: Walk): Told[] {
  const { source, meant } = walk
  const path = [...before, ...pathOf(issue)]
  if (isMissing(issue)) {
    const map = path.slice(0, -1)
    const found = problem('missing-key', { key: String(path.at(-1)) }, source.locate(map))
    return [{ found, absentFrom: map }]
  }
  const inner = (issue.issues ?? []).filter(
    (sub) => sub.path !== undefined && !isMissing(sub) && !isExcess(sub),
  )
  if (inner.length > 0) return inner.flatMap((sub) => toProblems(sub, path, walk))
  const last = issue.path?.at(-1) as { origin?: string } | undefined
  const at = source.locate(path, last?.origin === 'key' ? 'key' : 'value')
  const keys = (issue.issues ?? []).filter(isMissing).map((sub) => String(pathOf(sub).at(-1)))
  const args = {
    expected: issue.expected ?? issue.message,
    received: issue.received,
    keys,
    meant: meant(path),
  }
  const found = problem('wrong-shape', { key: path.join('.'), ...args }, at)
  return [keys.length > 0 ? { found, absentFrom: path } : { found }]
}

/** How often something is removed before the rest is given up. */
const ROUNDS = 4

/**
 * Removes whatever does not fit: an entry keeps its name if it may be empty, so that references to it are not reported
 * as well.
 */
function salvage<S extends GenericSchema>(value: unknown, schema: S): InferOutput<S> | undefined {
  const rest = structuredClone(value)
  for (let round = 0; round < ROUNDS; round++) {
    const parsed = safeParse(schema, rest)
    if (parsed.success) return parsed.output
    if (!parsed.issues.every((issue) => takeOut(rest, pathOf(issue)))) return undefined
  }
  return undefined
}

/** False if a whole section would be removed, and with it everything that the rest refers to. */
function takeOut(root: unknown, path: Path): boolean {
  const end = path.findIndex((step) => typeof step === 'number')
  const steps = end === -1 ? path : path.slice(0, end)
  const last = steps.at(-1)
  let parent = root
  for (const step of steps.slice(0, -1)) parent = isMap(parent) ? parent[step] : undefined
  if (steps.length < 2 || last === undefined || !isMap(parent)) return false
  const isEmptied = isMap(parent[last]) && Object.keys(parent[last]).length === 0
  if (steps.length === 2 && !isEmptied) parent[last] = {}
  else delete parent[last]
  return true
}
