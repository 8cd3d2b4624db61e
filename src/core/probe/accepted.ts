import type { Server } from '../as-server/servers.js'
import type { FindingKind } from './kinds.js'

/**
 * What this server does in another way than RFC 6750, as its table says, is not reported. A challenge that the table
 * does not predict is expected to follow the RFC.
 */
export function acceptedOf({ profile }: Server): readonly FindingKind[] {
  if (profile === 'check') return []
  const { no_token, refused, forbidden } = profile.answers
  const kinds: FindingKind[] = []
  if (no_token.status !== 401 || refused.status !== 401) kinds.push('not-401')
  if (forbidden.status !== 403) kinds.push('not-403')
  if (forbidden.names === 'any') kinds.push('union-challenge')
  const all = [no_token, refused, forbidden]
  if (all.some(({ challenge }) => challenge === null)) kinds.push('no-challenge')
  return kinds
}
