import type { Catalog, TokenSettings } from '../catalog/model.js'
import { type Item, readingOf } from '../proof/reading.js'
import { claimPath } from '../token/pointer.js'
import { byCodeUnit } from '../word.js'

/** A change of `enforce` or `role_claim` in one direction. */
export interface ReadMore {
  /** A scope or role by which a token holds more; undefined if there is none in these catalogs. */
  readonly item: string | undefined
}

/**
 * Whether tokens can hold more under one of two settings. The direction follows from the setting alone, so that a change
 * counts before the first scope implies another.
 */
export function readsMore(
  field: 'enforce' | 'role_claim',
  more: TokenSettings,
  less: TokenSettings,
  catalogs: readonly Catalog[],
): ReadMore | undefined {
  const isMore =
    field === 'enforce'
      ? more.enforce === 'implied' && less.enforce === 'literal'
      : more.roleClaim !== undefined && !isSameClaim(more, less)
  if (!isMore) return undefined
  // Everything else is read as on one side, so that only this setting makes the difference.
  const { enforce, roleClaim } = less
  const without = { ...more, ...(field === 'enforce' ? { enforce } : { roleClaim }) }
  const items = catalogs.flatMap((catalog) => itemsGaining(catalog, more, without))
  return { item: items.sort((a, b) => a.length - b.length || byCodeUnit(a, b))[0] }
}

const isSameClaim = (a: TokenSettings, b: TokenSettings): boolean =>
  b.roleClaim !== undefined &&
  JSON.stringify(claimPath(a.roleClaim ?? '')) === JSON.stringify(claimPath(b.roleClaim))

function itemsGaining(catalog: Catalog, more: TokenSettings, less: TokenSettings): string[] {
  const [rich, poor] = [more, less].map((token) => readingOf({ ...catalog, token }))
  const claim = more.roleClaim
  const items: Item[] = [
    ...[...catalog.scopes.keys()].map((name) => ({ kind: 'scope' as const, name })),
    ...(claim === undefined
      ? []
      : [...catalog.roles.keys()].map((name) => ({ kind: 'role' as const, claim, name }))),
  ]
  return items.flatMap((item) => {
    const held = poor?.gives(item)
    const gains = [...(rich?.gives(item) ?? [])].some((name) => !held?.has(name))
    return gains ? [item.kind === 'scope' ? item.name : `${item.claim}: ${item.name}`] : []
  })
}
