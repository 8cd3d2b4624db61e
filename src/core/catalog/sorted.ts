import type { Catalog } from './model.js'

/** In the catalog's own order, which is stable and chosen by its author. */
export function sorted(catalog: Pick<Catalog, 'scopes'>, names: ReadonlySet<string>): string[] {
  const declared = [...catalog.scopes.keys()].filter((name) => names.has(name))
  return [...declared, ...[...names].filter((name) => !catalog.scopes.has(name)).sort()]
}
