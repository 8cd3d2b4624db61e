import type { KeyShown, KeysAnswer } from '../core/answer.js'
import { fail } from '../core/errors.js'
import type { Ring } from '../io/dev-ring.js'
import type { Setting } from './setting.js'

/** The catalog's folder, if it uses the development ring: a key that the catalog names is not ours to change. */
export function ringFolder(setting: Setting): string {
  const { key } = setting.catalog.token
  if (key !== undefined) fail('key-is-configured', { catalog: setting.catalog.file })
  return setting.keying.place.folder
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
  setting: Setting,
  kid?: string,
): KeysAnswer {
  const { notes, files } = setting
  const keys = keysOf(ring)
  return { kind: 'keys', outcome: 'yes', did, keys, kid, where: ring.folder, notes, files }
}
