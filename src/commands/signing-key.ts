import { ScopectlError } from '../core/errors.js'
import { problem } from '../core/problem.js'
import type { LoadedSigningKey } from '../io/trust.js'
import { openSession, type Session } from './session.js'

/** The key to sign with. If the configured one only verifies, the message names the profiles that have one which signs. */
export async function signingKey(session: Session): Promise<LoadedSigningKey> {
  try {
    return await session.keys.signing()
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    const [first] = error.problems
    if (first?.code !== 'key-cannot-sign') throw error
    const facts = { ...first.args, profiles: await profilesThatSign(session) }
    throw new ScopectlError([problem('key-cannot-sign', facts)], error.outcome, { cause: error })
  }
}

/** Names of profiles; undefined stands for no profile at all. */
async function profilesThatSign(session: Session): Promise<(string | undefined)[]> {
  const { options, ctx, loaded } = session
  const { value } = loaded.sources.catalog
  const profiles = (value as { profiles?: object } | null)?.profiles ?? {}
  const found: (string | undefined)[] = []
  for (const profile of [undefined, ...Object.keys(profiles)]) {
    const { profile: given, ...others } = options
    if (profile === given) continue
    try {
      const other = openSession(profile === undefined ? others : { ...others, profile }, ctx, {
        users: false,
      })
      // A URL has no private keys, and without a key the attempt would create one.
      if (!/^(?:env|file):/.test(other.catalog.token.key ?? '')) continue
      await other.keys.signing()
      found.push(profile)
    } catch (error) {
      if (!(error instanceof ScopectlError)) throw error
    }
  }
  return found
}
