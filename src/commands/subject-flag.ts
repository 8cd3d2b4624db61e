import { ScopectlError } from '../core/errors.js'
import type { Context } from '../io/context.js'
import { loadCatalog } from '../io/load-catalog.js'

/**
 * The flag that names this user, client or role of the files; undefined if there is none of that name. Without files that
 * can be read it is the usual one.
 */
export function subjectFlag(
  name: string,
  files: { readonly catalog: string | undefined; readonly usersFile: string | undefined },
  ctx: Context,
): '--user' | '--client' | '--role' | undefined {
  try {
    const { catalog, users } = loadCatalog(files, ctx, { users: 'named' })
    if (users?.users.has(name)) return '--user'
    if (users?.clients.has(name)) return '--client'
    return catalog.roles.has(name) ? '--role' : undefined
  } catch (error) {
    if (error instanceof ScopectlError) return '--user'
    throw error
  }
}

/** Whether the catalog declares a scope of this name; true if the catalog cannot be read. */
export function isScope(
  name: string,
  files: { readonly catalog: string | undefined },
  ctx: Context,
): boolean {
  try {
    return loadCatalog(files, ctx, { users: false }).catalog.scopes.has(name)
  } catch (error) {
    if (error instanceof ScopectlError) return true
    throw error
  }
}
