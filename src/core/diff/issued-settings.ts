import { canonicalJson } from '../canonical-json.js'
import type { TokenSettings } from '../catalog/model.js'
import { durationText } from '../time/duration.js'

/** Settings that no accepted token depends on. */
export type IssuedField = 'lifetime' | 'client_id' | 'claims'

/**
 * What tokens issued by one side have and those of the other do not: a longer life, another client, other claims. An API may act on them, so more of them is a gain.
 *
 * @returns undefined if they have nothing more
 */
export function issuedOnlyBy(
  field: IssuedField,
  issuer: TokenSettings,
  other: TokenSettings,
): string | undefined {
  switch (field) {
    case 'lifetime':
      return issuer.lifetime > other.lifetime ? durationText(issuer.lifetime) : undefined
    case 'client_id':
      return issuer.clientId === other.clientId ? undefined : issuer.clientId
    case 'claims': {
      const more = [...issuer.claims].filter(([name, value]) => {
        const known = other.claims.get(name)
        return known === undefined || canonicalJson(known) !== canonicalJson(value)
      })
      return more.length === 0 ? undefined : canonicalJson(Object.fromEntries(more))
    }
  }
}
