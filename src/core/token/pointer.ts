import type { Json, JsonObject } from './model.js'

/** RFC 6901 §3: empty, or tokens that each begin with `/`; `~` only as `~0` and `~1`. */
export const isPointer = (text: string): boolean => /^(?:\/(?:[^~/]|~0|~1)*)+$/.test(text)

/** A claim's path from the root of the claims: a name is one step, a pointer (starting with `/`) several. */
export function claimPath(claim: string): string[] {
  if (!claim.startsWith('/')) return [claim]
  return claim
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The claim's value, reading own properties only; undefined if it is absent. A null counts as present. */
export function readClaim(claims: JsonObject, claim: string): Json | undefined {
  let value: Json = claims
  for (const step of claimPath(claim)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as JsonObject)[step] as Json
  }
  return value
}

/** The claims with one added; missing parents of a pointer are created. */
export function withClaim(claims: JsonObject, claim: string, value: Json): JsonObject {
  const [first = '', ...rest] = claimPath(claim)
  return {
    ...claims,
    [first]: nest(Object.hasOwn(claims, first) ? claims[first] : undefined, rest, value),
  }
}

function nest(inside: Json | undefined, steps: readonly string[], value: Json): Json {
  const [first, ...rest] = steps
  if (first === undefined) return value
  const around =
    typeof inside === 'object' && inside !== null && !Array.isArray(inside) ? inside : {}
  const object = around as JsonObject
  return {
    ...object,
    [first]: nest(Object.hasOwn(object, first) ? object[first] : undefined, rest, value),
  }
}
