import type { TokenSettings } from '../catalog/model.js'
import { agreed, needsOf } from '../token/algorithms.js'
import { pickKey } from '../token/check-header.js'
import type { Jwk } from '../token/model.js'
import type { SeenKey } from './seen-key.js'
import type { Compared } from './side.js'
import type { TokenChange } from './token-change.js'

/** A `kid` that no key has. */
const UNKNOWN = 'unknown'

/**
 * Tokens signed by a key that both sides trust, of which one side refuses some because of their `kid`: it changed, or another key
 * was added or removed.
 */
export function kidChanges(
  older: { readonly side: Compared; readonly settings: TokenSettings },
  newer: { readonly side: Compared; readonly settings: TokenSettings },
): TokenChange[] {
  const [was, is] = [keysOf(older), keysOf(newer)]
  if (!was || !is) return []
  const all = [...was, ...is]
  const kids = new Set([...all.flatMap(({ kid }) => kid ?? []), undefined, UNKNOWN])
  const onBoth = (key: SeenKey): boolean =>
    [was, is].every((keys) => keys.some(({ thumbprint }) => thumbprint === key.thumbprint))
  const found = (way: 'gain' | 'loss', more: typeof was, less: typeof was): TokenChange[] => {
    for (const kid of kids) {
      const key = keyFor(kid, more)
      if (key?.thumbprint === undefined || !onBoth(key)) continue
      if (keyFor(kid, less)?.thumbprint === key.thumbprint) continue
      const { profile, at } = newer.settings
      const sides = { before: kidText(was), after: kidText(is), witness: undefined, at }
      const trusted = { field: 'kid' as const, value: kid, beside: key.thumbprint }
      return [{ kind: 'trust', way, route: undefined, profile, field: 'kid', trusted, ...sides }]
    }
    return []
  }
  return [...found('gain', is, was), ...found('loss', was, is)]
}

/** The keys that a token can refer to: those of a set that are for another algorithm are not used. */
function keysOf({
  side,
  settings: { key, algorithm },
}: Parameters<typeof kidChanges>[0]): readonly SeenKey[] | undefined {
  const all = side.keys?.get(key ?? '')
  if (algorithm === undefined) return all
  const { kty, crv } = needsOf(algorithm)
  return all?.filter(
    (each) =>
      each.kty === kty &&
      (crv === undefined || each.crv === crv) &&
      agreed(each as Jwk, algorithm) !== undefined,
  )
}

function keyFor(kid: string | undefined, keys: readonly SeenKey[]): SeenKey | undefined {
  const picked = pickKey(kid, keys)
  return 'code' in picked ? undefined : picked
}

const kidText = (keys: readonly SeenKey[]): string =>
  keys.map(({ kid }) => kid ?? '-').join(' | ') || '-'
