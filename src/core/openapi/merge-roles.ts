import type { Catalog } from '../catalog/model.js'
import { type Problem, problem } from '../problem.js'

/** A role as a document grants it. */
export interface ImportedRole {
  readonly description: string
  /** Names of scopes, never globs. */
  readonly scopes: readonly string[]
  /** Names of other imported roles. */
  readonly extends?: readonly string[] | undefined
  readonly isDefault?: boolean | undefined
}

export type ImportedRoles = ReadonlyMap<string, ImportedRole>

/** A change that a document makes to the roles of a catalog. */
export type RoleChange =
  | { readonly kind: 'new-role'; readonly name: string; readonly role: ImportedRole }
  | {
      readonly kind: 'role-scopes'
      readonly name: string
      /** What the role is granted in addition. */
      readonly added: readonly string[]
      /** Its `scopes`, as they will be written. */
      readonly scopes: readonly string[]
    }

export interface RoleMerge {
  readonly changes: readonly RoleChange[]
  /** The changes that grant somebody more than now, with their location in the catalog. */
  readonly looser: readonly Problem[]
  readonly notes: readonly Problem[]
}

/**
 * What an import adds to the roles of a catalog. What a role has beyond the document is kept, and so are `default` and
 * `when`: a role that exists is never made a default one.
 *
 * @param writtenScopes the `scopes` of a role as the catalog writes them, globs included
 */
export function mergeRoles(
  catalog: Catalog,
  roles: ImportedRoles,
  writtenScopes: (role: string) => readonly string[],
): RoleMerge {
  const changes: RoleChange[] = []
  const looser: Problem[] = []
  const kept: string[] = []
  const keptDefault: string[] = []
  for (const [name, role] of roles) {
    const old = catalog.roles.get(name)
    const granted = grantedBy(name, roles)
    if (!old) {
      changes.push({ kind: 'new-role', name, role })
      // Whoever already has a new role: every user, or whoever has its name in a token.
      const by = role.isDefault
        ? 'default'
        : catalog.token.roleClaim === undefined
          ? undefined
          : 'claim'
      if (by && granted.size > 0)
        looser.push(problem('import-grants', { role: name, scopes: [...granted], by }))
      continue
    }
    const has = catalog.own.get(name) ?? new Set()
    const added = [...granted].filter((scope) => !has.has(scope))
    if (added.length > 0) {
      const scopes = [...writtenScopes(name), ...added]
      changes.push({ kind: 'role-scopes', name, added, scopes })
      looser.push(problem('import-grants', { role: name, scopes: added, by: 'role' }, old.at))
    }
    // Many documents only name a role, and say nothing about what it may do.
    const isStated = granted.size > 0
    if (isStated && [...has].some((scope) => !granted.has(scope))) kept.push(name)
    if (role.isDefault && !old.isDefault) keptDefault.push(name)
  }
  const notes: Problem[] = []
  if (kept.length > 0) notes.push(problem('import-kept-grants', { roles: kept }))
  if (keptDefault.length > 0) notes.push(problem('import-kept-default', { roles: keptDefault }))
  return { changes, looser, notes }
}

/** All scopes that a role has in the document, with those of the roles that it extends. */
function grantedBy(name: string, roles: ImportedRoles): Set<string> {
  const granted = new Set<string>()
  const seen = new Set<string>()
  const waiting = [name]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const role = roles.get(next)
    for (const scope of role?.scopes ?? []) granted.add(scope)
    waiting.push(...(role?.extends ?? []))
  }
  return granted
}
