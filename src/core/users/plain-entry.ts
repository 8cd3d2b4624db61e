import type { Catalog, Scalar } from '../catalog/model.js'
import { isMap, RESERVED_NAMES } from '../plain-map.js'
import { isReservedClaim } from '../token/reserved-claims.js'
import { type EntryPlace, ListedClient, ListedUser } from './listed.js'
import type { Client, User } from './model.js'

export type EntryForm = Readonly<Record<string, unknown>>
export type EntryKind = 'user' | 'client'

/**
 * Reads entries that have nothing unusual in them, far faster than parseUsers and with the same result: undefined if
 * anything is, or may be, wrong or strange, for parseUsers to report. A property test checks that the two agree.
 */
export interface PlainReader {
  user(name: string, form: EntryForm, place: EntryPlace): User | undefined
  client(name: string, form: EntryForm, place: EntryPlace): Client | undefined
}

const NONE: readonly string[] = []

export function plainReader(catalog: Catalog): PlainReader {
  const shared = sharer()
  const reserved = new Map<string, boolean>()
  const isReserved = (claim: string): boolean => {
    const known = reserved.get(claim) ?? isReservedClaim(claim, catalog.token)
    reserved.set(claim, known)
    return known
  }
  const roles = (value: unknown): readonly string[] | undefined => {
    const list = listOf(value, (name) => {
      const role = catalog.roles.get(name)
      return role !== undefined && role.when === undefined
    })
    return list && shared.list(list)
  }
  const scopes = (value: unknown): readonly string[] | undefined => {
    const list = listOf(value, (name) => catalog.scopes.has(name))
    return list && shared.list(list)
  }
  const areClaims = (value: unknown): boolean =>
    isMap(value) &&
    Object.entries(value).every(
      ([claim, each]) =>
        claim !== '' && !isOdd(claim) && !isReserved(claim) && (isScalar(each) || each === null),
    )

  /** Reads what users and clients have in common; the other keys are passed to `more`. */
  const read = (form: EntryForm, more: (key: string, value: unknown) => boolean) => {
    const entry = { roles: NONE, scopes: NONE, disabled: false }
    for (const key of Object.keys(form)) {
      const value = form[key]
      if (key === 'roles' || key === 'scopes') {
        const list = key === 'roles' ? roles(value) : scopes(value)
        if (!list) return undefined
        entry[key] = list
      } else if (key === 'disabled') {
        if (typeof value !== 'boolean') return undefined
        entry.disabled = value
      } else if (!more(key, value)) return undefined
    }
    return entry
  }

  return {
    client(name, form, place) {
      const entry = read(form, () => false)
      return entry && new ListedClient(name, entry, place)
    },
    user(name, form, place) {
      const attributes: [string, Scalar][] = []
      let hasClaims = false
      const entry = read(form, (key, value) => {
        if (key === 'claims') {
          hasClaims = true
          return areClaims(value)
        }
        if (!catalog.attributes.has(key) || isOdd(key) || !isScalar(value)) return false
        attributes.push([key, value])
        return true
      })
      if (!entry) return undefined
      // No spread: it takes V8 as long as all the rest of a user, and makes much garbage.
      const { roles, scopes, disabled } = entry
      const said = { roles, scopes, disabled, hasClaims, attributes: shared.map(attributes) }
      return new ListedUser(name, said, place)
    },
  }
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && isExact(value))
const isExact = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
/** Names that the loader refuses or ignores. */
const isOdd = (name: string): boolean => name.startsWith('x-') || RESERVED_NAMES.has(name)

function listOf(value: unknown, isKnown: (name: string) => boolean): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined
  for (const each of value) if (typeof each !== 'string' || !isKnown(each)) return undefined
  return value as string[]
}

/** Up to this many lists and maps are shared; beyond that, each entry has its own. */
const MOST_SHARED = 100_000

/** Many people have the same roles and attributes, so they share one list or map. */
function sharer() {
  const lists = new Map<string, readonly string[]>()
  const maps = new Map<string, ReadonlyMap<string, Scalar>>()
  function share<T>(known: Map<string, T>, key: string, make: () => T): T {
    const found = known.get(key) ?? make()
    if (known.size < MOST_SHARED) known.set(key, found)
    return found
  }
  return {
    list: (names: readonly string[]) =>
      share(lists, names.length === 1 ? `=${names[0]}` : JSON.stringify(names), () => names),
    map: (entries: readonly (readonly [string, Scalar])[]) =>
      share(maps, entries.length === 0 ? '' : JSON.stringify(entries), () => new Map(entries)),
  }
}
