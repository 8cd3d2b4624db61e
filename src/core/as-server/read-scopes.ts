import type { TokenSettings } from '../catalog/model.js'
import type { Json, JsonObject } from '../token/model.js'
import { readClaim } from '../token/pointer.js'
import type { ScopeReader } from './schema.js'

/** The scopes that a server reads, or the status of its refusal. */
export type ReadScopes =
  | { readonly held: readonly Json[]; readonly isMissing: boolean }
  | { readonly status: number }

/** A reader whose claim is known. */
export type BoundReader = Omit<ScopeReader, 'otherwise' | 'form'>

/** The readers with the names of their claims, where the app's own code reads what the catalog says. */
export function boundReaders(
  readers: readonly ScopeReader[],
  { scopeClaims, scopeFormat }: Pick<TokenSettings, 'scopeClaims' | 'scopeFormat'>,
): BoundReader[] {
  return readers.flatMap(({ otherwise = 'scope', form, ...reader }) => {
    const claim = reader.claim === 'catalog' ? (scopeClaims?.[0] ?? otherwise) : reader.claim
    const read = scopeFormat ?? (claim === 'scopes' ? 'array' : 'string')
    return form === undefined || form === read ? [{ ...reader, claim }] : []
  })
}

/** The first claim that is present decides, even if it is empty. */
export function readScopes(claims: JsonObject, readers: readonly BoundReader[]): ReadScopes {
  for (const reader of readers) {
    const value = readClaim(claims, reader.claim)
    if (value === undefined) continue
    const how = reader[kindOf(value)]
    if (typeof how === 'number') return { status: how }
    return { held: heldIn(value, how), isMissing: false }
  }
  return { held: [], isMissing: true }
}

function kindOf(value: Json): 'string' | 'array' | 'mixed' | 'is_null' | 'other' {
  if (value === null) return 'is_null'
  if (typeof value === 'string') return 'string'
  if (!Array.isArray(value)) return 'other'
  return value.every((each) => typeof each === 'string') ? 'array' : 'mixed'
}

function heldIn(value: Json, how: 'spaces' | 'whitespace' | 'names' | 'none'): readonly Json[] {
  if (how === 'none') return []
  if (typeof value === 'string') return value.split(how === 'spaces' ? ' ' : /\s+/)
  return Array.isArray(value) ? value : []
}
