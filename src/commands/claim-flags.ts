import type { Catalog } from '../core/catalog/model.js'
import { fail } from '../core/errors.js'
import type { Json, JsonObject } from '../core/token/model.js'
import { isReservedClaim } from '../core/token/reserved-claims.js'
import { parseJson } from '../core/token/strict-json.js'

/**
 * Reads `name=text` and `name:=JSON`. Claims that decide something (RFC 7519 §4.1, the scope claims, what the catalog
 * reads) are refused: scopectl alone writes those.
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
    if (isReservedClaim(name, catalog.token)) fail('reserved-claim', { claim: name, by: '--claim' })
    claims.push([name, isJson ? readJson(flag, flag.slice(equals + 1)) : flag.slice(equals + 1)])
  }
  return Object.fromEntries(claims)
}

function readJson(flag: string, text: string): Json {
  const read = parseJson(text)
  return read.ok ? read.value : fail('bad-claim-flag', { claim: flag })
}
