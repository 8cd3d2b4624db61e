import { ScopectlError } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { Snapshot } from '../core/serve/snapshot.js'
import { publicJwk } from '../core/token/key-rules.js'
import type { JsonObject } from '../core/token/model.js'
import type { LoadedSigningKey, LoadedTrust } from '../io/trust.js'
import type { Session } from './session.js'
import type { SessionKeys } from './session-keys.js'

export interface ServeKeys extends Pick<Snapshot, 'jwks' | 'signing' | 'trust'> {
  readonly source: string
  readonly notes: readonly Problem[]
}

/**
 * The keys to serve with. If the catalog has a key that can only verify, routes are checked but no tokens are issued.
 * Keys at a URL are fetched again when they get old; other keys are loaded once.
 */
export async function loadServeKeys({ catalog, keys }: Session): Promise<ServeKeys> {
  const { source, notes, trust, key } = await loadAny(keys)
  const isRemote = /^https?:/i.test(catalog.token.key ?? '')
  const silent = key ? [] : [problem('serve-no-signing-key', { source })]
  return {
    source,
    notes: [...notes, ...silent],
    signing: key,
    jwks: trust.keys.flatMap(({ jwk, algorithm }) => {
      const shown = publicJwk(jwk)
      return shown ? [{ ...shown, alg: algorithm, use: 'sig' } as unknown as JsonObject] : []
    }),
    trust: isRemote ? async () => (await keys.current()).trust : () => Promise.resolve(trust),
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
