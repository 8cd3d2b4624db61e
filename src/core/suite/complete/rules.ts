import { boundaryOf, leadersOf } from '../../catalog/boundary.js'
import type { Catalog, Requirement } from '../../catalog/model.js'
import { tokenAlternatives } from '../../catalog/requirement.js'
import { type Compiled, toBits } from '../../matrix/compile.js'
import { without } from './held.js'
import type { Ask, Rule } from './model.js'

/**
 * The rule of each route, by number; undefined for undecided routes. A rule is monotone over no token, the token
 * without scopes, and all sets of declared scopes that are closed under `implies`. So `public` is told from every
 * other rule by a request without a token, and `authenticated` by one without a token and one without scopes.
 */
export function rulesOf(catalog: Catalog, compiled: Compiled): (Rule | undefined)[] {
  const known = new Map<string, Rule>()
  return catalog.routes.map(({ requirement }) => {
    if (requirement.level === 'undecided') return undefined
    const key = JSON.stringify([requirement.level, tokenAlternatives(requirement)])
    const rule = known.get(key) ?? ruleOf(requirement, catalog, compiled)
    known.set(key, rule)
    return rule
  })
}

const NO_TOKEN = { held: undefined, names: [], lacks: false }

function ruleOf(requirement: Requirement, catalog: Catalog, compiled: Compiled): Rule {
  if (requirement.level === 'public')
    return { asks: [{ allows: true, ...NO_TOKEN }], isExact: true }
  const { allowed, refused, leftOut } = boundaryOf(requirement, catalog)
  const all = toBits(compiled, compiled.scopes)
  const asks: Ask[] = [
    ...allowed.map((names) => {
      return {
        allows: true,
        held: toBits(compiled, names),
        names: leadersOf(names, catalog.implied),
        lacks: false,
      }
    }),
    ...refused.map(({ lacks }) => {
      const held = without(all, toBits(compiled, lacks))
      return { allows: false, held, names: withoutImplying(lacks, catalog), lacks: true }
    }),
    // Where some token is refused, a request without a token is refused too.
    ...(refused.length === 0 ? [{ allows: false, ...NO_TOKEN }] : []),
  ]
  return { asks, isExact: leftOut.isExact && leftOut.count === 0 }
}

/** Without those that imply others: whoever lacks a scope lacks what implies it. */
const withoutImplying = (names: readonly string[], { implied }: Catalog): string[] =>
  names.filter((name) => !names.some((other) => other !== name && implied.get(name)?.has(other)))
