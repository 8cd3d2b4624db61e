import type { Digest } from '../access/digest.js'
import type { Facts } from '../access/facts.js'
import { byCodeUnit } from '../word.js'
import { claimsText, comboLines, people } from './print.js'

/** Up to this many users, clients, combos or claims have a line each. */
export const LINES_LIMIT = 1000

/** The facts as in a lock file: if there are too many lines to review one by one, a digest of them. */
export async function foldFacts(facts: Facts): Promise<Facts> {
  const [users, clients, combos, claims] = await Promise.all([
    fold(facts.users, (all) => people('user', all)),
    fold(facts.clients, (all) => people('client', all)),
    fold(facts.combos, (all) => comboLines(all)),
    fold(facts.claims, (all) => claimsText(all)),
  ])
  return { ...facts, users, clients, combos, claims }
}

async function fold<T extends { readonly kind: 'names' }>(
  all: T | Digest,
  linesOf: (all: T) => readonly string[],
): Promise<T | Digest> {
  if (all.kind === 'digest') return all
  const lines = linesOf(all)
  if (lines.length <= LINES_LIMIT) return all
  const text = [...lines].sort(byCodeUnit).map((line) => `${line}\n`)
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text.join('')))
  const digest = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0'))
  return { kind: 'digest', count: lines.length, digest: digest.join('') }
}
