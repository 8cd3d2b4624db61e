import { makeFlawed } from '../core/issue/make-flawed.js'
import { claimsFor, type Stamp, signClaims } from '../core/issue/mint.js'
import type { Credential } from '../core/probe/model.js'
import type { Problem } from '../core/problem.js'
import { nameOf, type Subject } from '../core/subject/model.js'
import type { Key } from '../core/token/model.js'
import { makeKey } from '../io/make-key.js'
import type { LoadedSigningKey } from '../io/trust.js'
import { newJti } from './new-jti.js'
import type { Session } from './session.js'
import { SHORT_LIFE } from './token-flawed.js'

/** A token is issued again when it has less time left than this, in seconds. */
export const SPARE = 10
/** The number of tokens that are kept: routes with the same requirement share them. */
const MOST_KEPT = 2000

/** Where the tokens of a probe come from. */
export interface TokenSource {
  /** The token text for a credential; undefined for none. A problem: there is no such token any more. */
  of(credential: Credential, subject: Subject): Promise<string | Problem | undefined>
  /** How far the server's clock is ahead, in seconds. */
  skew: number
}

type Issued = Extract<Credential, { kind: 'scopes' | 'flaw' }>

/** The tokens of a probe, made by the code that `token` uses. */
export class ProbeTokens implements TokenSource {
  readonly #session: Session
  readonly #signing: LoadedSigningKey
  readonly #consents: boolean
  readonly #kept = new Map<string, { readonly token: string; readonly until: number }>()
  #other: Key | undefined
  skew = 0

  constructor(session: Session, signing: LoadedSigningKey, consents: boolean) {
    this.#session = session
    this.#signing = signing
    this.#consents = consents
  }

  async of(credential: Credential, subject: Subject): Promise<string | undefined> {
    if (credential.kind === 'none' || credential.kind === 'supplied') return undefined
    if (credential.kind === 'garbage') return 'not-a-token'
    const now = this.#session.ctx.now() + this.skew
    const { kind: who } = subject
    const key = JSON.stringify([who, nameOf(subject), credential])
    const kept = this.#kept.get(key)
    if (kept && now < kept.until) return kept.token
    const lifetime = this.#lifetime(credential)
    const stamp = { now, lifetime, jti: newJti(this.#session.ctx) }
    const token = await this.#make(credential, subject, stamp)
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear()
    this.#kept.set(key, { token, until: now + lifetime - Math.min(SPARE, lifetime / 2) })
    return token
  }

  /**
   * A token with a valid signature by a real key is short-lived, as those of `token --flaw` are, if it is flawed or has a
   * scope that the catalog does not declare.
   */
  #lifetime(credential: Issued): number {
    const { token, scopes } = this.#session.catalog
    const isPlain =
      credential.kind === 'scopes' && credential.scopes.every((name) => scopes.has(name))
    const isShort = token.key !== undefined && !isPlain
    return isShort ? Math.min(token.lifetime, SHORT_LIFE) : token.lifetime
  }

  async #make(credential: Issued, subject: Subject, stamp: Stamp): Promise<string> {
    const { catalog } = this.#session
    const { key, trust } = this.#signing
    const { scopes } = credential
    if (credential.kind === 'scopes')
      return signClaims(catalog.token, claimsFor(catalog, subject, scopes, stamp), key)
    this.#other ??= await makeKey(trust.algorithm)
    const rightKey = this.#consents ? key : undefined
    const { pem } = credential
    const kit = { catalog, subject, scopes, stamp, trust, rightKey, otherKey: this.#other, pem }
    return makeFlawed(credential.flaw, kit)
  }
}
