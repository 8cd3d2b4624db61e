import type { Sent } from '../core/as-server/model.js'
import type { Catalog } from '../core/catalog/model.js'
import { sorted } from '../core/catalog/sorted.js'
import { NO_TOKEN, type Presented } from '../core/decision/presented.js'
import { fail } from '../core/errors.js'
import { claimsFor } from '../core/issue/mint.js'
import { type Problem, problem } from '../core/problem.js'
import { grantsOf } from '../core/subject/grants.js'
import { isDisabled, nameOf, type Subject } from '../core/subject/model.js'
import { normaliseToken } from '../core/token/compact.js'
import { decode } from '../core/token/decode.js'
import type { DecodedToken, Trust } from '../core/token/model.js'
import { sign } from '../core/token/sign.js'
import { verify } from '../core/token/verify.js'
import type { Context } from '../io/context.js'
import { loadTrust } from '../io/trust.js'
import type { Setting } from './setting.js'
import type { Asked } from './subject.js'

/** What was presented, and the moment for which that holds. */
export interface Shown {
  readonly presented: Presented
  readonly token: DecodedToken | undefined
  /** What a server would get, in the token's own text; undefined: no token. */
  readonly sent: Sent | undefined
  /** Seconds since 1970. */
  readonly now: number
  /** The same, where --at asked for another time than the clock's, give or take a minute. */
  readonly asOf?: number | undefined
  /** Where the keys came from; undefined where none was loaded. */
  readonly key: string | undefined
  readonly secretBytes?: number | undefined
  readonly notes: readonly Problem[]
}

/**
 * Turns the subject into a verified token or its refusal. A given token is verified with the configured key, whatever
 * the question is; somebody by name gets a token signed with a key made in memory; nobody gets none.
 */
export async function present(asked: Asked, setting: Setting, ctx: Context): Promise<Shown> {
  const shown = await presentAsked(asked, setting, ctx)
  const { now } = shown
  const isOther = setting.at === 'iat' ? asked.kind === 'token' : Math.abs(now - ctx.now()) > 60
  return { ...shown, asOf: isOther ? now : undefined }
}

async function presentAsked(asked: Asked, setting: Setting, ctx: Context): Promise<Shown> {
  if (asked.kind === 'named') return presentNamed(asked.subject, setting, ctx)
  const { trust, source, secretBytes, notes } = await loadTrust(setting.keying)
  const text = normaliseToken(asked.token.text)
  const read = decode(text)
  const token = read.kind === 'decoded' ? read.token : undefined
  const now = setting.at === 'iat' ? issuedAt(token) : setting.at
  const presented = await verify(text, trust, { now, leeway: setting.leeway })
  return { presented, token, sent: { text, trust }, now, key: source, secretBytes, notes }
}

/** `--at iat`: the answer when it was issued. */
function issuedAt(token: DecodedToken | undefined): number {
  const iat = token && Object.hasOwn(token.claims, 'iat') ? token.claims['iat'] : undefined
  return typeof iat === 'number' ? Math.floor(iat) : fail('iat-unreadable', {})
}

async function presentNamed(subject: Subject, setting: Setting, ctx: Context): Promise<Shown> {
  const now = setting.at === 'iat' ? ctx.now() : setting.at
  const nobody = { token: undefined, sent: undefined, now, key: undefined, notes: [] }
  if (subject.kind === 'anonymous') return { presented: NO_TOKEN, ...nobody }
  if (isDisabled(subject)) {
    const because = problem('subject-disabled', { kind: subject.kind, name: nameOf(subject) ?? '' })
    return { presented: { kind: 'none', because }, ...nobody }
  }
  const { catalog } = setting
  const scopes = sorted(catalog, grantsOf(catalog, subject) ?? new Set())
  return throughMemory(catalog, subject, scopes, now, ctx)
}

/** Issued, signed with a key that lives for this question only, and verified: the whole way that a real token goes. */
export async function throughMemory(
  catalog: Catalog,
  subject: Subject,
  scopes: readonly string[],
  now: number,
  ctx: Context,
): Promise<Shown> {
  const stamp = { now, lifetime: catalog.token.lifetime, jti: 'in-memory' }
  const k = Buffer.from(ctx.random(32)).toString('base64url')
  const key = { kid: undefined, algorithm: 'HS256' as const, jwk: { kty: 'oct' as const, k } }
  const { issuers, audiences, subject: sub } = catalog.token
  const trust: Trust = { algorithm: 'HS256', keys: [key], issuers, audiences, subject: sub }
  const text = await sign({}, claimsFor(catalog, subject, scopes, stamp), key)
  const presented = await verify(text, trust, { now, leeway: 0 })
  const token = presented.kind === 'verified' ? presented.token : undefined
  return { presented, token, sent: { text, trust }, now, key: undefined, notes: [] }
}
