import type { Catalog } from '../catalog/model.js'
import { byCodeUnit } from '../word.js'
import type { TokenChange } from './token-change.js'

/**
 * Scopes for which a token issued here carries other scopes than before. Where a server compares literally, this changes no
 * answer to any token, but whoever asks for the scope gets another token.
 */
export function issuedChanges(older: Catalog, newer: Catalog): TokenChange[] {
  const changes: TokenChange[] = []
  for (const [scope, { at }] of newer.scopes) {
    if (!older.scopes.has(scope)) continue
    const was = without(older.implied.get(scope), scope)
    const is = without(newer.implied.get(scope), scope)
    const gained = is.filter((name) => !was.includes(name))
    const lost = was.filter((name) => !is.includes(name))
    if (gained.length + lost.length === 0) continue
    const way = gained.length > 0 ? 'gain' : 'loss'
    const sides = { before: was.join(' '), after: is.join(' ') }
    const base = { route: undefined, witness: undefined, ...sides, at }
    changes.push({ kind: 'issued', way, scope, gained, lost, ...base })
  }
  return changes
}

const without = (names: ReadonlySet<string> | undefined, left: string): string[] =>
  [...(names ?? [])].filter((name) => name !== left).sort(byCodeUnit)
