import { ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { Snapshot } from '../core/serve/snapshot.js'
import type { Trust } from '../core/token/model.js'
import type { JwksCache } from '../io/jwks-url.js'
import { remoteTrust } from '../io/remote-trust.js'
import type { LoadedSigningKey, LoadedTrust } from '../io/trust.js'
import { isUrl } from '../io/url.js'
import type { Session } from './session.js'
import type { SessionKeys } from './session-keys.js'

export interface ServeKeys extends Pick<Snapshot, 'signing' | 'trust'> {
  readonly source: string
  readonly notes: readonly Problem[]
}

/**
 * The keys to serve with. If the catalog has a key that can only verify, routes are checked but no tokens are issued.
 * Keys at a URL are fetched again when they get old, or when a token names an unknown one; other keys are loaded once.
 *
 * @param cache the key sets that the session fetches
 */
export async function loadServeKeys(
  { catalog, keys, ctx }: Session,
  cache: JwksCache,
): Promise<ServeKeys> {
  const { source, notes, trust, key } = await loadAny(keys)
  const url = catalog.token.key ?? ''
  const load = async (): Promise<Trust> => (await keys.current()).trust
  const remote = isUrl(url)
    ? remoteTrust({ url: new URL(url), cache, load, now: () => ctx.now() })
    : undefined
  const silent = key ? [] : [problem('serve-no-signing-key', { source })]
  return {
    source,
    notes: [...notes, ...silent],
    signing: key,
    trust: remote ?? (() => Promise.resolve(trust)),
  }
}

async function loadAny(keys: SessionKeys): Promise<LoadedTrust & Partial<LoadedSigningKey>> {
  try {
    return await keys.signing()
  } catch (error) {
    const isPublic =
      error instanceof ScopectlError &&
      error.problems.every(({ code }) => code === 'key-cannot-sign')
    if (!isPublic) throw error
    return keys.trust()
  }
}
