import type { Bits } from '../../matrix/compile.js'
import type { RuleWays } from './groups.js'
import { union } from './held.js'
import type { Ask, Rule } from './model.js'
import type { RoleRow } from './rows.js'
import { canBe, type Effort, satisfies, type Ways } from './search.js'

export const waysOf = ({ asks }: { readonly asks: readonly Ask[] }): Ways =>
  asks.flatMap(({ allows, held }) => (allows && held ? [held] : []))

/**
 * Finds the rules of one group that a row's full token must be asked about, so that no other set of scopes passes if
 * some route tells the two apart. None of them can be left out, unless a search was given up: then there may be more
 * than needed.
 */
export function rulesToAsk(row: RoleRow, rules: readonly RuleWays[], effort: Effort): Rule[] {
  const sides = { allowed: new Set<Ways>(), refused: new Set<Ways>() }
  const open: (RuleWays & { readonly side: 'allowed' | 'refused'; readonly size: number })[] = []
  for (const each of rules) {
    const { rule, ways } = each
    const side = satisfies(ways, row.held) ? 'allowed' : 'refused'
    if (row[side].has(rule)) sides[side].add(ways)
    else open.push({ ...each, side, size: Math.min(...ways.map(countOf)) })
  }
  const isOpen = ({ side, ways }: (typeof open)[number]): boolean => {
    const limits = { lower: row.lower, allowed: [...sides.allowed], refused: [...sides.refused] }
    if (side === 'allowed') return canBe({ ...limits, refused: [...limits.refused, ways] }, effort)
    return ways.some((way) => canBe({ ...limits, lower: union(row.lower, way) }, effort))
  }

  // What needs most first, since it shows most; of what is refused, what needs least, for the same reason.
  open.sort((a, b) =>
    a.side !== b.side
      ? a.side < b.side
        ? -1
        : 1
      : (a.size - b.size) * (a.side === 'allowed' ? -1 : 1),
  )
  const asked: typeof open = []
  for (const each of open) {
    if (!isOpen(each)) continue
    asked.push(each)
    sides[each.side].add(each.ways)
  }
  // A later one may show what an earlier one was added for.
  return asked
    .filter((each) => {
      sides[each.side].delete(each.ways)
      const isNeeded = isOpen(each)
      if (isNeeded) sides[each.side].add(each.ways)
      return isNeeded
    })
    .map(({ rule }) => rule)
}

function countOf(held: Bits): number {
  let count = 0
  for (const word of held) for (let rest = word; rest !== 0; rest &= rest - 1) count++
  return count
}
