import type {
  Alternative,
  Catalog,
  ForeignWay,
  OtherWay,
  Requirement,
  Route,
} from '../catalog/model.js'
import { writtenAlternatives } from '../catalog/requirement.js'
import { MORE_OPERATIONS } from './operations.js'
import { MEANS } from './schemes.js'

type Security = Record<string, string[]>[]
type Json = Record<string, unknown>

/** The schemes that represent the catalog's own tokens, and the names of the others. */
export interface Naming {
  /** Sets of schemes; a token is written as one of each scheme of a set, and once for each set. */
  readonly groups: readonly (readonly string[])[]
  /** The name under which a way is declared; `taken` are the names that the alternative already uses. */
  nameOf(way: ForeignWay, taken: ReadonlySet<string>): string
}

/** A requirement as a `security` list; undefined for `undecided`, which a document does not express. */
export function securityOf(requirement: Requirement, naming: Naming): Security | undefined {
  switch (requirement.level) {
    case 'undecided':
      return undefined
    case 'public':
      return []
    case 'authenticated':
      return [ANY_TOKEN, ...writtenAlternatives(requirement)].flatMap((each) =>
        entriesOf(each, naming),
      )
    case 'scopes':
      return requirement.alternatives.flatMap((each) => entriesOf(each, naming))
  }
}

const ANY_TOKEN: Alternative = { scopes: [], others: [] }

function entriesOf(alternative: Alternative, naming: Naming): Security {
  const { scopes, others } = alternative
  const needsToken = scopes.length > 0 || others.length === 0 || others.some(isAnyToken)
  return (needsToken ? naming.groups : [[]]).map((group) => entryOf(alternative, group, naming))
}

const isAnyToken = (way: OtherWay): boolean => 'authenticated' in way

function entryOf(
  { scopes, others }: Alternative,
  group: readonly string[],
  naming: Naming,
): Record<string, string[]> {
  const entry: Record<string, string[]> = Object.fromEntries(
    group.map((name) => [name, [...scopes]]),
  )
  for (const way of others) {
    if ('authenticated' in way) continue
    const list = 'scheme' in way ? way.scopes : []
    const name = naming.nameOf(way, new Set(Object.keys(entry)))
    entry[name] = [...new Set([...(entry[name] ?? []), ...list])]
  }
  return entry
}

/** The schemes of an exported document, which are declared when they are first named. */
class Schemes implements Naming {
  readonly primary: string
  readonly groups: readonly (readonly string[])[]
  readonly #declared = new Map<string, Json>()
  readonly #names = new Map<string, string>()

  /**
   * @param reserved scheme names that the catalog itself uses
   * @param remembered the name of the first of the catalog's schemes in the API's own document
   */
  constructor(reserved: ReadonlySet<string>, remembered = 'OAuth2') {
    const isFree = IS_NAME.test(remembered) && !reserved.has(remembered)
    this.primary = isFree ? remembered : fresh('OAuth2', reserved)
    this.groups = [[this.primary]]
    for (const name of reserved) if (IS_NAME.test(name)) this.#declared.set(name, {})
  }

  nameOf(way: ForeignWay, taken: ReadonlySet<string>): string {
    const mark = 'other' in way ? { other: way.other } : { scheme: way.scheme }
    const plain = 'other' in way ? 'rule' : way.scheme.replace(/[^\w.-]/g, '_')
    const itself = 'scheme' in way && way.scheme === plain
    if (itself && !taken.has(plain)) return this.#declare(plain, {})
    // What OpenAPI cannot express gets a name of its own, with a description of what it means.
    for (let i = 1; ; i++) {
      const key = `${JSON.stringify(mark)} ${i}`
      const name = this.#names.get(key) ?? fresh(`${plain}-${i}`, this.#all())
      this.#names.set(key, name)
      if (!taken.has(name)) return this.#declare(name, { [MEANS]: mark })
    }
  }

  #declare(name: string, more: Json): string {
    const type = { type: 'apiKey', in: 'header', name }
    const description =
      'other' in ((more[MEANS] as Json | undefined) ?? {})
        ? 'A rule that no security scheme can express.'
        : 'The catalog has only the name of this scheme.'
    this.#declared.set(name, { ...type, description, ...more })
    return name
  }

  #all(): ReadonlySet<string> {
    return new Set([this.primary, ...this.#declared.keys()])
  }

  /** The schemes that were named, in addition to the primary one. */
  declared(): [name: string, scheme: Json][] {
    return [...this.#declared].filter(([, scheme]) => Object.keys(scheme).length > 0)
  }
}

/** The allowed names of components (OpenAPI 3.1, Components Object). */
const IS_NAME = /^[A-Za-z0-9._-]+$/

function fresh(name: string, taken: ReadonlySet<string>): string {
  let unique = name
  for (let i = 2; taken.has(unique); i++) unique = `${name}-${i}`
  return unique
}

/** The names of all schemes that the catalog's routes mention. */
const schemeNames = ({ routes }: Pick<Catalog, 'routes'>): Set<string> =>
  new Set(
    routes.flatMap(({ requirement }) =>
      writtenAlternatives(requirement).flatMap(({ others }) =>
        others.flatMap((way) => ('scheme' in way ? [way.scheme] : [])),
      ),
    ),
  )

/** The members of a path item that OpenAPI knows as methods. */
const METHODS = new Set(['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'])

/**
 * Writes the catalog as an OpenAPI 3.1 document: its scopes, its routes, and what each requires. Importing it again
 * gives routes with the same answers.
 *
 * NOT exported: roles, implied scopes and token settings, for which a document has no place.
 *
 * @param catalog a catalog that was read without problems
 * @returns the document, a plain JSON value
 * @throws nothing
 * @example
 * ```ts
 * import { exportOpenApi, parseCatalog, sourceOf } from 'scopectl'
 *
 * const catalog = parseCatalog(sourceOf({ scopes: { read: 'Read data' }, routes: { 'GET /items/': 'read' } }))
 * if (!catalog.ok) throw new Error('not a catalog')
 * const { paths } = exportOpenApi(catalog.value)
 * JSON.parse(JSON.stringify(paths))['/items/'].get.security // => [{ OAuth2: ['read'] }]
 * ```
 */
export function exportOpenApi(catalog: Catalog): Json {
  const schemes = new Schemes(schemeNames(catalog), catalog.openapi.schemes[0])
  const { prefix = '' } = catalog.openapi
  const below = isBelow(catalog.routes, prefix) ? prefix : ''
  const scopes = [...catalog.scopes.values()].map(({ name, description }) => [name, description])
  const paths = pathsOf(catalog.routes, below, schemes)
  const { issuers } = catalog.token
  const [issuer] = issuers === 'any' ? [] : issuers
  const flow = { tokenUrl: tokenUrl(issuer), scopes: Object.fromEntries(scopes) }
  // This document lists scopes as the standard says; the API's own one does not.
  const lists = catalog.openapi.anyOf ? { [MEANS]: { lists: 'all' } } : {}
  return {
    openapi: '3.1.0',
    info: { title: 'scopectl export', version: '1' },
    ...(below === '' ? {} : { servers: [{ url: below }] }),
    paths,
    components: {
      securitySchemes: {
        [schemes.primary]: { type: 'oauth2', flows: { clientCredentials: flow }, ...lists },
        ...Object.fromEntries(schemes.declared()),
      },
    },
  }
}

const tokenUrl = (issuer: string | undefined): string =>
  issuer !== undefined && /^https?:\/\//.test(issuer)
    ? `${issuer.replace(/\/$/, '')}/token`
    : '/token'

/** Whether every path has this prefix, so that a document can state it once and leave it out of its paths. */
export const isBelow = (routes: readonly Route[], prefix: string): boolean =>
  routes.every(({ template }) => template.startsWith(`${prefix}/`))

/** Routes of the same shape share a path item, with the parameter names of the first one. */
function pathsOf(routes: readonly Route[], prefix: string, naming: Naming): Json {
  const byShape = new Map<string, { path: string; item: Json }>()
  for (const route of routes) {
    const { shape, params } = route.pattern
    const known = byShape.get(shape)
    const own = route.template.slice(prefix.length)
    const path = known?.path ?? own.replace(/\{([^}]*)\*\}$/, '{$1=**}')
    const item = known?.item ?? (params.length > 0 ? { parameters: params.map(parameter) } : {})
    byShape.set(shape, { path, item })
    const security = securityOf(route.requirement, naming)
    const summary = route.description === '' ? {} : { summary: route.description }
    const operation = {
      ...summary,
      ...(security && { security }),
      responses: { default: { description: 'as the API answers' } },
    }
    if (METHODS.has(route.method)) item[route.method.toLowerCase()] = operation
    else item[MORE_OPERATIONS] = { ...(item[MORE_OPERATIONS] as Json), [route.method]: operation }
  }
  return Object.fromEntries([...byShape.values()].map(({ path, item }) => [path, item]))
}

const parameter = (name: string): Json => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
})
