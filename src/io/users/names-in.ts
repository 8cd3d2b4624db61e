import { parseCatalog } from '../../core/catalog/parse.js'
import { USER_SETTINGS } from '../../core/catalog/read-roles.js'
import { ScopectlError } from '../../core/errors.js'
import { isMap } from '../../core/plain-map.js'
import { sourceOf } from '../../core/source.js'
import type { Context } from '../context.js'
import { loadUsers } from './load-users.js'
import type { UsersPlace } from './place.js'
import type { Said } from './record.js'
import { recordFormat } from './record-format.js'

/** What a users file names, each in the order of the file. */
export interface UsersNames {
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
  /** Further keys of users whose values are all true or false. */
  readonly flags: readonly string[]
}

/** Knows every column, so that a file can be read before there is a catalog for it. */
class Everything extends Set<string> {
  override has(): boolean {
    return true
  }
}

/**
 * The names in a users file for which there is no catalog yet. What is wrong with the file is left for the load that
 * follows once there is one.
 */
export function namesIn(place: UsersPlace, ctx: Context): UsersNames {
  const roles = new Set<string>()
  const scopes = new Set<string>()
  const attributes = new Map<string, boolean>()
  try {
    for (const { kind, form } of entriesOf(place, ctx)) {
      if (!isMap(form)) continue
      for (const name of textsOf(form['roles'])) roles.add(name)
      for (const name of textsOf(form['scopes'])) scopes.add(name)
      if (kind === 'client') continue
      for (const [key, value] of Object.entries(form)) {
        if (SETTINGS.has(key) || key.startsWith('x-')) continue
        attributes.set(key, typeof value === 'boolean' && attributes.get(key) !== false)
      }
    }
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
  }
  const flags = [...attributes].filter(([, isFlag]) => isFlag).map(([name]) => name)
  return { roles: [...roles], scopes: [...scopes], flags }
}

function entriesOf(place: UsersPlace, ctx: Context): Iterable<Said> {
  if (recordFormat(place.path) === undefined) {
    const { source, entries } = loadUsers(place, undefined, 'each', ctx)
    return isMap(source.value) ? entries() : []
  }
  const empty = parseCatalog(sourceOf({ scopes: {} }))
  if (!empty.ok) throw new Error('a catalog without names does not load')
  const open = { ...empty.value, attributes: new Everything() }
  return loadUsers(place, open, 'each', ctx).entries()
}

const SETTINGS: ReadonlySet<string> = new Set(USER_SETTINGS)

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
