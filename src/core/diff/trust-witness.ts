import type { TrustField } from '../access/trust.js'
import type { TokenSettings } from '../catalog/model.js'
import type { TrustChange } from './change.js'
import type { Newer } from './side.js'
import type { TokenChange } from './token-change.js'

type Compared = Pick<Newer, 'catalog' | 'thumbprints'>

/** What a token can have in a field so that a side accepts it; undefined: nothing at all. */
interface Accepted {
  /** All values, or examples. */
  readonly values: ReadonlySet<string | undefined>
  /** Not checked: any other value is accepted too. */
  readonly others: boolean
}

/** Read by a catalog that does not pin its scope claim. */
const KNOWN_CLAIMS = ['scope', 'scp', 'scopes', 'permissions']
const ELSEWHERE = 'https://other.invalid'

/**
 * A change in whose tokens are accepted, once for each direction in which a token can show it. One that no token shows by
 * itself (of `lifetime`, for instance) is listed all the same; what `enforce` and `role_claim` change is shown by routes.
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
  const [had, has] = [was && acceptedBy(field, was, older), is && acceptedBy(field, is, newer)]
  if (!had || !has) return [{ ...rest, way: undefined }]
  const found = (way: 'gain' | 'loss', more: Accepted, less: Accepted): TokenChange[] => {
    const only = less.others ? [] : [...more.values].filter((value) => !less.values.has(value))
    if (only.length === 0) return []
    // A value is a clearer example than its absence.
    const value = only.find((each) => each !== undefined)
    return [{ ...rest, way, trusted: { field, value } }]
  }
  const all = [...found('gain', has, had), ...found('loss', had, has)]
  return all.length > 0 ? all : [{ ...rest, way: undefined }]
}

function settingsOf(
  { catalog }: Pick<Newer, 'catalog'>,
  profile: string | undefined,
): TokenSettings | undefined {
  return profile === catalog.token.profile ? catalog.token : catalog.settings.get(profile)
}

/** Undefined: no token shows the field by itself, or it is not known what is accepted. */
function acceptedBy(
  field: TrustField,
  settings: TokenSettings,
  { thumbprints }: Pick<Newer, 'thumbprints'>,
): Accepted | undefined {
  switch (field) {
    case 'issuer':
      return valuesOf(settings.issuers)
    case 'audience':
      return valuesOf(settings.audiences)
    case 'algorithm':
      return settings.algorithm === undefined ? undefined : only(settings.algorithm)
    case 'key':
      return settings.key === undefined ? undefined : only(settings.key)
    case 'thumbprint':
      return only(...(thumbprints?.get(settings.key ?? '') ?? []))
    case 'scope_claim':
      return only(...(settings.scopeClaims ?? KNOWN_CLAIMS))
    case 'scope_format':
      return settings.scopeFormat ? only(settings.scopeFormat) : only('string', 'array')
    case 'subject':
      return settings.subject === 'optional' ? only('any', undefined) : only('any')
    case 'type':
      return settings.type ? only(settings.type) : { ...only(undefined, 'JWT'), others: true }
    default:
      return undefined
  }
}

const only = (...values: readonly (string | undefined)[]): Accepted => ({
  values: new Set(values),
  others: false,
})

/** With none listed, a token that has one is refused; `any` is not checked. */
function valuesOf(values: TokenSettings['issuers']): Accepted {
  if (values === 'any') return { ...only(undefined, ELSEWHERE), others: true }
  return values.length === 0 ? only(undefined) : only(...values)
}
