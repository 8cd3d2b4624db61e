import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import type { Picked } from './pick.js'

/** For each scope, the scopes that share its box. */
export type Bundles = ReadonlyMap<string, readonly string[]>

/** Each scope in a box of its own. */
export const apart = (scopes: readonly string[]): Bundles =>
  new Map(scopes.map((name) => [name, [name]]))

/**
 * Scopes that the same roles, users and clients of the picture hold. Each of these holds all scopes of a box or none, so
 * an arrow into the box says the same as an arrow to each of them.
 */
export function bundlesOf(catalog: Catalog, { people, roles, scopes }: Picked): Bundles {
  const holders = new Map<string, string[]>(scopes.map((name) => [name, []]))
  const note = (id: string, names: Iterable<string>): void => {
    for (const name of close(catalog.implied, names)) holders.get(name)?.push(id)
  }
  let count = 0
  for (const name of roles.keys()) note(`${count++}`, catalog.own.get(name) ?? [])
  for (const { entry } of people) {
    if (!entry.disabled && entry.scopes.length > 0) note(`${count++}`, entry.scopes)
  }
  const bundles = new Map<string, string[]>()
  for (const [name, ids] of holders) {
    const key = ids.join(' ')
    const bundle = bundles.get(key) ?? []
    bundles.set(key, bundle)
    bundle.push(name)
  }
  return new Map([...bundles.values()].flatMap((names) => names.map((name) => [name, names])))
}
