import type { Catalog } from '../catalog/model.js'
import type { PackedAnswer, PackedProbed, PackedSeen } from '../matrix/page-probed.js'
import { isMap } from '../plain-map.js'
import { listed } from './pack.js'

/** The part of a record (core/probe/record.ts) that is about a route. */
export interface Recorded {
  readonly url: string
  readonly routes: ReadonlyMap<
    string,
    {
      readonly answers: ReadonlyMap<
        string,
        { readonly allowed: boolean; readonly status: number | null }
      >
    }
  >
}

/** Routes and scopes that the catalog no longer has are left out: they have no cells. */
export function packProbed(
  catalog: Catalog,
  { url, routes }: Recorded,
  file: string,
): PackedProbed {
  const numbers = new Map([...catalog.scopes.keys()].map((name, i) => [name, i]))
  const sets = listed<readonly number[]>((set) => set.join(' '))
  const packed = catalog.routes.flatMap(({ name, method }, i): PackedSeen[] => {
    const seen: PackedAnswer[] = []
    let defective = 0
    for (const [key, { allowed, status }] of routes.get(name)?.answers ?? []) {
      const sent = sentOf(key, method)
      if (!sent) continue
      if (sent.kind === 'defective') {
        if (!allowed && isThrough(status)) defective++
        continue
      }
      const { scopes, who } = sent
      const odd = (allowed ? isRefusal(status) : isThrough(status)) ? 1 : 0
      if (!scopes) {
        seen.push([null, 0, null, status, odd])
        continue
      }
      const known = scopes.flatMap((scope) => numbers.get(scope) ?? [])
      const set = sets.number([...new Set(known)].sort((a, b) => a - b))
      // The record lists only the declared scopes of a supplied token.
      const more = who !== null || known.length < scopes.length ? 1 : 0
      seen.push([set, more, who, status, odd])
    }
    return seen.length > 0 || defective > 0 ? [[i, seen, defective]] : []
  })
  return { file, url, sets: sets.all, routes: packed }
}

type Sent =
  | { readonly kind: 'defective' }
  | {
      readonly kind: 'sound'
      readonly scopes: readonly string[] | undefined
      readonly who: string | null
    }

/** Undefined for another method or spelling, and for requests that are not about access. */
function sentOf(key: string, method: string): Sent | undefined {
  const [check, variant, sentMethod, , credential] = JSON.parse(key) as unknown[]
  if (variant !== '' || sentMethod !== method || check === 'methods' || !isMap(credential))
    return undefined
  const { kind, scopes, who } = credential
  switch (kind) {
    case 'none':
      return { kind: 'sound', scopes: undefined, who: null }
    case 'scopes':
    case 'supplied': {
      const names = Array.isArray(scopes) ? scopes.filter((each) => typeof each === 'string') : []
      return { kind: 'sound', scopes: names, who: typeof who === 'string' ? who : null }
    }
    case 'flaw':
    case 'garbage':
      return { kind: 'defective' }
    default:
      return undefined
  }
}

export const isThrough = (status: number | null): boolean =>
  status !== null && status >= 200 && status < 300
export const isRefusal = (status: number | null): boolean => status === 401 || status === 403
