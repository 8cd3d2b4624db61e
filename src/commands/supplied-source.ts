import { ScopectlError } from '../core/errors.js'
import { flawSupplied, type KeylessFlaw } from '../core/probe/flawed-supplied.js'
import type { Credential } from '../core/probe/model.js'
import type { Supplied } from '../core/probe/supplied.js'
import { type Problem, problem } from '../core/problem.js'
import { isAlgorithm } from '../core/token/algorithms.js'
import { own } from '../core/token/found.js'
import type { Algorithm, Key } from '../core/token/model.js'
import type { Context } from '../io/context.js'
import { makeKey } from '../io/make-key.js'
import { COMMAND, type SuppliedRead } from './probe-supplied.js'
import { SPARE, type TokenSource } from './probe-tokens.js'

interface Kept {
  readonly supplied: Supplied
  /** When it is too old to be sent, by the server's clock. */
  readonly until: number
}

/** The tokens of a probe that the user supplied. Those of a command are issued again before they expire. */
export class SuppliedSource implements TokenSource {
  readonly #ctx: Context
  readonly #renew: SuppliedRead['renew']
  readonly #tokens: Map<string, Promise<Kept | Problem>>
  readonly #others = new Map<Algorithm, Promise<Key>>()
  skew = 0

  constructor({ supplied, renew }: SuppliedRead, ctx: Context) {
    this.#ctx = ctx
    this.#renew = renew
    this.#tokens = new Map(supplied.map((each) => [each.who, Promise.resolve(this.#kept(each))]))
  }

  async of(credential: Credential): Promise<string | Problem | undefined> {
    if (credential.kind === 'garbage') return 'not-a-token'
    if (credential.kind !== 'supplied' && credential.kind !== 'flaw') return undefined
    const current = await this.#current(credential.who ?? '')
    if (!('token' in current)) return current
    if (credential.kind === 'supplied') return current.token.raw
    const { alg } = current.token.header
    const other = await this.#otherKey(isAlgorithm(alg) ? alg : 'ES256')
    return flawSupplied(credential.flaw as KeylessFlaw, current.token, other)
  }

  /** The token, or a newer one of the same command. Several routes may ask for it at the same time. */
  async #current(who: string): Promise<Supplied | Problem> {
    const asked = this.#tokens.get(who)
    const kept = await asked
    if (kept === undefined) throw new Error('no such supplied token')
    if (!('until' in kept)) return kept
    if (this.#now() < kept.until) return kept.supplied
    if (this.#tokens.get(who) === asked) this.#tokens.set(who, this.#renewed(kept.supplied))
    const next = await this.#tokens.get(who)
    return next && 'until' in next ? next.supplied : (next ?? kept.supplied)
  }

  async #renewed(old: Supplied): Promise<Kept | Problem> {
    const { who } = old
    const next = await this.#renew(old).catch(problemOf)
    if (next && 'code' in next) return next
    if (!next?.isUsable || this.#now() >= endOf(next))
      return problem('probe-token-expired', { who })
    // The plan depends on what it holds.
    const isSame =
      next.held.size === old.held.size && [...next.held].every((name) => old.held.has(name))
    return isSame ? this.#kept(next) : problem('probe-token-changed', { who })
  }

  /** One that cannot be issued again is used up to its last second. */
  #kept(supplied: Supplied): Kept {
    const end = endOf(supplied)
    const spare = supplied.source === COMMAND ? Math.min(SPARE, (end - this.#now()) / 2) : 0
    return { supplied, until: end - spare }
  }

  #now(): number {
    return this.#ctx.now() + this.skew
  }

  #otherKey(algorithm: Algorithm): Promise<Key> {
    const key = this.#others.get(algorithm) ?? makeKey(algorithm)
    this.#others.set(algorithm, key)
    return key
  }
}

const endOf = ({ token }: Supplied): number => {
  const exp = own(token.claims, 'exp')
  return typeof exp === 'number' ? exp : Number.POSITIVE_INFINITY
}

function problemOf(error: unknown): Problem {
  const [first] = error instanceof ScopectlError ? error.problems : []
  if (first) return first
  throw error
}
