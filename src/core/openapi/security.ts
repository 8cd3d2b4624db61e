import type { Alternative, OtherWay, Requirement } from '../catalog/model.js'
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
  /** An empty alternative was left out, as requested. */
  readonly ignored: boolean
}

/** Why a requirement is what it is, if the text alone does not show it. */
export type Why =
  | 'states-none'
  | 'empty'
  | 'optional'
  | 'malformed'
  | 'unresolved'
  | 'any-token-beside'
  | 'other-token'
  | 'contradicts'

/** The level chosen for operations without security in the document. */
export const UNSTATED = ['public', 'authenticated', 'undecided'] as const
export type Unstated = (typeof UNSTATED)[number]

/** What an empty alternative `{}` next to others means: no token is needed, or nothing. */
export const OPTIONAL = ['public', 'ignore'] as const
export type Optional = (typeof OPTIONAL)[number]

export interface SecurityReader {
  readonly schemes: ReadonlyMap<string, Scheme>
  readonly primary: Scheme | undefined
  readonly optional?: Optional | undefined
}

const NO_FACTS = {
  scopes: [],
  badScopes: [],
  undeclared: [],
  lists: [],
  kept: [],
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
 * alternative next to others is left out; alone, it is still `public`. Schemes other than the primary one
 * stay in their alternative as ways that no token of the catalog satisfies.
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
  const { primary, schemes } = reader
  const uses = entries.flat()
  const ofPrimary = uses.filter(([name]) => name === primary?.name).flatMap(([, list]) => list)
  const others = uses.filter(([name]) => name !== primary?.name)
  const { requirement, why } = combine(
    entries.map((entry) => alternativeOf(entry, reader)),
    reader,
  )
  return {
    requirement,
    why,
    scopes: distinct(ofPrimary.filter(isDeclarable)),
    badScopes: distinct(ofPrimary.filter((name) => !isDeclarable(name))),
    undeclared: distinct(others.map(([name]) => name).filter((name) => !schemes.has(name))),
    lists: distinct(
      others
        .filter(([name, list]) => list.length > 0 && schemes.get(name)?.kind !== 'token')
        .map(([name]) => name),
    ),
    kept: distinct(others.map(([name]) => name)),
    ignored,
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
  const scopes: string[] = []
  const others: OtherWay[] = []
  for (const [name, list] of entry) {
    if (name !== primary?.name) others.push(wayOf(name, list, schemes.get(name)))
    else {
      scopes.push(...list.filter(isDeclarable))
      const bad = list.filter((each) => !isDeclarable(each))
      // Next to another scheme, a token without scopes would disappear from the alternative.
      if (bad.length > 0 || (list.length === 0 && entry.length > 1)) {
        others.push({ scheme: name, scopes: bad })
      }
    }
  }
  return { scopes, others }
}

function wayOf(name: string, list: readonly string[], scheme: Scheme | undefined): OtherWay {
  const means = scheme?.means
  if (means && 'other' in means) return means
  return { scheme: means?.scheme ?? name, scopes: list }
}

/**
 * An alternative that any token satisfies makes all the others with scopes redundant, and covers "any token" of another
 * token scheme. Next to any other way in, though, the catalog cannot express it: it is kept as that scheme, and so is
 * the other way.
 */
function combine(
  alternatives: readonly Alternative[],
  { primary, schemes }: SecurityReader,
): { requirement: Requirement; why: Why | undefined } {
  const isAnyToken = ({ scopes, others }: Alternative): boolean =>
    scopes.length === 0 && others.length === 0
  if (!alternatives.some(isAnyToken)) {
    return { requirement: { level: 'scopes', alternatives }, why: undefined }
  }
  const isOtherToken = (way: OtherWay): boolean =>
    'scheme' in way && way.scopes.length === 0 && schemes.get(way.scheme)?.kind === 'token'
  const beside = alternatives.filter(({ others }) => others.length > 0)
  if (beside.every(({ scopes, others }) => scopes.length === 0 && others.every(isOtherToken))) {
    const why = beside.length > 0 ? 'other-token' : undefined
    return { requirement: { level: 'authenticated' }, why }
  }
  const anyToken = { scopes: [], others: [{ scheme: primary?.name ?? '', scopes: [] }] }
  const kept = alternatives.map((each) => (isAnyToken(each) ? anyToken : each))
  return { requirement: { level: 'scopes', alternatives: kept }, why: 'any-token-beside' }
}

/** Names that none of our files may contain, and YAML's merge key. */
const REFUSED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype', '<<'])

/** Whether a catalog can declare a scope with that name. */
export const isDeclarable = (name: string): boolean =>
  isScopeToken(name) && !name.includes('*') && !REFUSED.has(name)

const distinct = (names: readonly string[]): string[] => [...new Set(names)]
