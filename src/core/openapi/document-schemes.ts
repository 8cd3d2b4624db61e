import type { Catalog } from '../catalog/model.js'
import { type Problem, problem } from '../problem.js'
import { type OpenApiDocument, own } from './document.js'
import type { Naming } from './export.js'
import type { Imported } from './import.js'
import type { Declared, Placed } from './placed.js'
import { MEANS } from './schemes.js'
import { scopeHolders } from './scope-holders.js'

/** The document's own schemes, and what must be added to them. */
export class DocumentSchemes implements Naming {
  /** Used where an operation has none of the catalog's schemes. */
  readonly groups: readonly (readonly [string])[]
  readonly #primary: string
  readonly #imported: Imported
  readonly #addScheme: string | undefined
  readonly #added = new Map<string, Record<string, unknown>>()

  /** @param addScheme declares a scheme with this name for the catalog's tokens if the document has none. */
  constructor(imported: Imported, addScheme: string | undefined) {
    this.#imported = imported
    this.#addScheme = imported.tokens.length > 0 ? undefined : addScheme
    this.#primary = imported.tokens[0]?.name ?? addScheme ?? ''
    this.groups = [[this.#primary]]
  }

  /** Whether the document can name the catalog's tokens. */
  get hasPrimary(): boolean {
    return this.#primary !== ''
  }

  nameOf(way: Parameters<Naming['nameOf']>[0]): string {
    if ('scheme' in way) {
      if (way.scheme !== this.#primary && !this.#imported.schemes.has(way.scheme)) {
        this.#added.set(way.scheme, { type: 'apiKey', in: 'header', name: way.scheme })
      }
      return way.scheme
    }
    for (const { name, means } of this.#imported.schemes.values()) {
      if (means && 'other' in means && means.other === way.other) return name
    }
    for (const [name, { [MEANS]: mark }] of this.#added) {
      if (own(mark, 'other') === way.other) return name
    }
    const name = this.#fresh('rule')
    const type = { type: 'apiKey', in: 'header', name }
    this.#added.set(name, { ...type, [MEANS]: { other: way.other } })
    return name
  }

  #fresh(name: string): string {
    let unique = name
    const isTaken = () => this.#imported.schemes.has(unique) || this.#added.has(unique)
    for (let i = 2; isTaken(); i++) unique = `${name}-${i}`
    return unique
  }

  /**
   * Missing schemes and scopes. A new scope is added to all of the catalog's schemes; one that an operation now names
   * under a scheme, to that scheme, if another declares it. Scopes that the document already uses without declaring them
   * stay as they are.
   */
  declarations(
    catalog: Catalog,
    { root, version }: OpenApiDocument,
    written: ReadonlyMap<string, ReadonlySet<string>>,
  ): { placed: Placed[]; declared: Declared[]; notes: Problem[] } {
    const folder = version === '2.0' ? ['securityDefinitions'] : ['components', 'securitySchemes']
    const scopes = [...catalog.scopes.values()].map(({ name, description }) => [name, description])
    const placed: Placed[] = []
    const declared: Declared[] = []
    const { tokens } = this.#imported
    if (this.#addScheme !== undefined) {
      const flow = { tokenUrl: '/token', scopes: Object.fromEntries(scopes) }
      const value =
        version === '2.0'
          ? { type: 'oauth2', flow: 'application', ...flow }
          : { type: 'oauth2', flows: { clientCredentials: flow } }
      placed.push({ pointer: [...folder, this.#addScheme], value })
      declared.push({ kind: 'scheme', name: this.#addScheme })
    }
    const names = new Set<string>()
    const notes: Problem[] = []
    const taken = new Set<string>()
    for (const scheme of tokens.filter(({ type }) => type === 'oauth2')) {
      const isMissing = (name: string): boolean =>
        !scheme.scopes.has(name) &&
        (this.#imported.scopes.has(name)
          ? written.get(scheme.name)?.has(name) === true &&
            tokens.some((each) => each.scopes.has(name))
          : true)
      const missing = scopes.filter(([name = '']) => isMissing(name))
      const holders = scopeHolders(root, [...folder, scheme.name])
      if (holders.length === 0 && missing.length > 0) {
        const left = missing.map(([name = '']) => name)
        notes.push(problem('export-undeclared', { scheme: scheme.name, scopes: left }))
      }
      for (const { pointer: holder, agreed } of holders) {
        for (const [name = '', description] of missing) {
          const pointer = [...holder, name]
          const key = JSON.stringify(pointer)
          // References of two schemes may lead to the same place.
          if (!taken.has(key)) placed.push({ pointer, value: description, agreed })
          taken.add(key)
          names.add(name)
        }
      }
    }
    declared.push(...[...names].map((name): Declared => ({ kind: 'scope', name })))
    for (const [name, value] of this.#added) {
      placed.push({ pointer: [...folder, name], value })
      declared.push({ kind: 'scheme', name })
    }
    return { placed, declared, notes }
  }
}
