import type { Catalog } from '../catalog/model.js'
import { close } from '../catalog/reach.js'
import { satisfies } from '../catalog/requirement.js'
import { sorted } from '../catalog/sorted.js'
import { fail, ScopectlError } from '../errors.js'
import type { Problem } from '../problem.js'
import type { Reason } from '../reason.js'
import { grantsOf } from '../subject/grants.js'
import type { Subject } from '../subject/model.js'
import { checkClaims } from '../token/check-claims.js'
import { own } from '../token/found.js'
import type { DecodedToken, Refusal, Trust } from '../token/model.js'
import { claimsDiffer } from '../token-scopes/claim-hints.js'
import { readTokenScopes, viewsOf } from '../token-scopes/read.js'

/** Who a supplied token is for, as the user says. */
export interface StandsFor {
  /** `role:editor`, `user:alice`, `client:ci-bot` or `scopes:read,write`. */
  readonly who: string
  readonly subject: Subject
  /** The `sub` that the token must have; undefined: any. */
  readonly sub: string | undefined
}

/** A token that the user supplied. It was decoded, not verified: only the server can say whether it is genuine. */
export interface Supplied extends StandsFor {
  /** `env:NAME`, `file:PATH`, `stdin` or `--token-cmd`. */
  readonly source: string
  readonly token: DecodedToken
  /** Its declared scopes, as the catalog's server compares them, and as another server might. */
  readonly held: ReadonlySet<string>
  readonly otherwise: ReadonlySet<string>
  /** False: the catalog refuses it, for example because it has expired. It is not sent then. */
  readonly isUsable: boolean
}

/** What a token is other than what it stands for. */
export type TokenFault =
  | { readonly is: 'token-subject'; readonly expected: string; readonly found: string | undefined }
  | {
      readonly is: 'token-scopes'
      readonly missing: readonly string[]
      readonly surplus: readonly string[]
    }
  /** The catalog refuses a token with these claims. */
  | { readonly is: `token-${Reason}`; readonly detail: Problem }

/** A finding about a supplied token, not about a route. Its id is stable, and waivers name it. */
export interface TokenFinding {
  readonly id: string
  readonly who: string
  readonly source: string
  readonly fault: TokenFault
}

/** Server clocks differ, so a token that was issued a moment ago may seem to be from the future. */
const CLOCK_LEEWAY = 60

/**
 * Compares a token with what it stands for: its subject, its scopes (those of a role or user closed under `implies`, as
 * issued), and the claims that the catalog requires. Undeclared scopes are not compared: they satisfy nothing, and
 * identity providers add their own.
 *
 * @throws ScopectlError `scope-claims-differ`, `subject-disabled`
 */
export function readSupplied(
  catalog: Catalog,
  claimed: StandsFor,
  source: string,
  token: DecodedToken,
  now: number,
): { readonly supplied: Supplied; readonly findings: readonly TokenFinding[] } {
  const { who, sub } = claimed
  const read = readTokenScopes(token, catalog.token)
  if (read.ambiguous) throw new ScopectlError([claimsDiffer(catalog, token, read.ambiguous)])
  const views = viewsOf(catalog, token, read)
  const { enforce } = catalog.token
  const held = views[enforce]
  const refusals = refusalsOf(catalog, token, now)
  const found = own(token.claims, 'sub')
  const faults: TokenFault[] = [
    ...(sub === undefined || found === sub
      ? []
      : [
          {
            is: 'token-subject' as const,
            expected: sub,
            found: typeof found === 'string' ? found : undefined,
          },
        ]),
    ...scopeFault(catalog, claimed, held),
    ...refusals.map(({ reason, detail }) => ({ is: `token-${reason}` as const, detail })),
  ]
  const findings = faults.map((fault) => ({ id: `${fault.is} ${who}`, who, source, fault }))
  const otherwise = views[enforce === 'literal' ? 'implied' : 'literal']
  const isUsable = refusals.length === 0
  return { supplied: { ...claimed, source, token, held, otherwise, isUsable }, findings }
}

function refusalsOf({ token }: Catalog, decoded: DecodedToken, now: number): Refusal[] {
  const { issuers, audiences, subject, profile } = token
  // Without a key: only the claims are checked.
  const trust: Trust = { algorithm: 'ES256', keys: [], issuers, audiences, subject, profile }
  const later = new Set(
    checkClaims(decoded, trust, { now: now + CLOCK_LEEWAY, leeway: 0 }).map(({ reason }) => reason),
  )
  return checkClaims(decoded, trust, { now, leeway: 0 }).filter(
    ({ reason }) =>
      (reason !== 'not-yet-valid' && reason !== 'issued-in-future') || later.has(reason),
  )
}

function scopeFault(
  catalog: Catalog,
  { subject }: StandsFor,
  held: ReadonlySet<string>,
): TokenFault[] {
  const expected = grantsOf(catalog, subject)
  if (!expected)
    return fail('subject-disabled', {
      kind: subject.kind,
      name: subject.kind === 'client' ? subject.client.name : nameOfUser(subject),
    })
  // A token of bare scopes may have been issued with what they imply, or with exactly these.
  const alternatives =
    subject.kind === 'scopes' ? [expected, close(catalog.implied, [...expected])] : [expected]
  if (alternatives.some((each) => isSame(each, held))) return []
  const missing = sorted(catalog, new Set([...expected].filter((name) => !held.has(name))))
  const surplus = sorted(catalog, new Set([...held].filter((name) => !expected.has(name))))
  return [{ is: 'token-scopes', missing, surplus }]
}

const nameOfUser = (subject: Subject): string => (subject.kind === 'user' ? subject.user.name : '')

const isSame = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((name) => b.has(name))

type Requirement = Parameters<typeof satisfies>[0]

/**
 * Whether the token is allowed; undefined if that depends on how the server compares scopes, and the catalog does not
 * say how.
 */
export function isAllowed(
  { token }: Pick<Catalog, 'token'>,
  requirement: Requirement,
  { held, otherwise }: Supplied,
): boolean | undefined {
  const allowed = satisfies(requirement, held)
  if (!token.enforceWritten && allowed !== satisfies(requirement, otherwise)) return undefined
  return allowed
}
