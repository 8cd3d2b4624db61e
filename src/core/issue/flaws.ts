import type { Catalog, Requirement } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { satisfies } from '../catalog/requirement.js'
import { fail } from '../errors.js'
import { nearest } from '../nearest.js'
import type { Reason } from '../reason.js'
import { claimPath } from '../token/pointer.js'
import { SCOPE_CLAIMS } from '../token/reserved-claims.js'

/** What a flaw is, and the answer that it must get. */
interface FlawInfo {
  /** The leading (and only) reason for its refusal; undefined: the token is accepted, and its scopes do not count. */
  readonly reason: Reason | undefined
  /** Whether it is signed with the right key, so that only the flaw can be the reason for its refusal. */
  readonly needsRightKey: boolean
}

const right = (reason: Reason | undefined): FlawInfo => ({ reason, needsRightKey: true })
const wrong = (reason: Reason): FlawInfo => ({ reason, needsRightKey: false })

/** The negative tokens: each differs in one thing from the token that the subject would get. */
export const FLAWS = {
  expired: right('expired'), // it has expired
  'not-yet-valid': right('not-yet-valid'), // its `nbf` is in the future
  'wrong-audience': right('wrong-audience'), // it is for another API
  'wrong-issuer': right('wrong-issuer'), // somebody else issued it
  'wrong-key': wrong('bad-signature'), // another key signed it, under the same kid
  'bad-signature': wrong('bad-signature'), // its signature was tampered with
  'alg-none': wrong('wrong-algorithm'), // it says `none` and is not signed
  'hs-with-public-key': wrong('wrong-algorithm'), // an HMAC made with the public key
  'wrong-type': right('bad-header'), // its `typ` is not the one that the catalog requires
  'no-subject': right('no-subject'), // it has no `sub`
  unscoped: right(undefined), // it has no scope claim
  'scope-wrong-type': right(undefined), // its scope claim is a number
  'scope-lookalike': right(undefined), // its scopes only look like the right ones
  'scope-claim-other': right(undefined), // its scopes are in another claim
  'implied-only': right(undefined), // it carries only scopes that imply the others
} as const satisfies Record<string, FlawInfo>

export type Flaw = keyof typeof FLAWS
export const FLAW_NAMES = Object.keys(FLAWS) as Flaw[]
export const isFlaw = (name: string): name is Flaw => Object.hasOwn(FLAWS, name)

/** The flaw with this name. */
export function readFlaw(name: string): Flaw {
  return isFlaw(name)
    ? name
    : fail('unknown-flaw', { flaw: name, suggestion: nearest(name, FLAW_NAMES) })
}

/** The answer that a flawed token must get, given the flaw and the requirement. */
export function expectedAnswer(
  catalog: Catalog,
  flaw: Flaw,
  requirement: Requirement,
  granted: ReadonlySet<string>,
): { readonly status: 200 | 401 | 403; readonly reason: Reason | undefined } {
  if (requirement.level === 'public') return { status: 200, reason: undefined }
  const { reason } = FLAWS[flaw] as FlawInfo
  if (reason) return { status: 401, reason }
  const carried = flaw === 'implied-only' ? implying(catalog, granted) : []
  const held =
    catalog.token.enforce === 'implied' ? close(catalog.implied, carried) : new Set(carried)
  return satisfies(requirement, held)
    ? { status: 200, reason: undefined }
    : { status: 403, reason: 'insufficient_scope' }
}

/** The granted scopes that imply others and are not implied themselves (`admin` alone). */
export function implying(catalog: Catalog, granted: ReadonlySet<string>): string[] {
  const impliedBy = (name: string): readonly string[] =>
    [...(catalog.implied.get(name) ?? [])].filter((each) => each !== name)
  const implied = new Set([...granted].flatMap(impliedBy))
  return [...granted].filter((name) => !implied.has(name) && impliedBy(name).length > 0)
}

/** Undeclared names that a sloppy comparison (prefix, suffix, case) would confuse with the granted ones. */
export function lookalikes(catalog: Catalog, granted: readonly string[]): string[] {
  const likes = granted.flatMap((name) => [`${name}only`, `x${name}`, swapCase(name)])
  return [...new Set(likes)].filter((name) => !catalog.scopes.has(name))
}

const swapCase = (name: string): string => {
  const upper = name.toUpperCase()
  return upper === name ? name.toLowerCase() : upper
}

/** A claim that some servers read scopes from, but this catalog reads neither scopes nor roles from. */
export function otherScopeClaim({ token }: Catalog): string | undefined {
  const read = [...(token.scopeClaims ?? []), ...(token.roleClaim ? [token.roleClaim] : [])]
  const firsts = new Set(read.map((claim) => claimPath(claim)[0]))
  return SCOPE_CLAIMS.find((claim) => !firsts.has(claim))
}
