import type { Alternative, ForeignWay, OtherWay, Requirement } from '../catalog/model.js'
import { anyOf, otherWays } from '../catalog/requirement.js'
import { isScopeToken } from '../scope-token.js'
import { isMembers } from './document.js'
import type { Scheme } from './schemes.js'

/** What to know about a `security` list besides its requirement. */
export interface SecurityReading {
  readonly requirement: Requirement
  readonly why: Why | undefined
  /** Names of the catalog's own scopes. */
  readonly scopes: readonly string[]
  /** Names in scope lists that no catalog can declare. */
  readonly badScopes: readonly string[]
  readonly undeclared: readonly string[]
  /** Schemes that are not OAuth2 but have a list. */
  readonly lists: readonly string[]
  /** Schemes that were kept as `{ scheme }`. */
  readonly kept: readonly string[]
}

/** Why a requirement is what it is, if the text alone does not show it. */
export type Why = 'states-none' | 'empty' | 'optional' | 'malformed' | 'unresolved' | 'contradicts'

/** The level chosen for operations without security in the document. */
export const UNSTATED = ['public', 'authenticated', 'undecided'] as const
export type Unstated = (typeof UNSTATED)[number]

export interface SecurityReader {
  readonly schemes: ReadonlyMap<string, Scheme>
  readonly primary: Scheme | undefined
}

const NO_FACTS = { scopes: [], badScopes: [], undeclared: [], lists: [], kept: [] } as const

export const undecided = (why: Why): SecurityReading => ({
  requirement: { level: 'undecided' },
  why,
  ...NO_FACTS,
})

/**
 * Reads a `security` list, an OR of ANDs, as a requirement.
 *
 * Fails closed: anything that is not a list, or names a scheme that could not be read, is `undecided`. `[]` and an
 * empty alternative `{}` are `public`, as the standard says; the reading notes it. Schemes other than the primary one
 * stay in their alternative as ways that no token of the catalog satisfies.
 */
export function readSecurity(security: unknown, reader: SecurityReader): SecurityReading {
  const entries = entriesOf(security)
  if (!entries) return undecided('malformed')
  const names = entries.flatMap((entry) => entry.map(([name]) => name))
  if (names.some((name) => reader.schemes.get(name)?.kind === 'unresolved')) {
    return undecided('unresolved')
  }
  if (entries.length === 0 || entries.some((entry) => entry.length === 0)) {
    const why = entries.length === 0 ? 'empty' : 'optional'
    return { ...NO_FACTS, requirement: { level: 'public' }, why }
  }
  const { primary, schemes } = reader
  const uses = entries.flat()
  const ofPrimary = uses.filter(([name]) => name === primary?.name).flatMap(([, list]) => list)
  const others = uses.filter(([name]) => name !== primary?.name)
  return {
    requirement: combine(entries.map((entry) => alternativeOf(entry, reader))),
    why: undefined,
    scopes: distinct(ofPrimary.filter(isDeclarable)),
    badScopes: distinct(ofPrimary.filter((name) => !isDeclarable(name))),
    undeclared: distinct(others.map(([name]) => name).filter((name) => !schemes.has(name))),
    lists: distinct(
      others
        .filter(([name, list]) => list.length > 0 && schemes.get(name)?.kind !== 'token')
        .map(([name]) => name),
    ),
    kept: distinct(others.map(([name]) => name)),
  }
}

type Entry = readonly (readonly [scheme: string, list: readonly string[]])[]

/** More alternatives than anybody writes on purpose. */
const MOST_ALTERNATIVES = 1000

/** The list as entries, or undefined if it is not a valid list. */
function entriesOf(security: unknown): Entry[] | undefined {
  if (!Array.isArray(security) || security.length > MOST_ALTERNATIVES) return undefined
  const entries: Entry[] = []
  for (const item of security) {
    if (!isMembers(item)) return undefined
    const entry: [string, string[]][] = []
    for (const [name, list] of Object.entries(item)) {
      if (name === '' || !isTexts(list)) return undefined
      entry.push([name, distinct(list)])
    }
    entries.push(entry)
  }
  return entries
}

const isTexts = (list: unknown): list is string[] =>
  Array.isArray(list) && list.every((each) => typeof each === 'string' && each !== '')

function alternativeOf(entry: Entry, { schemes, primary }: SecurityReader): Alternative {
  const ways = entry
    .filter(([name]) => name !== primary?.name)
    .map(([name, list]) => wayOf(name, list, schemes.get(name)))
  const own = entry.find(([name]) => name === primary?.name)
  if (!own) return { scopes: [], others: ways }
  const [name, list] = own
  const bad = list.filter((each) => !isDeclarable(each))
  if (bad.length > 0) {
    return { scopes: list.filter(isDeclarable), others: [{ scheme: name, scopes: bad }, ...ways] }
  }
  if (list.length > 0 || ways.length === 0) return { scopes: list, others: ways }
  // A catalog has `authenticated` only next to schemes; next to a rule in words, the token stays a scheme.
  const isAllowed = ways.every((way) => 'scheme' in way)
  const token: OtherWay = isAllowed ? { authenticated: true } : { scheme: name, scopes: [] }
  return { scopes: [], others: [token, ...ways] }
}

function wayOf(name: string, list: readonly string[], scheme: Scheme | undefined): ForeignWay {
  const means = scheme?.means
  if (means && 'other' in means) return means
  return { scheme: means?.scheme ?? name, scopes: list }
}

/** If any token is enough, alternatives of scopes no longer matter, and are left out; other ways in are kept. */
function combine(alternatives: readonly Alternative[]): Requirement {
  const requirement = anyOf(alternatives)
  if (requirement.level !== 'authenticated') return requirement
  const beside = otherWays(requirement)
  return beside.length === 0 ? { level: 'authenticated' } : { level: 'authenticated', beside }
}

/** Names that none of our files may contain, and YAML's merge key. */
const REFUSED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype', '<<'])

/** Whether a catalog can declare a scope with that name. */
export const isDeclarable = (name: string): boolean =>
  isScopeToken(name) && !name.includes('*') && !REFUSED.has(name)

const distinct = (names: readonly string[]): string[] => [...new Set(names)]
