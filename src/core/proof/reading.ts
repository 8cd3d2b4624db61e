import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { claimPath } from '../token/pointer.js'

type Names = ReadonlySet<string>
const NONE: Names = new Set()

/** Something in a token that can grant scopes: a scope, or a name in a role claim. */
export type Item =
  | { readonly kind: 'scope'; readonly name: string }
  | { readonly kind: 'role'; readonly claim: string; readonly name: string }

/** How one catalog reads tokens: which scopes count as held for what a token carries, declared or not. */
export interface Reading {
  /** Equal for two catalogs that read every token alike. */
  readonly id: string
  /** The scopes that a token with only this item holds; none for undeclared names. */
  gives(item: Item): Names
  /** Every item that gives the scope. */
  givers(scope: string): readonly Item[]
}

type Read = Pick<Catalog, 'scopes' | 'implied' | 'roles' | 'own'> & {
  readonly token: Pick<Catalog['token'], 'enforce' | 'roleClaim'>
}

/** As `enforce` says: only the names in the token, or also everything that they imply; and the roles of `role_claim`. */
export function readingOf({ scopes, implied, roles, own, token }: Read): Reading {
  const { enforce, roleClaim } = token
  // `roles` and `/roles` are the same claim.
  const claim = roleClaim === undefined ? undefined : JSON.stringify(claimPath(roleClaim))
  const whole = (names: Iterable<string>): Names =>
    enforce === 'implied' ? close(implied, names) : new Set(names)
  const ofScope = new Map<string, Names>()
  const ofRole = new Map<string, Names>()
  for (const name of scopes.keys()) ofScope.set(name, whole([name]))
  if (claim !== undefined) {
    for (const name of roles.keys()) ofRole.set(name, whole(own.get(name) ?? []))
  }
  const items = new Map<string, Item[]>()
  const add = (item: Item, given: Names): void => {
    for (const scope of given) {
      const known = items.get(scope)
      if (known) known.push(item)
      else items.set(scope, [item])
    }
  }
  for (const [name, given] of ofScope) add({ kind: 'scope', name }, given)
  for (const [name, given] of ofRole) add({ kind: 'role', claim: roleClaim ?? '', name }, given)
  return {
    id: idOf(enforce === 'implied' ? ofScope : new Map(), claim, ofRole),
    gives: (item) =>
      (item.kind === 'scope'
        ? ofScope.get(item.name)
        : JSON.stringify(claimPath(item.claim)) === claim
          ? ofRole.get(item.name)
          : undefined) ?? NONE,
    givers: (scope) => items.get(scope) ?? [],
  }
}

/** Scopes that give only themselves make no difference: a requirement never needs an undeclared one. */
function idOf(
  scopes: ReadonlyMap<string, Names>,
  claim: string | undefined,
  roles: ReadonlyMap<string, Names>,
): string {
  const listed = (sets: ReadonlyMap<string, Names>): string[][] =>
    [...sets]
      .filter(([, given]) => given.size > 0)
      .map(([name, given]) => [name, ...[...given].sort()])
      .sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
  const more = listed(scopes).filter((names) => names.length > 2)
  return JSON.stringify([more, claim ?? null, listed(roles)])
}
