import type { Catalog } from '../core/catalog/model.js'
import { NO_TOKEN_SETTINGS } from '../core/catalog/no-token-settings.js'
import { NO_OPENAPI } from '../core/catalog/openapi-settings.js'
import { reachedBy } from '../core/catalog/reach.js'
import { sourceOf } from '../core/source.js'
import { NO_USERS } from '../core/users/model.js'
import type { Context } from '../io/context.js'
import type { Loaded } from '../io/load-catalog.js'
import type { KeyingOptions } from './shared-flags.js'

const accepted = (value: string | undefined): readonly string[] | 'any' =>
  value === 'any' ? 'any' : value === undefined ? [] : [value]

/**
 * A catalog for queries without a catalog file: trust comes from flags, and it declares only the scopes in the
 * query. They imply nothing, so both views are equal.
 */
export function undeclaredCatalog(keying: KeyingOptions, names: readonly string[]): Catalog {
  const scope = (name: string) => ({ name, description: '', implies: [], at: undefined })
  return {
    file: '(no catalog)',
    token: {
      ...NO_TOKEN_SETTINGS,
      issuers: accepted(keying.issuer),
      audiences: accepted(keying.audience),
      algorithm: keying.algorithm,
      key: keying.key,
      keyBy: '--key',
      enforceWritten: true,
      byFlags: true,
    },
    settings: new Map(),
    scopes: new Map(names.map((name) => [name, scope(name)])),
    roles: new Map(),
    routes: [],
    implied: reachedBy(new Map(names.map((name) => [name, []]))),
    own: new Map(),
    attributes: new Set(),
    ignores: [],
    waivers: [],
    fixtures: [],
    openapi: NO_OPENAPI,
    usersFile: undefined,
  }
}

/** Loaded files without a catalog: there are no users, and `file:` is relative to the current folder. */
export const undeclaredFiles = (keying: KeyingOptions, { cwd }: Context): Loaded => ({
  catalog: undeclaredCatalog(keying, []),
  users: NO_USERS,
  files: {},
  folder: cwd,
  sources: { catalog: sourceOf({}), users: undefined },
  notes: [],
})
