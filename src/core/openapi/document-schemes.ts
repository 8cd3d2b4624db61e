import type { Catalog } from '../catalog/model.js'
import { has, type OpenApiDocument, own } from './document.js'
import type { Naming } from './export.js'
import type { Imported } from './import.js'
import type { Declared, Placed } from './placed.js'
import { MEANS } from './schemes.js'

/** The document's own schemes, and what must be added to them. */
export class DocumentSchemes implements Naming {
  readonly primary: string
  readonly #imported: Imported
  readonly #addScheme: string | undefined
  readonly #added = new Map<string, Record<string, unknown>>()

  /** @param addScheme declares a scheme with this name for the catalog's tokens if the document has none. */
  constructor(imported: Imported, addScheme: string | undefined) {
    this.#imported = imported
    this.#addScheme = imported.primary ? undefined : addScheme
    this.primary = imported.primary?.name ?? addScheme ?? ''
  }

  /** Whether the document can name the catalog's tokens. */
  get hasPrimary(): boolean {
    return this.primary !== ''
  }

  nameOf(way: Parameters<Naming['nameOf']>[0]): string {
    if ('scheme' in way) {
      if (way.scheme !== this.primary && !this.#imported.schemes.has(way.scheme)) {
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
   * Missing schemes, and scopes that the primary one does not declare. Scopes that the document already uses without
   * declaring them stay as they are.
   */
  declarations(
    catalog: Catalog,
    { root, version }: OpenApiDocument,
  ): { placed: Placed[]; declared: Declared[] } {
    const folder = version === '2.0' ? ['securityDefinitions'] : ['components', 'securitySchemes']
    const scopes = [...catalog.scopes.values()].map(({ name, description }) => [name, description])
    const placed: Placed[] = []
    const declared: Declared[] = []
    const { primary } = this.#imported
    if (this.#addScheme !== undefined) {
      const flow = { tokenUrl: '/token', scopes: Object.fromEntries(scopes) }
      const value =
        version === '2.0'
          ? { type: 'oauth2', flow: 'application', ...flow }
          : { type: 'oauth2', flows: { clientCredentials: flow } }
      placed.push({ pointer: [...folder, this.#addScheme], value })
      declared.push({ kind: 'scheme', name: this.#addScheme })
    } else if (primary?.type === 'oauth2') {
      const holders = scopeHolders(root, [...folder, primary.name])
      for (const [name = '', description] of scopes) {
        if (primary.scopes.has(name) || this.#imported.scopes.has(name)) continue
        for (const holder of holders)
          placed.push({ pointer: [...holder, name], value: description })
        if (holders.length > 0) declared.push({ kind: 'scope', name })
      }
    }
    for (const [name, value] of this.#added) {
      placed.push({ pointer: [...folder, name], value })
      declared.push({ kind: 'scheme', name })
    }
    return { placed, declared }
  }
}

/** Where a scheme lists its scopes: in each flow; in Swagger 2.0 in the scheme itself. */
function scopeHolders(root: unknown, scheme: readonly string[]): string[][] {
  const value = scheme.reduce<unknown>((at, name) => own(at, name), root)
  if (has(value, 'scopes')) return [[...scheme, 'scopes']]
  const flows = own(value, 'flows')
  return typeof flows === 'object' && flows !== null
    ? Object.keys(flows)
        .filter((flow) => !flow.startsWith('x-'))
        .map((flow) => [...scheme, 'flows', flow, 'scopes'])
    : []
}
