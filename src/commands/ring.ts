import type { KeyShown, KeysAnswer } from '../core/answer.js'
import { fail } from '../core/errors.js'
import type { Ring } from '../io/dev-ring.js'
import type { Session } from './session.js'

/** The catalog's folder, if it uses development keys: a configured key is never changed. */
export function ringFolder({ catalog, loaded }: Session): string {
  if (catalog.token.key !== undefined) fail('key-is-configured', { catalog: catalog.file })
  return loaded.folder
}

export const keysOf = ({ keys, signing }: Ring): KeyShown[] =>
  keys.map(({ kid, alg, created }) => ({
    kid,
    algorithm: alg,
    created,
    signs: kid === signing.kid,
  }))

export function ringAnswer(
  did: KeysAnswer['did'],
  ring: Ring,
  { notes, files }: Session,
  kid?: string,
): KeysAnswer {
  const keys = keysOf(ring)
  return { kind: 'keys', outcome: 'yes', did, keys, kid, where: ring.folder, notes, files }
}
