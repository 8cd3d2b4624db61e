import { requireDeclared } from '../catalog/declared.js'
import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import type { Held } from './presented.js'

/**
 * The scopes that a token carries beyond a limit: literal and undeclared names outside close(limit). Empty means it
 * passes. Undeclared names always count as surplus, since there is no telling what they allow.
 *
 * @throws ScopectlError for a limit with undeclared names.
 */
export function surplusOver(catalog: Catalog, held: Held, limit: readonly string[]): string[] {
  requireDeclared(catalog, limit)
  const within = close(catalog.implied, limit)
  return [...held.views.literal, ...held.views.unknown].filter((name) => !within.has(name))
}
