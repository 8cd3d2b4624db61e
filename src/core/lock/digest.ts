import type { Digest } from '../access/digest.js'
import type { Facts } from '../access/facts.js'
import { hashOf } from './hash.js'
import { claimsText, comboLines, people } from './print.js'

/** Up to this many users, clients, combos or claims have a line each. */
export const LINES_LIMIT = 1000

/** The facts as in a lock file: if there are too many lines to review one by one, a digest of them. */
export async function withDigests(facts: Facts): Promise<Facts> {
  const [users, clients, combos, claims] = await Promise.all([
    digested(facts.users, (all) => people('user', all)),
    digested(facts.clients, (all) => people('client', all)),
    digested(facts.combos, (all) => comboLines(all)),
    digested(facts.claims, (all) => claimsText(all)),
  ])
  return { ...facts, users, clients, combos, claims }
}

async function digested<T extends { readonly kind: 'names' }>(
  all: T | Digest,
  linesOf: (all: T) => readonly string[],
): Promise<T | Digest> {
  if (all.kind === 'digest') return all
  const lines = linesOf(all)
  if (lines.length <= LINES_LIMIT) return all
  return { kind: 'digest', count: lines.length, digest: await hashOf(lines) }
}
