import type { Sent } from '../core/as-server/model.js'
import { NO_TOKEN, type Presented } from '../core/decision/presented.js'
import { fail } from '../core/errors.js'
import { makeFlawed } from '../core/issue/make-flawed.js'
import { claimsFor, issue, signClaims } from '../core/issue/mint.js'
import { type Problem, problem } from '../core/problem.js'
import { isDisabled, nameOf } from '../core/subject/model.js'
import type { NamedSubject } from '../core/suite/model.js'
import { normaliseToken } from '../core/token/compact.js'
import { decode } from '../core/token/decode.js'
import type { DecodedToken } from '../core/token/model.js'
import { withSecretFit } from '../core/token/secret-fit.js'
import { verify } from '../core/token/verify.js'
import { newJti } from './new-jti.js'
import type { Session } from './session.js'
import type { Asked } from './subject.js'

/** What was presented, and the time it applies to. */
export interface Shown {
  readonly presented: Presented
  readonly token: DecodedToken | undefined
  /** The token text that a server would get; undefined: no token. */
  readonly sent: Sent | undefined
  /** Seconds since 1970. */
  readonly now: number
  /** Set if --at is another time than the clock's, give or take a minute. */
  readonly asOf?: number | undefined
  /** The source of the keys; undefined if none were loaded. */
  readonly key?: string | undefined
  readonly secretBytes?: number | undefined
  readonly notes: readonly Problem[]
}

/**
 * Turns the subject into a verified or rejected token. A given token is verified with the configured key, whatever
 * the query is; a named subject gets a token signed with a key in memory; an anonymous subject gets none.
 */
export async function present(asked: Asked, session: Session): Promise<Shown> {
  const shown =
    asked.kind === 'token'
      ? await presentToken(asked.token.text, session)
      : await presentNamed(asked, session)
  const { now } = shown
  const isOther =
    session.at === 'iat' ? asked.kind === 'token' : Math.abs(now - session.ctx.now()) > 60
  return { ...shown, asOf: isOther ? now : undefined }
}

async function presentToken(given: string, session: Session): Promise<Shown> {
  const { trust, others, source, secretBytes, notes } = await session.keys.trust()
  const text = normaliseToken(given)
  const read = decode(text)
  const token = read.kind === 'decoded' ? read.token : undefined
  const { at, leeway } = session
  const now = at === 'iat' ? issuedAt(token) : at
  const verified = await verify(text, trust, { now, leeway })
  const presented = await withSecretFit(verified, text, trust)
  return { presented, token, sent: { text, trust, others }, now, key: source, secretBytes, notes }
}

/** The time for `--at iat`: when the token was issued. */
function issuedAt(token: DecodedToken | undefined): number {
  const iat = token && Object.hasOwn(token.claims, 'iat') ? token.claims['iat'] : undefined
  return typeof iat === 'number' ? Math.floor(iat) : fail('iat-unreadable', {})
}

/** Issues, signs (with a key for this run only) and verifies a token: every step that a real token goes through. */
async function presentNamed(named: NamedSubject, session: Session): Promise<Shown> {
  const { subject, flaw } = named
  const { catalog, ctx, at } = session
  const now = at === 'iat' ? ctx.now() : at
  const nobody = { token: undefined, sent: undefined, now, notes: [] }
  if (subject.kind === 'anonymous') return { presented: NO_TOKEN, ...nobody }
  if (isDisabled(subject)) {
    const because = problem('subject-disabled', { kind: subject.kind, name: nameOf(subject) ?? '' })
    return { presented: { kind: 'none', because }, ...nobody }
  }
  const { scopes } = issue(catalog, subject, named.scope)
  const { lifetime } = catalog.token
  if (flaw !== undefined) {
    const { key: rightKey, trust, other: otherKey } = await session.keys.flawed()
    const stamp = { now, lifetime, jti: newJti(ctx) }
    const kit = { catalog, subject, scopes, stamp, trust, rightKey, otherKey }
    const text = await makeFlawed(flaw, kit)
    const read = decode(text)
    const presented = await verify(text, trust, { now, leeway: session.leeway })
    const token = read.kind === 'decoded' ? read.token : undefined
    return { presented, token, sent: { text, trust }, now, notes: [] }
  }
  const { key, trust } = session.keys.memory()
  const claims = claimsFor(catalog, subject, scopes, { now, lifetime, jti: 'in-memory' })
  const text = await signClaims(catalog.token, claims, key)
  const presented = await verify(text, trust, { now, leeway: 0 })
  const token = presented.kind === 'verified' ? presented.token : undefined
  return { presented, token, sent: { text, trust }, now, notes: [] }
}
