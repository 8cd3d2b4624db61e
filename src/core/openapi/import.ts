import { foreignPart } from '../catalog/foreign-notation.js'
import type { Requirement } from '../catalog/model.js'
import { norm } from '../catalog/requirement.js'
import type { Template } from '../catalog/route-template.js'
import { fail } from '../errors.js'
import { type Problem, problem } from '../problem.js'
import type { DocumentPathFault } from '../problems/route.js'
import { type Census, censusOf } from './census.js'
import { type Definition, definedTwice } from './definition.js'
import { type OpenApiSource, readDocument } from './document.js'
import { gatewayMarks } from './gateway-marks.js'
import { type Operation, operationsOf, usesOf } from './operations.js'
import { readPath } from './path.js'
import type { Read } from './read.js'
import { reportReadings } from './readings.js'
import { resolverFor } from './resolve.js'
import { sayable } from './sayable.js'
import { chooseTokenSchemes, readSchemes, type Scheme } from './schemes.js'
import {
  isDeclarable,
  type Optional,
  readSecurity,
  type SecurityReading,
  type Unstated,
  undecided,
  type Why,
} from './security.js'
import { shownPath } from './shown-path.js'

/** An operation as a route of the catalog. */
export interface ImportedRoute extends Definition {
  /** `METHOD /template`. */
  readonly name: string
  readonly method: string
  readonly template: string
  readonly pattern: Template
  readonly requirement: Requirement
  readonly why: Why | undefined
  /** The schemes of the catalog's tokens that the operation names together. */
  readonly groups: readonly (readonly string[])[]
}

/** An OpenAPI document as scopes and routes, with findings about how they were derived. */
export interface Imported {
  /** The document's name, and its version as written. */
  readonly document: string
  readonly version: string
  /** The security schemes of the catalog's tokens; the first one is used where an operation has none of them. */
  readonly tokens: readonly Scheme[]
  /** Whether these were requested. */
  readonly chosen: boolean
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
  /**
   * The security scheme of the catalog's tokens; default: the most used one. Several, if one token is a token of each of
   * them.
   */
  readonly scheme?: string | readonly string[] | undefined
  /** Replaces the document's own prefix; '' for none. */
  readonly prefix?: string | undefined
  /** The level of operations without security in the document; default: `undecided`. */
  readonly unstated?: Unstated | undefined
  /** What an empty alternative `{}` next to others means; default: `public`, as the standard says. */
  readonly optional?: Optional | undefined
  /** Whether one of the scopes that a requirement of the document lists is enough; default: all are needed. */
  readonly anyOf?: boolean | undefined
}

/**
 * Reads an OpenAPI document (2.0, 3.0 to 3.2) as scopes and routes.
 *
 * Never looser than the document: what it does not state, or states in a way that cannot be read, is `undecided`, and
 * nothing is dropped without a finding. NOT read: examples, extensions, schemas. NOT checked: what the server does.
 *
 * @param source the document, and a way to open the files that it refers to
 * @param options `scheme`: the security scheme of the catalog's tokens (default: the most used one), or several of one issuer;
 * `prefix`: replaces that of the document, '' for none; `unstated`: the level of operations without security; `optional`:
 * whether `{}` next to other alternatives makes an operation `public` (default) or is ignored; `anyOf`: whether one of the scopes
 * in a list is enough
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
  const marks = gatewayMarks(document.root, schemes)
  const operations = operationsOf(document, resolver, report, options.prefix, (_, item, members) =>
    marks.see(item.value, members.value),
  )
  if (operations.length === 0) fail('openapi-no-operation', { file: source.name })
  const { scheme = [] } = options
  const wanted = typeof scheme === 'string' ? [scheme] : scheme
  const tokens = chooseTokenSchemes(schemes, usesOf(operations), wanted)
  const chosen = wanted.length > 0

  const { optional, anyOf } = options
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
    const reading = readings.get(value) ?? readSecurity(value, { schemes, tokens, optional, anyOf })
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
      entry.methods.push(operation.method)
      refused.set(operation.path, entry)
    } else addRoute(routeOf(operation, reading, path), byShape, report)
  }
  for (const [path, facts] of refused) {
    report(problem('openapi-refused-path', { path: shownPath(path), ...facts }))
  }
  const greedy = read.flatMap(({ operation: { path: written, method }, path }) =>
    'why' in path || !written.endsWith('+}') ? [] : [`${method} ${path.template}`],
  )
  if (greedy.length > 0) report(problem('openapi-one-or-more', { routes: greedy }))
  const foreign = [...byShape.values()].filter((each) => foreignPart(each.method, each.template))
  if (foreign.length > 0) {
    report(problem('openapi-foreign-path', { routes: foreign.map(({ name }) => name) }))
  }

  const { scopes, used } = scopesOf(tokens, read, report)
  const unstated = options.unstated ?? 'undecided'
  const forGateway = marks.found()
  reportReadings(read, { schemes, tokens, anyOf }, { unstated, chosen, forGateway }, report)
  const routes = [...byShape.values()].map((route) => {
    const requirement = sayable(route.requirement, scopes)
    return requirement ? { ...route, requirement } : route
  })
  const unsayable = routes.filter((route) => byShape.get(keyOf(route.method, route)) !== route)
  if (unsayable.length > 0) {
    report(problem('openapi-level-is-scope', { routes: unsayable.map(({ name }) => name) }))
  }
  // As in the catalog: what it cannot express is not one of its levels.
  const said = new Map(routes.map((route) => [keyOf(route.method, route), route.requirement]))
  const requirements = read.map(({ operation, path }) =>
    'why' in path ? undefined : said.get(keyOf(operation.method, path)),
  )
  return {
    document: source.name,
    version: document.version === '2.0' ? 'Swagger 2.0' : `OpenAPI ${document.written}`,
    tokens,
    chosen,
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
  { requirement, why, groups }: SecurityReading,
  path: { template: string; pattern: Template },
): ImportedRoute {
  const name = `${method} ${path.template}`
  return { name, method, ...path, requirement, why, groups, pointer, elsewhere, definition }
}

const keyOf = (method: string, { pattern }: { pattern: Template }): string =>
  `${method} ${pattern.shape}`

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
  tokens: readonly Scheme[],
  read: readonly Read[],
  report: (found: Problem) => void,
): { scopes: Map<string, string>; used: Set<string> } {
  const declared = tokens.flatMap((scheme) => [...scheme.scopes])
  const scopes = new Map<string, string>()
  for (const [name, text] of declared) {
    if (isDeclarable(name) && (scopes.get(name) ?? '') === '') scopes.set(name, text)
  }
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
