import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import { RESERVED_NAMES, reservedNameIn } from '../core/plain-map.js'
import type { Json, JsonObject } from '../core/token/model.js'
import { isReservedClaim, nestedClaim, whyReserved } from '../core/token/reserved-claims.js'
import { parseJson } from '../core/token/strict-json.js'
import { isExact } from '../core/token/written-number.js'

/**
 * Reads `name=text` and `name:=JSON`. Claims that affect decisions (RFC 7519 §4.1, scope claims, claims that the catalog
 * reads) are rejected: only scopectl sets those. So are names that no file may have, at any depth.
 */
export function readClaimFlags(flags: readonly string[], catalog: Catalog): JsonObject {
  const claims: [string, Json][] = []
  for (const flag of flags) {
    const equals = flag.indexOf('=')
    if (equals < 1) fail('bad-claim-flag', { claim: flag })
    const isJson = flag[equals - 1] === ':'
    const name = flag.slice(0, isJson ? equals - 1 : equals)
    if (name === '' || claims.some(([other]) => other === name))
      fail('bad-claim-flag', { claim: flag })
    refuseReserved(name, '--claim', catalog)
    const text = flag.slice(equals + 1)
    const value = isJson ? readJson(flag, name, text) : text
    refuseName(reservedNameIn(value))
    claims.push([name, value])
  }
  return Object.fromEntries(claims)
}

/** @throws ScopectlError `reserved-name`; `reserved-claim`, also for a role claim written as a path with dots. */
export function refuseReserved(claim: string, by: string, { token }: Catalog): void {
  if (RESERVED_NAMES.has(claim)) refuseName(claim)
  const nested = nestedClaim(claim, token)
  if (nested !== undefined) fail('reserved-claim', { claim, by, nested })
  if (isReservedClaim(claim, token)) {
    fail('reserved-claim', { claim, by, ...whyReserved(claim, token) })
  }
}

function refuseName(name: string | undefined): void {
  if (name !== undefined) fail('reserved-name', { name })
}

/** The token must have exactly the digits that were typed: a number that would change is rejected. */
function readJson(flag: string, claim: string, text: string): Json {
  const read = parseJson(text, { numbers: 'verbatim' })
  if (read.ok) return read.value
  const { what, offset } = read.flaw
  if (what !== 'inexact' && what !== 'number') return fail('bad-claim-flag', { claim: flag })
  const digits = /^[-+.0-9eE]+/.exec(text.slice(offset))?.[0] ?? ''
  // Suggest an equal number with other digits: 1 for 1.0.
  const same = isExact(digits) && digits !== '-0' ? String(Number(digits)) : undefined
  return fail('claim-number', { claim, digits, same, whole: digits === text.trim() })
}
