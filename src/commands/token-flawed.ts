import type { IssuedToken } from '../core/answer.js'
import { fail, ScopectlError } from '../core/errors.js'
import { expectedAnswer, FLAW_NAMES, FLAWS, type Flaw, readFlaw } from '../core/issue/flaws.js'
import { makeFlawed } from '../core/issue/make-flawed.js'
import type { Stamp } from '../core/issue/mint.js'
import type { Problem } from '../core/problem.js'
import type { Subject } from '../core/subject/model.js'
import { decode } from '../core/token/decode.js'
import { makeKey } from '../io/make-key.js'
import type { Session } from './session.js'

/** Anyone who finds a token with a valid signature by a real key can use it, so this limits its lifetime, in seconds. */
export const SHORT_LIFE = 60

export interface FlawOptions {
  flaw?: string
  withConfiguredKey?: boolean
}

/** Tokens, and the keys that signed them. */
export interface Made {
  readonly tokens: readonly IssuedToken[]
  readonly notes: readonly Problem[]
  readonly key: string
  readonly secretBytes: number | undefined
}

interface Wish {
  readonly subject: Subject
  readonly scopes: readonly string[]
  readonly stamp: Stamp
}

/**
 * Makes the flawed token, or for `all` every one that is possible with the catalog, in the kit's order; the others
 * are named in notes.
 *
 * @throws ScopectlError `flaw-needs-consent`: the flaw needs a valid signature, and the catalog configures a key.
 */
export async function makeFlaws(options: FlawOptions, session: Session, wish: Wish): Promise<Made> {
  const { catalog, keys } = session
  const all = options.flaw === 'all'
  const flaws = all ? FLAW_NAMES : [readFlaw(options.flaw ?? '')]
  const isConfigured = catalog.token.key !== undefined
  const consents = !isConfigured || options.withConfiguredKey === true
  const unconsented = consents ? undefined : flaws.find((flaw) => FLAWS[flaw].needsRightKey)
  if (unconsented) fail('flaw-needs-consent', { flaw: unconsented })
  const signing = consents ? await keys.signing() : undefined
  const { trust, source, secretBytes, notes } = signing ?? (await keys.trust())
  const lifetime = isConfigured ? Math.min(wish.stamp.lifetime, SHORT_LIFE) : wish.stamp.lifetime
  const kit = {
    catalog,
    subject: wish.subject,
    scopes: wish.scopes,
    stamp: { ...wish.stamp, lifetime },
    trust,
    rightKey: signing?.key,
    otherKey: await makeKey(trust.algorithm),
  }
  const tokens: IssuedToken[] = []
  const left: Problem[] = []
  for (const flaw of flaws) {
    try {
      tokens.push(describe(flaw, await makeFlawed(flaw, kit), session, wish))
    } catch (error) {
      const isLeftOut =
        all && error instanceof ScopectlError && error.problems[0]?.code === 'flaw-not-expressible'
      if (!isLeftOut) throw error
      left.push(...error.problems)
    }
  }
  return { tokens, notes: [...notes, ...left], key: source, secretBytes }
}

/** Adds the answer that a server must give if all the scopes it seems to have are needed. */
function describe(flaw: Flaw, token: string, { catalog }: Session, { scopes }: Wish): IssuedToken {
  const read = decode(token)
  if (read.kind !== 'decoded') throw new Error(`the kit made a malformed token: ${flaw}`)
  const requirement = { level: 'scopes' as const, alternatives: [{ scopes, others: [] }] }
  const expected = expectedAnswer(catalog, flaw, requirement, new Set(scopes))
  return { token, claims: read.token.claims, flaw, expected }
}
