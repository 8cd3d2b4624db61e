import { isLevel } from '../scope-token.js'
import { byCodeUnit } from '../word.js'
import type { Alternative, OtherWay, Requirement } from './model.js'
import { type Norm, normText, otherText } from './norm.js'

type Scopes = Pick<ReadonlySet<string>, 'has'>

/**
 * The alternatives that a token alone can satisfy: those with scopes only. `authenticated` is one alternative without
 * scopes.
 */
export function tokenAlternatives(requirement: Requirement): readonly (readonly string[])[] {
  if (requirement.level === 'authenticated') return [[]]
  if (requirement.level !== 'scopes') return []
  return requirement.alternatives
    .filter(({ others }) => others.length === 0)
    .map(({ scopes }) => scopes)
}

/** The ways in that need more than a token of this catalog: shown, never satisfied. */
export const otherWays = (requirement: Requirement): readonly Alternative[] =>
  writtenAlternatives(requirement).filter(({ others }) => others.length > 0)

/** The alternatives as written, with other ways in; those beside `authenticated` without `authenticated` itself. */
export function writtenAlternatives(requirement: Requirement): readonly Alternative[] {
  if (requirement.level === 'scopes') return requirement.alternatives
  return requirement.level === 'authenticated' ? (requirement.beside ?? []) : []
}

/** An OR of alternatives: at the level `authenticated` if one of them is any accepted token. */
export function anyOf(alternatives: readonly Alternative[]): Requirement {
  const beside = alternatives.filter((each) => !isAnyToken(each))
  if (beside.length === alternatives.length) return { level: 'scopes', alternatives }
  return beside.length === 0 ? { level: 'authenticated' } : { level: 'authenticated', beside }
}

const isAnyToken = ({ scopes, others }: Alternative): boolean =>
  scopes.length === 0 && others.length === 0

/**
 * Whether a set of scopes contains some alternative of a requirement (docs/reference/decision.md). It is a plain loop,
 * since suites call it many thousands of times.
 *
 * NOT checked: whether the scopes come from a token that was accepted; `decide` does that. No scopes satisfy `public`
 * or `undecided`: `decide` always allows the former, and rejects questions about the latter.
 *
 * @param requirement what a route needs
 * @param held the scopes, compared exactly; a `Set`, or anything with `has`
 * @returns true for `authenticated` too, whatever is held
 * @throws nothing
 * @example
 * ```ts
 * import { parseCatalog, satisfies, sourceOf } from 'scopectl'
 *
 * const scopes = { read: 'Read data', write: 'Write data' }
 * const catalog = parseCatalog(sourceOf({ scopes, routes: { 'PUT /items/{id}': 'read write' } }))
 * const requirement = (catalog.ok && catalog.value.routes[0]?.requirement) || { level: 'undecided' as const }
 * satisfies(requirement, new Set(['read', 'write'])) // => true
 * satisfies(requirement, new Set(['write'])) // => false
 * ```
 */
export function satisfies(requirement: Requirement, held: Scopes): boolean {
  if (requirement.level !== 'scopes') return requirement.level === 'authenticated'
  for (const { scopes, others } of requirement.alternatives) {
    if (others.length === 0 && holdsAll(held, scopes)) return true
  }
  return false
}

function holdsAll(held: Scopes, scopes: readonly string[]): boolean {
  for (const name of scopes) if (!held.has(name)) return false
  return true
}

/** `public`, `authenticated`, `undecided`, or alternatives as people write them: `a + b, or c`. */
export function requirementText(requirement: Requirement): string {
  const written = writtenAlternatives(requirement).map(alternativeText)
  const level = requirement.level === 'scopes' ? [] : [requirement.level]
  return [...level, ...written].join(', or ')
}

/** A scope in a requirement's text: in quotes, which no scope name contains, if it could be misread. */
const scopeText = (name: string): string =>
  isLevel(name) || name === '|' || name === '+' || name.startsWith('[') ? `"${name}"` : name

export const alternativeText = ({ scopes, others }: Alternative): string =>
  [...scopes.map(scopeText), ...others.map(otherWayText)].join(' + ')

export function otherWayText(way: OtherWay): string {
  if ('authenticated' in way) return 'authenticated'
  const name = 'other' in way ? way.other : way.scheme
  const text = isLevel(name) ? `"${name}"` : name
  return 'other' in way || way.scopes.length === 0 ? text : `${text}(${way.scopes.join(' ')})`
}

/**
 * The alternatives that are not redundant: A is removed if there is another B ⊆ A. Each is sorted, and so is the list.
 */
export function antichain(sets: readonly (readonly string[])[]): string[][] {
  const distinct = new Map(
    sets.map((set) => [[...new Set(set)].sort().join(' '), [...new Set(set)].sort()]),
  )
  const all = [...distinct.values()]
  const isNeedless = (set: readonly string[]): boolean =>
    all.some((other) => other.length < set.length && other.every((name) => set.includes(name)))
  return all.filter((set) => !isNeedless(set)).sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1))
}

/**
 * The normal form, equal for all requirements that give the same answer for every token: level, minimal alternatives,
 * other ways.
 */
export function normOf(requirement: Requirement): Norm {
  const { level } = requirement
  const others = new Set(otherWays(requirement).map(otherText))
  return {
    level,
    alternatives: level === 'scopes' ? antichain(tokenAlternatives(requirement)) : [],
    others: [...others].sort(byCodeUnit),
  }
}

/** The normal form as text: equal texts always give the same answer, unequal ones do not. */
export const norm = (requirement: Requirement): string => normText(normOf(requirement))
