import type { Catalog } from '../../catalog/model.js'
import type { Unchecked } from '../evidence/carried.js'
import type { Mutant } from './model.js'

/** A verifier that skips one check. A check that the catalog itself disables cannot be skipped. */
export function* trustMutants({ token }: Pick<Catalog, 'token'>): Generator<Mutant> {
  if (token.audiences !== 'any') yield skipped('audience', 'wrong-audience')
  if (token.issuers !== 'any') yield skipped('issuer', 'wrong-issuer')
  if (token.type) yield skipped('type', 'bad-header')
  yield skipped('expiry', 'expired')
}

const skipped = (
  check: 'audience' | 'issuer' | 'type' | 'expiry',
  unchecked: Unchecked,
): Mutant => ({
  mutation: { operator: 'skip-check', check },
  change: () => ({ touches: 'trust', unchecked }),
})
