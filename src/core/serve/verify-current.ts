import type { Rejected, Verified } from '../token/model.js'
import { type Moment, verify } from '../token/verify.js'
import type { Snapshot } from './snapshot.js'

/**
 * Verifies a token with the current keys. If it names a key that they do not have, and nothing else is wrong with it, the
 * issuer may have rotated its keys: they are asked for once more.
 *
 * @param moment `now` in seconds since 1970
 * @throws ScopectlError if the keys cannot be loaded, and as verify
 */
export async function verifyCurrent(
  { trust }: Pick<Snapshot, 'trust'>,
  text: string,
  moment: Moment,
): Promise<Verified | Rejected> {
  const known = await trust()
  const presented = await verify(text, known, moment)
  if (presented.kind === 'verified' || !presented.refusals.every(isUnknownKey)) return presented
  const newer = await trust('again')
  return newer === known ? presented : verify(text, newer, moment)
}

const isUnknownKey = ({ detail }: Rejected['refusals'][number]): boolean =>
  detail.code === 'token-key' && detail.args.what === 'none'
