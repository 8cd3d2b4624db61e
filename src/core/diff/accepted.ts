import type { TrustField } from '../access/trust.js'
import type { TokenSettings } from '../catalog/model.js'
import { algorithmOf, namesOf } from '../token/algorithms.js'
import { type Jwk, TOKEN_TYPES } from '../token/model.js'
import type { IssuedField } from './issued-settings.js'
import type { Compared } from './side.js'

/** What a token can have in a field so that a side accepts it. */
export interface Accepted {
  /** All values, or examples; undefined: without the field. */
  readonly values: ReadonlySet<string | undefined>
  /** Not checked: any other value is accepted too. */
  readonly others: boolean
}

const ELSEWHERE = 'https://other.invalid'
/** Made on first use (see dev-ring.ts). */
const DEVELOPMENT_ALGORITHM = 'ES256'
/** Words for values that are not known exactly: a gate then counts a change of them in both directions. */
const OF_THE_KEY = 'the algorithm of its key'
const DEVELOPMENT_KEY = 'the development key'

/** The fields of which each alone limits what is accepted. */
type AcceptedField = Exclude<TrustField, IssuedField | 'scope_claim' | 'enforce' | 'role_claim'>

export function acceptedBy(
  field: AcceptedField,
  settings: TokenSettings,
  side: Compared,
): Accepted {
  const { key, type, scopeFormat } = settings
  switch (field) {
    case 'issuer':
      return valuesOf(settings.issuers)
    case 'audience':
      return valuesOf(settings.audiences)
    case 'algorithm':
      return only(...algorithmsOf(settings, side))
    case 'key':
      return only(key ?? DEVELOPMENT_KEY)
    case 'thumbprint':
      return only(...thumbprintsOf(settings, side))
    case 'scope_format':
      return scopeFormat ? only(scopeFormat) : only('string', 'array')
    case 'subject':
      return settings.subject === 'optional' ? only('any', undefined) : only('any')
    case 'type':
      return type ? only(type) : only(...TOKEN_TYPES, undefined)
  }
}

const only = (...values: readonly (string | undefined)[]): Accepted => ({
  values: new Set(values),
  others: false,
})

/** With none listed, a token that has one is refused; `any` is not checked. */
function valuesOf(values: TokenSettings['issuers']): Accepted {
  if (values === 'any') return { values: new Set([undefined, ELSEWHERE]), others: true }
  return values.length === 0 ? only(undefined) : only(...values)
}

/** A secret, a private key or a missing file has none, and may be any key. */
function thumbprintsOf({ key }: TokenSettings, { thumbprints }: Compared): readonly string[] {
  const seen = thumbprints?.get(key ?? '') ?? []
  return seen.length > 0 ? seen : [`another key in ${key}`]
}

/** Whether two settings refer to the same keys, all of which could be read. */
export function hasSameKeys(
  [a, one]: readonly [TokenSettings, Compared],
  [b, other]: readonly [TokenSettings, Compared],
): boolean {
  const [keys, others] = [one.keys?.get(a.key ?? ''), other.keys?.get(b.key ?? '')]
  const isWhole = keys?.length && keys.every(({ thumbprint }) => thumbprint !== undefined)
  return Boolean(isWhole) && JSON.stringify(keys) === JSON.stringify(others)
}

/** Every `alg` that is accepted: `EdDSA` also accepts `Ed25519`. Not set: what all keys of the file say. */
function algorithmsOf({ algorithm, key }: TokenSettings, { keys }: Compared): readonly string[] {
  if (algorithm !== undefined) return namesOf(algorithm)
  if (key === undefined) return namesOf(DEVELOPMENT_ALGORITHM)
  const said = new Set(keys?.get(key)?.map((each) => algorithmOf(each as Jwk)))
  const [one] = said
  return said.size === 1 && one !== undefined ? namesOf(one) : [OF_THE_KEY]
}
