import { foreignPart } from '../catalog/foreign-notation.js'
import type { Requirement } from '../catalog/model.js'
import { norm, tokenAlternatives } from '../catalog/requirement.js'
import type { Template } from '../catalog/route-template.js'
import { fail } from '../errors.js'
import { type Problem, problem } from '../problem.js'
import type { DocumentPathFault } from '../problems/route.js'
import { type OpenApiSource, readDocument } from './document.js'
import {
  type Definition,
  definedTwice,
  type Operation,
  operationsOf,
  usesOf,
} from './operations.js'
import { readPath } from './path.js'
import { type Read, reportReadings } from './readings.js'
import { resolverFor } from './resolve.js'
import { choosePrimary, readSchemes, type Scheme } from './schemes.js'
import {
  isDeclarable,
  readSecurity,
  type SecurityReading,
  type Unstated,
  undecided,
  type Why,
} from './security.js'

/** An operation as a route of the catalog. */
export interface ImportedRoute extends Definition {
  /** `METHOD /template`. */
  readonly name: string
  readonly method: string
  readonly template: string
  readonly pattern: Template
  readonly requirement: Requirement
  readonly why: Why | undefined
}

/** Operations by their resulting requirement; `other`: only ways that no token satisfies, or a refused path. */
export interface Census {
  readonly operations: number
  readonly scoped: number
  readonly authenticated: number
  readonly public: number
  readonly undecided: number
  readonly other: number
}

/** An OpenAPI document as scopes and routes, with findings about how they were derived. */
export interface Imported {
  /** The document's name, and its version as written. */
  readonly document: string
  readonly version: string
  /** The security scheme of the catalog's tokens. */
  readonly primary: Scheme | undefined
  readonly schemes: ReadonlyMap<string, Scheme>
  /** Declared or used, with their descriptions. */
  readonly scopes: ReadonlyMap<string, string>
  /** The scopes that some operation needs. */
  readonly used: ReadonlySet<string>
  readonly routes: readonly ImportedRoute[]
  readonly census: Census
  /** Everything that a reader of the catalog should know about how it was derived. */
  readonly findings: readonly Problem[]
}

export interface ImportOptions {
  /** The security scheme of the catalog's tokens; default: the most used one. */
  readonly scheme?: string | undefined
  /** Replaces the document's own prefix; '' for none. */
  readonly prefix?: string | undefined
  /** The level of operations without security in the document; default: `undecided`. */
  readonly unstated?: Unstated | undefined
}

/**
 * Reads an OpenAPI document (2.0, 3.0, 3.1) as scopes and routes.
 *
 * Never looser than the document: what it does not state, or states in a way that cannot be read, is `undecided`, and
 * nothing is dropped without a finding. NOT read: examples, extensions, schemas. NOT checked: what the server does.
 *
 * @param source the document, and a way to open the files that it refers to
 * @param options `scheme`: the security scheme of the catalog's tokens (default: the most used one); `prefix`: replaces that of
 * the document, '' for none; `unstated`: the level of operations without security
 * @returns scopes, routes and findings; `toCatalog` turns them into a file
 * @throws ScopectlError `openapi-not-one`, `openapi-version`, `openapi-no-operation`, `openapi-no-scheme`, `openapi-scheme-kind`
 * @example
 * ```ts
 * import { importOpenApi, type OpenApiSource } from 'scopectl'
 *
 * const paths = { '/items': { get: { security: [] }, post: {} } }
 * const value = { openapi: '3.1.0', paths }
 * const open = () => ({ fault: 'outside' }) as const
 * const source: OpenApiSource = { name: 'openapi.json', file: 'openapi.json', value, open }
 * importOpenApi(source).routes.map((route) => route.requirement.level) // => ['public', 'undecided']
 * importOpenApi({ ...source, value: { openapi: '4.0' } }) // throws ScopectlError: openapi-version
 * ```
 */
export function importOpenApi(source: OpenApiSource, options: ImportOptions = {}): Imported {
  const document = readDocument(source)
  const resolver = resolverFor(source)
  const findings: Problem[] = []
  const report = (found: Problem): void => void findings.push(found)
  const schemes = readSchemes(document, resolver, report)
  const operations = operationsOf(document, resolver, report, options.prefix)
  if (operations.length === 0) fail('openapi-no-operation', { file: source.name })
  const primary = choosePrimary(schemes, usesOf(operations), options.scheme)

  const readings = new Map<unknown, SecurityReading>() // most operations share the document's own
  const readOnce = (operation: Operation): SecurityReading => {
    if (operation.fault) return undecided(operation.fault)
    if (!operation.security) {
      return {
        ...undecided('states-none'),
        requirement: { level: options.unstated ?? 'undecided' },
      }
    }
    const { value } = operation.security
    const reading = readings.get(value) ?? readSecurity(value, { schemes, primary })
    readings.set(value, reading)
    return reading
  }
  const read = operations.map((operation) => ({
    operation,
    reading: readOnce(operation),
    path: readPath(operation.path, operation.prefix, operation.parameters),
  }))
  const refused = new Map<string, { why: DocumentPathFault; methods: string[] }>()
  const byShape = new Map<string, ImportedRoute>()
  for (const { operation, reading, path } of read) {
    if ('why' in path) {
      const entry = refused.get(operation.path) ?? { why: path.why, methods: [] }
      refused.set(operation.path, { ...entry, methods: [...entry.methods, operation.method] })
    } else addRoute(routeOf(operation, reading, path), byShape, report)
  }
  for (const [path, facts] of refused) report(problem('openapi-refused-path', { path, ...facts }))
  const greedy = read.flatMap(({ operation: { path: written, method }, path }) =>
    'why' in path || !written.endsWith('+}') ? [] : [`${method} ${path.template}`],
  )
  if (greedy.length > 0) report(problem('openapi-one-or-more', { routes: greedy }))
  const foreign = [...byShape.values()].filter((each) => foreignPart(each.method, each.template))
  if (foreign.length > 0) {
    report(problem('openapi-foreign-path', { routes: foreign.map(({ name }) => name) }))
  }

  const { scopes, used } = scopesOf(primary, read, report)
  reportReadings(read, schemes, options.unstated ?? 'undecided', report)
  const routes = sayable([...byShape.values()], scopes, report)
  // As in the catalog: what it cannot express is not one of its levels.
  const said = new Map(routes.map((route) => [keyOf(route.method, route), route.requirement]))
  const requirements = read.map(({ operation, path }) =>
    'why' in path ? undefined : said.get(keyOf(operation.method, path)),
  )
  return {
    document: source.name,
    version: document.version === '2.0' ? 'Swagger 2.0' : `OpenAPI ${document.written}`,
    primary,
    schemes,
    scopes,
    used,
    routes,
    census: censusOf(requirements),
    findings,
  }
}

function routeOf(
  { method, pointer, elsewhere, definition }: Operation,
  { requirement, why }: SecurityReading,
  path: { template: string; pattern: Template },
): ImportedRoute {
  const name = `${method} ${path.template}`
  return { name, method, ...path, requirement, why, pointer, elsewhere, definition }
}

const keyOf = (method: string, { pattern }: { pattern: Template }): string =>
  `${method} ${pattern.shape}`

/** If a scope has the name of a level, a catalog cannot express it: it becomes a rule in words, which allows nobody. */
function sayable(
  routes: readonly ImportedRoute[],
  scopes: ReadonlyMap<string, string>,
  report: (found: Problem) => void,
): ImportedRoute[] {
  const isUnsayable = ({ requirement: { level } }: ImportedRoute): boolean =>
    level !== 'scopes' && scopes.has(level)
  const unsayable = routes.filter(isUnsayable).map(({ name }) => name)
  if (unsayable.length > 0) report(problem('openapi-level-is-scope', { routes: unsayable }))
  return routes.map((route) => {
    if (!isUnsayable(route)) return route
    const other = `${route.requirement.level}, by the document`
    const alternatives = [{ scopes: [], others: [{ other }] }]
    return { ...route, requirement: { level: 'scopes', alternatives } }
  })
}

/** Operations with the same template are one route. If their requirements differ, it is unknown which applies. */
function addRoute(
  route: ImportedRoute,
  byShape: Map<string, ImportedRoute>,
  report: (found: Problem) => void,
): void {
  const key = keyOf(route.method, route)
  const first = byShape.get(key)
  if (!first) {
    byShape.set(key, route)
    return
  }
  const differ = norm(first.requirement) !== norm(route.requirement)
  report(problem('openapi-same-template', { route: route.name, first: first.name, differ }))
  const unknown = { requirement: { level: 'undecided' }, why: 'contradicts' } as const
  byShape.set(key, { ...first, ...definedTwice, ...(differ && unknown) })
}

function scopesOf(
  primary: Scheme | undefined,
  read: readonly Read[],
  report: (found: Problem) => void,
): { scopes: Map<string, string>; used: Set<string> } {
  const declared = [...(primary?.scopes ?? [])]
  const scopes = new Map(declared.filter(([name]) => isDeclarable(name)))
  const used = new Set(read.flatMap(({ reading }) => reading.scopes))
  const added = [...used].filter((name) => !scopes.has(name))
  const unused = [...scopes.keys()].filter((name) => !used.has(name))
  for (const name of added) scopes.set(name, '')
  const bad = [
    ...declared.map(([name]) => name).filter((name) => !isDeclarable(name)),
    ...read.flatMap(({ reading }) => reading.badScopes),
  ]
  if (added.length > 0) report(problem('openapi-undeclared-scopes', { scopes: added }))
  if (unused.length > 0) report(problem('openapi-unused-scopes', { scopes: unused }))
  if (bad.length > 0) report(problem('openapi-bad-scopes', { scopes: [...new Set(bad)] }))
  return { scopes, used }
}

function censusOf(requirements: readonly (Requirement | undefined)[]): Census {
  const count = (test: (requirement: Requirement) => boolean): number =>
    requirements.filter((each) => each && test(each)).length
  const isScoped = (each: Requirement): boolean =>
    each.level === 'scopes' && tokenAlternatives(each).length > 0
  const counts = {
    scoped: count(isScoped),
    authenticated: count(({ level }) => level === 'authenticated'),
    public: count(({ level }) => level === 'public'),
    undecided: count(({ level }) => level === 'undecided'),
  }
  const decided = counts.scoped + counts.authenticated + counts.public + counts.undecided
  return { operations: requirements.length, ...counts, other: requirements.length - decided }
}
