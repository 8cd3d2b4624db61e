import { ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { Snapshot } from '../core/serve/snapshot.js'
import { publicJwk } from '../core/token/key-rules.js'
import type { JsonObject, Key } from '../core/token/model.js'
import type { JwksCache } from '../io/jwks-url.js'
import { type Keying, type LoadedTrust, loadSigningKey, loadTrust } from '../io/trust.js'

export interface ServeKeys extends Pick<Snapshot, 'jwks' | 'signing' | 'trust'> {
  readonly source: string
  readonly notes: readonly Problem[]
}

/**
 * The keys to serve with. Where the catalog names one that only verifies, routes are guarded and no token is issued.
 * Keys behind a URL are asked for again as they grow old, all others are those of this moment.
 */
export async function loadServeKeys(keying: Keying, cache: JwksCache): Promise<ServeKeys> {
  const cached = { ...keying, place: { ...keying.place, cache } }
  const { source, notes, trust, key } = await loadAny(cached)
  const isRemote = /^https?:/i.test(keying.settings.key ?? '')
  const silent = key ? [] : [problem('serve-no-signing-key', { source })]
  return {
    source,
    notes: [...notes, ...silent],
    signing: key,
    jwks: trust.keys.flatMap(({ jwk, algorithm }) => {
      const shown = publicJwk(jwk)
      return shown ? [{ ...shown, alg: algorithm, use: 'sig' } as unknown as JsonObject] : []
    }),
    trust: isRemote ? async () => (await loadTrust(cached)).trust : async () => trust,
  }
}

async function loadAny(keying: Keying): Promise<LoadedTrust & { readonly key?: Key }> {
  try {
    return await loadSigningKey(keying)
  } catch (error) {
    const isPublic =
      error instanceof ScopectlError &&
      error.problems.every(({ code }) => code === 'key-cannot-sign')
    if (!isPublic) throw error
    return loadTrust(keying)
  }
}
