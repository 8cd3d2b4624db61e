import { type Bits, hasBit } from '../../matrix/compile.js'
import type { Rule } from './model.js'
import type { Ways } from './search.js'

/** A rule with its minimal allowed sets. */
export interface RuleWays {
  readonly rule: Rule
  readonly ways: Ways
}

/**
 * The rules in groups that share no scope: what a role holds of the scopes of one group tells nothing about the rules of
 * another, so each can be judged alone.
 */
export function groupsOf(rules: readonly RuleWays[]): readonly (readonly RuleWays[])[] {
  const parents = new Map<number, number>()
  const rootOf = (number: number): number => {
    let root = number
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    return root
  }
  const firsts = rules.map(({ ways }) => {
    const [first = -1, ...others] = ways.flatMap(numbersIn).map(rootOf)
    for (const other of others)
      if (rootOf(other) !== rootOf(first)) parents.set(rootOf(other), rootOf(first))
    return first
  })
  const groups = new Map<number, RuleWays[]>()
  for (const [i, each] of rules.entries()) {
    const root = rootOf(firsts[i] ?? -1)
    const there = groups.get(root) ?? []
    groups.set(root, there)
    there.push(each)
  }
  return [...groups.values()]
}

const numbersIn = (held: Bits): number[] =>
  Array.from({ length: held.length * 32 }, (_, number) => number).filter((number) =>
    hasBit(held, number),
  )
