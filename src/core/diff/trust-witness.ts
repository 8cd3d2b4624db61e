import type { Catalog, TokenSettings } from '../catalog/model.js'
import { acceptedBy, hasSameKeys } from './accepted.js'
import type { TrustChange } from './change.js'
import { issuedOnlyBy } from './issued-settings.js'
import { readsMore } from './reading-changes.js'
import { readOnlyBy } from './scope-claim-order.js'
import type { Compared } from './side.js'
import type { TokenChange, TrustWitness } from './token-change.js'

interface Trusting {
  readonly side: Compared
  readonly settings: TokenSettings
}

/**
 * A change in whose tokens are accepted, or how they are read or issued, once for each direction in which a token can
 * show it. One without a direction is written differently, and no token is treated differently for it.
 */
export function trustWitnesses(
  change: TrustChange,
  older: Compared,
  newer: Compared,
): TokenChange[] {
  const { profile, field, before, after, at } = change
  const base = { kind: 'trust', route: undefined, profile, field, before, after } as const
  const rest = { ...base, witness: undefined, at }
  if (field === undefined) return [{ ...rest, way: after === undefined ? 'loss' : 'gain' }]
  const [was, is] = [settingsOf(older, profile), settingsOf(newer, profile)]
  if (!was || !is) return [{ ...rest, way: 'gain' }]
  if (was.key !== is.key) {
    if (field === 'key' && hasSameKeys([was, older], [is, newer]))
      return [{ ...rest, way: undefined }]
    // The change of `key` says that any key may be accepted instead.
    if (field === 'thumbprint' && (before === undefined || after === undefined)) return []
  }
  const [had, has] = [
    { side: older, settings: was },
    { side: newer, settings: is },
  ]
  const catalogs = [newer.catalog, older.catalog]
  const all = (['gain', 'loss'] as const).flatMap((way): TokenChange[] => {
    const [more, less] = way === 'gain' ? [has, had] : [had, has]
    const found = shownBy(field, more, less, catalogs)
    return found ? [{ ...rest, way, trusted: found === 'none' ? undefined : found }] : []
  })
  return all.length > 0 ? all : [{ ...rest, way: undefined }]
}

/** The settings of a profile that a side has. */
export function settingsOf(
  { catalog }: Compared,
  profile: string | undefined,
): TokenSettings | undefined {
  return profile === catalog.token.profile ? catalog.token : catalog.settings.get(profile)
}

/**
 * A token for which `more` allows more than `less`; `none`: it may, but there is no token to show. Undefined: it never
 * does.
 */
function shownBy(
  field: NonNullable<TrustChange['field']>,
  more: Trusting,
  less: Trusting,
  catalogs: readonly Catalog[],
): TrustWitness | 'none' | undefined {
  const [a, b] = [more.settings, less.settings]
  const witness = (value: string | undefined, beside?: string): TrustWitness => ({
    field,
    value,
    beside,
  })
  switch (field) {
    case 'scope_claim': {
      const read = readOnlyBy(a, b)
      return read && witness(read.claim, read.beside)
    }
    case 'enforce':
    case 'role_claim': {
      const read = readsMore(field, a, b, catalogs)
      return read && (read.item === undefined ? 'none' : witness(read.item))
    }
    case 'lifetime':
    case 'client_id':
    case 'claims': {
      const issued = issuedOnlyBy(field, a, b)
      return issued === undefined ? undefined : witness(issued)
    }
    default: {
      const [many, few] = [acceptedBy(field, a, more.side), acceptedBy(field, b, less.side)]
      const only = few.others ? [] : [...many.values].filter((value) => !few.values.has(value))
      // A value is a clearer example than its absence.
      return only.length === 0 ? undefined : witness(only.find((each) => each !== undefined))
    }
  }
}
