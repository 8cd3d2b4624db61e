import type { Catalog } from '../catalog/model.js'

// Names that no catalog means, and that a sloppy comparison takes for scopes that it does.

/** Undeclared scopes that servers are known to treat as "everything". docs/probe.md has the list. */
export const SUPERUSERS = [
  ...['*', '**', '.*', 'all', 'any', 'admin', 'administrator', 'everything', 'full_access'],
  ...['god', 'internal', 'master', 'owner', 'root', 'sudo', 'super_admin', 'superadmin'],
  ...['superuser', 'system'],
] as const

/**
 * The superuser names that this catalog does not declare. Not those that contain a needed name or are part of one: a server
 * that lets them in compares parts of names, which is another defect.
 */
export function superusers(catalog: Pick<Catalog, 'scopes'>, needed: readonly string[]): string[] {
  return SUPERUSERS.filter(
    (name) =>
      !catalog.scopes.has(name) &&
      !needed.some((each) => each.includes(name) || name.includes(each)),
  )
}

/** Undeclared names above, below and across each name: `users:read` gives `users`, `users:`, `users:*`, `users:read:x`, and `users:rea`. */
export function namespaces(catalog: Pick<Catalog, 'scopes'>, needed: readonly string[]): string[] {
  const names = needed.flatMap((name) => {
    const end = name.search(/[:./](?=[^:./]*$)/)
    const below = [`${name}:x`, `${name}:*`, ...(name.length > 1 ? [name.slice(0, -1)] : [])]
    if (end <= 0) return below
    const [head, mark] = [name.slice(0, end), name.charAt(end)]
    return [head, `${head}${mark}`, `${head}${mark}*`, ...below]
  })
  return [...new Set(names)].filter((name) => !catalog.scopes.has(name))
}

/** Whether a comparison of parts of names, or one that ignores case, takes `held` for `needed`. */
export function resembles(held: string, needed: string): boolean {
  const [a, b] = [held.toLowerCase(), needed.toLowerCase()]
  return held !== needed && (a.includes(b) || b.startsWith(a))
}
