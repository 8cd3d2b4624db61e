import { nearest } from '../nearest.js'
import { splitScopes } from '../scope-token.js'
import type { DecodedToken, Json, JsonObject } from '../token/model.js'
import { claimPath } from '../token/pointer.js'
import { isWrittenClaim } from '../token/reserved-claims.js'

/** A claim that holds text, somewhere in a token. */
export interface ClaimText {
  /** Its name, or the pointer to it: what to write as `scope_claim` or `role_claim`. */
  readonly claim: string
  readonly form: 'string' | 'array'
  /** As scopes: a string is split at spaces. */
  readonly names: readonly string[]
  /** As roles: a string is one name. */
  readonly whole: readonly string[]
  /** It is inside a list of objects, so no setting can refer to all of it. */
  readonly inList: boolean
}

/** Claims about a person or client, whose words may happen to be the name of a scope or role. */
const ABOUT_PEOPLE: ReadonlySet<string> = new Set(['azp', 'name', 'email', 'preferred_username'])
const DEEPEST = 4
/** The most claims of one object that are examined: tokens come from outside. */
const MOST_CLAIMS = 200
const MOST_ITEMS = 20

/** Every claim that is a string or a list of strings, by name or pointer, except those with a meaning of their own. */
export function* claimsIn({ claims }: DecodedToken): Generator<ClaimText> {
  for (const [name, value] of Object.entries(claims).slice(0, MOST_CLAIMS)) {
    if (isWrittenClaim(name) || ABOUT_PEOPLE.has(name)) continue
    const way = `/${escaped(name)}`
    yield* textsIn(value, name.startsWith('/') ? way : name, way, DEEPEST, false)
  }
}

function* textsIn(
  value: Json,
  claim: string,
  way: string,
  depth: number,
  inList: boolean,
): Generator<ClaimText> {
  if (typeof value === 'string') {
    yield { claim, form: 'string', names: splitScopes(value), whole: [value], inList }
  } else if (Array.isArray(value)) {
    const names = value.filter((item): item is string => typeof item === 'string')
    yield { claim, form: 'array', names, whole: names, inList }
    if (depth <= 1) return
    for (const [i, item] of value.slice(0, MOST_ITEMS).entries()) {
      if (isObject(item)) yield* textsIn(item, '', `${way}/${i}`, depth - 1, true)
    }
  } else if (isObject(value) && depth > 1) {
    for (const [name, inside] of Object.entries(value).slice(0, MOST_CLAIMS)) {
      const next = `${way}/${escaped(name)}`
      yield* textsIn(inside, next, next, depth - 1, inList)
    }
  }
}

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** RFC 6901 §3. */
const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/** The claim that a setting probably means, if the token has no claim with the configured name. */
export interface ClaimMeant {
  readonly claim: string
  /** The setting writes the path to a nested claim in another notation: `realm_access.roles`. */
  readonly isPath: boolean
}

export function claimMeant(token: DecodedToken, written: string): ClaimMeant | undefined {
  const claims = [...claimsIn(token)].filter(({ inList }) => !inList).map(({ claim }) => claim)
  const way = steps(written)
  const nested = claims.find((claim) => claim.startsWith('/') && steps(claim) === way)
  if (nested !== undefined) return { claim: nested, isPath: true }
  const near = nearest(written, claims)
  return near === undefined ? undefined : { claim: near, isPath: false }
}

/** The path to a claim, in any notation: `a.b`, `a/b`, `$.a.b`, `a.b[*]`, `/a/b`. */
const steps = (claim: string): string =>
  claimPath(claim)
    .join('.')
    .replace(/^\$?\./, '')
    .replace(/(?:\[\*?\]|\.\*)$/, '')
    .replaceAll('/', '.')

/** The type of a claim that should hold names, for a message. */
export function typeFound(value: Json | undefined): string {
  if (value === null) return 'null'
  if (!Array.isArray(value)) return typeof value
  return value.every((item) => typeof item === 'string') ? 'array' : 'mixed array'
}
