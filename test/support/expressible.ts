import type { Catalog } from '../../src/core/catalog/model.js'
import type { Engine } from '../../src/core/export/engine.js'
import { type Policy, policyOf } from '../../src/core/export/policy.js'
import { type CatalogForm, loadCatalog } from './generators.js'

/** The catalog without the routes that an engine cannot express; undefined if that leaves none, or if it is about tokens. */
export function expressible(
  engine: Engine,
  form: CatalogForm,
  given: Parameters<typeof policyOf>[1],
): { catalog: Catalog; policy: Policy } | undefined {
  let { routes } = form
  while (Object.keys(routes).length > 0) {
    const catalog = loadCatalog({ ...form, routes })
    const policy = policyOf(catalog, given)
    const [cannot] = engine.cannot(policy)
    if (!cannot) return { catalog, policy }
    const name = policy.routes.find(({ at }) => at === cannot.at)?.name
    if (name === undefined) return undefined
    routes = Object.fromEntries(Object.entries(routes).filter(([each]) => each !== name))
  }
  return undefined
}
