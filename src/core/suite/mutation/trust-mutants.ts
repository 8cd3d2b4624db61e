import type { Catalog } from '../../catalog/model.js'
import type { Mutant } from './model.js'

/** A verifier that does not look at one thing. What the catalog itself accepts whatever it is cannot be left out. */
export function* trustMutants({ token }: Pick<Catalog, 'token'>): Generator<Mutant> {
  if (token.audiences !== 'any') yield skipped('audience', 'wrong-audience')
  if (token.issuers !== 'any') yield skipped('issuer', 'wrong-issuer')
  yield skipped('expiry', 'expired')
}

const skipped = (
  check: 'audience' | 'issuer' | 'expiry',
  unchecked: 'wrong-audience' | 'wrong-issuer' | 'expired',
): Mutant => ({
  mutation: { operator: 'skip-check', check },
  change: () => ({ touches: 'trust', unchecked }),
})
