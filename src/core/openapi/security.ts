import type { Alternative, ForeignWay, OtherWay, Requirement } from '../catalog/model.js'
import { otherText } from '../catalog/norm.js'
import { anyOf, otherWays } from '../catalog/requirement.js'
import { isScopeToken } from '../scope-token.js'
import { type Entry, MOST_ALTERNATIVES, oneOfEach } from './any-of.js'
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
  /** The schemes of the catalog's tokens that are named together, each set once. */
  readonly groups: readonly (readonly string[])[]
  /** An empty alternative was left out, as requested. */
  readonly ignored: boolean
}

/** Why a requirement is what it is, if the text alone does not show it. */
export type Why = 'states-none' | 'empty' | 'optional' | 'malformed' | 'unresolved' | 'contradicts'

/** The level chosen for operations without security in the document. */
export const UNSTATED = ['public', 'authenticated', 'undecided'] as const
export type Unstated = (typeof UNSTATED)[number]

/** What an empty alternative `{}` next to others means: no token is needed, or nothing. */
export const OPTIONAL = ['public', 'ignore'] as const
export type Optional = (typeof OPTIONAL)[number]

export interface SecurityReader {
  readonly schemes: ReadonlyMap<string, Scheme>
  /** The schemes of the catalog's tokens. */
  readonly tokens: readonly Scheme[]
  readonly optional?: Optional | undefined
  /** Whether one scope of a list of the catalog's schemes is enough; the standard means all. */
  readonly anyOf?: boolean | undefined
}

const NO_FACTS = {
  scopes: [],
  badScopes: [],
  undeclared: [],
  lists: [],
  kept: [],
  groups: [],
  ignored: false,
} as const

export const undecided = (why: Why): SecurityReading => ({
  requirement: { level: 'undecided' },
  why,
  ...NO_FACTS,
})

/**
 * Reads a `security` list, an OR of ANDs, as a requirement.
 *
 * Fails closed: anything that is not a list, or names a scheme that could not be read, is `undecided`. `[]` and an
 * empty alternative `{}` are `public`, as the standard says; the reading notes it. With `optional: 'ignore'`, an empty
 * alternative next to others is left out; alone, it is still `public`. A token of the catalog is one of each of the
 * `tokens` schemes, so their scopes add up. With `anyOf`, one scope of each of their lists is enough. Other schemes stay in their alternative as ways that no token of the catalog
 * satisfies.
 */
export function readSecurity(security: unknown, reader: SecurityReader): SecurityReading {
  const written = entriesOf(security)
  if (!written) return undecided('malformed')
  const stated = written.filter((entry) => entry.length > 0)
  const ignored =
    reader.optional === 'ignore' && stated.length > 0 && stated.length < written.length
  const entries = ignored ? stated : written
  const names = entries.flatMap((entry) => entry.map(([name]) => name))
  if (names.some((name) => reader.schemes.get(name)?.kind === 'unresolved')) {
    return undecided('unresolved')
  }
  if (entries.length === 0 || entries.some((entry) => entry.length === 0)) {
    const why = entries.length === 0 ? 'empty' : 'optional'
    return { ...NO_FACTS, requirement: { level: 'public' }, why }
  }
  const { tokens, schemes } = reader
  const isOwn = ([name]: Entry[number]): boolean => tokens.some((scheme) => scheme.name === name)
  const uses = entries.flat()
  const own = uses.filter(isOwn).flatMap(([, list]) => list)
  const others = uses.filter((use) => !isOwn(use))
  const read = reader.anyOf ? withChoices(entries, reader) : entries
  if (!read) return undecided('malformed')
  return {
    requirement: combine(read.map((entry) => alternativeOf(entry, isOwn, schemes))),
    why: undefined,
    scopes: distinct(own.filter(isDeclarable)),
    badScopes: distinct(own.filter((name) => !isDeclarable(name))),
    undeclared: distinct(others.map(([name]) => name).filter((name) => !schemes.has(name))),
    lists: distinct(
      others
        .filter(([name, list]) => list.length > 0 && schemes.get(name)?.kind !== 'token')
        .map(([name]) => name),
    ),
    kept: distinct(others.map(([name]) => name)),
    groups: groupsOf(entries.map((entry) => entry.filter(isOwn).map(([name]) => name))),
    ignored,
  }
}

/** The entries with one for each scope that is enough; undefined if there are too many. */
function withChoices(entries: readonly Entry[], { tokens }: SecurityReader): Entry[] | undefined {
  const split = new Set(tokens.filter(({ listsAll }) => !listsAll).map(({ name }) => name))
  const choices: Entry[] = []
  for (const entry of entries) {
    const all = oneOfEach(entry, ([name]) => split.has(name))
    if (!all || choices.length + all.length > MOST_ALTERNATIVES) return undefined
    choices.push(...all)
  }
  return choices
}

function groupsOf(named: readonly (readonly string[])[]): (readonly string[])[] {
  const groups = new Map(named.map((names) => [[...names].sort().join('\n'), names]))
  return [...groups.values()].filter(({ length }) => length > 0)
}

/** A `security` list as entries, or undefined if it is not a valid list. */
export function entriesOf(security: unknown): Entry[] | undefined {
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

function alternativeOf(
  entry: Entry,
  isOwn: (use: Entry[number]) => boolean,
  schemes: ReadonlyMap<string, Scheme>,
): Alternative {
  const own = entry.filter(isOwn)
  const ways = entry
    .filter((use) => !isOwn(use))
    .map(([name, list]) => wayOf(name, list, schemes.get(name)))
  const [first] = own
  if (!first) return { scopes: [], others: ways }
  const scopes = distinct(own.flatMap(([, list]) => list.filter(isDeclarable)))
  const bad = own.flatMap(([name, list]): ForeignWay[] => {
    const names = list.filter((each) => !isDeclarable(each))
    return names.length === 0 ? [] : [{ scheme: name, scopes: names }]
  })
  if (bad.length > 0) return { scopes, others: [...bad, ...ways] }
  if (scopes.length > 0 || ways.length === 0) return { scopes, others: ways }
  // A catalog has `authenticated` only next to schemes; next to a rule in words, the token stays a scheme.
  const isAllowed = ways.every((way) => 'scheme' in way)
  const token: OtherWay = isAllowed ? { authenticated: true } : { scheme: first[0], scopes: [] }
  return { scopes: [], others: [token, ...ways] }
}

function wayOf(name: string, list: readonly string[], scheme: Scheme | undefined): ForeignWay {
  const means = scheme?.means
  if (means && 'other' in means) return means
  return { scheme: means?.scheme ?? name, scopes: list }
}

/**
 * Equal alternatives become one. If any token is enough, alternatives of scopes no longer matter, and are left out; other
 * ways in are kept.
 */
function combine(alternatives: readonly Alternative[]): Requirement {
  const different = new Map(alternatives.map((each) => [otherText(each), each]))
  const requirement = anyOf([...different.values()])
  if (requirement.level !== 'authenticated') return requirement
  const beside = otherWays(requirement)
  return beside.length === 0 ? { level: 'authenticated' } : { level: 'authenticated', beside }
}

/** Names that none of our files may contain, and YAML's merge key. */
const REFUSED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype', '<<'])

/** Whether a catalog can declare a scope with that name. */
export const isDeclarable = (name: string): boolean => isScopeToken(name) && !REFUSED.has(name)

const distinct = (names: readonly string[]): string[] => [...new Set(names)]
