import type { BatchLineFaults, FlawFault } from '../../core/problems/decision.js'
import type { Fault } from '../../core/problems/fault.js'
import { type FaultWords, faultText, quote } from './words.js'

/** Why no token with a given flaw can be made for a catalog. */
export const FLAW_FAULTS: Record<FlawFault, string> = {
  'any-audience': 'the catalog accepts any audience',
  'audience-accepted': 'the catalog accepts that audience',
  'any-issuer': 'the catalog accepts any issuer',
  'issuer-accepted': 'the catalog accepts that issuer',
  'no-type': 'the catalog does not set `type`',
  'subject-optional': 'the catalog accepts tokens without `sub`',
  'no-scopes': 'there are no scopes to imitate',
  'no-scope-claim': 'the catalog does not set `scope_claim`',
  'every-scope-claim': 'the catalog reads every known scope claim',
  'nothing-implied': 'none of the scopes implies another',
  'no-public-key': 'there is no public key',
}

/** Why a line of a batch is not a valid query. */
const BATCH_LINE: FaultWords<BatchLineFaults> = {
  'not-json': ({ what, offset }) => `it is not a JSON object (${what} at ${offset + 1})`,
  'not-object': 'a line must be a JSON object',
  goal: 'it must have either `route` or `need`',
  'any-without-need': '`any` needs `need`',
  expect: ({ suggestion }) =>
    `\`expect\` must be an answer or a reason${suggestion === undefined ? '' : `; did you mean ${quote(suggestion)}`}`,
}

export const batchLineFault = (fault: Fault<BatchLineFaults>): string =>
  faultText(BATCH_LINE, fault)
