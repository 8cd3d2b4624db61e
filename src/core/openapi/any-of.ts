import { own } from './document.js'
import type { Operation } from './operations.js'
import type { Scheme } from './schemes.js'

// Some vendors list scopes of which one is enough, where OpenAPI means all of them: a legacy scope beside its
// replacement (Figma), a scope beside its read-only form (eBay).

/** The schemes of one entry of a `security` list, each with its scopes. */
export type Entry = readonly (readonly [scheme: string, list: readonly string[]])[]

/** More alternatives than anybody writes on purpose. */
export const MOST_ALTERNATIVES = 1000

/**
 * An entry as one entry for each way to name one scope of each list that `isSplit` accepts. Equal lists are one list: two
 * flows of one issuer name the same scopes.
 *
 * @returns undefined if there are too many
 */
export function oneOfEach(
  entry: Entry,
  isSplit: (use: Entry[number]) => boolean,
): Entry[] | undefined {
  const lists = new Map<string, readonly string[]>()
  for (const use of entry) {
    const key = keyOf(use[1])
    if (isSplit(use) && use[1].length > 1 && !lists.has(key)) lists.set(key, use[1])
  }
  let choices: ReadonlyMap<string, string>[] = [new Map()]
  for (const [key, list] of lists) {
    if (choices.length * list.length > MOST_ALTERNATIVES) return undefined
    choices = choices.flatMap((chosen) => list.map((name) => new Map([...chosen, [key, name]])))
  }
  return choices.map((chosen) =>
    entry.map((use) => {
      const name = isSplit(use) ? chosen.get(keyOf(use[1])) : undefined
      return name === undefined ? use : ([use[0], [name]] as const)
    }),
  )
}

const keyOf = (list: readonly string[]): string => JSON.stringify([...list].sort())

/** Two scopes that an operation lists together although one of them seems to be enough. */
export type Pair = readonly [string, string]

export interface Listed {
  /** Whether it lists several of the catalog's scopes at all. */
  readonly several: boolean
  readonly pair: Pair | undefined
}

/**
 * Reads whether an operation lists several of the catalog's scopes, and whether one of them seems to be enough. Only
 * proposed to the user, never assumed. Operations that share a list are compared once.
 */
export function listingOf(tokens: readonly Scheme[]): (operation: Operation) => Listed {
  const known = { read: new Map<unknown, Listed>(), other: new Map<unknown, Listed>() }
  return ({ security, method }) => {
    const isRead = method === 'GET' || method === 'HEAD'
    const cache = isRead ? known.read : known.other
    const listed = cache.get(security?.value) ?? listedIn(security?.value, tokens, isRead)
    cache.set(security?.value, listed)
    return listed
  }
}

function listedIn(security: unknown, tokens: readonly Scheme[], isRead: boolean): Listed {
  const lists = (Array.isArray(security) ? security : []).flatMap((entry: unknown) =>
    tokens.flatMap(({ name, scopes, listsAll }) => {
      const list = own(entry, name)
      const names = Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
      return listsAll ? [] : [{ names: [...new Set(names)], scopes }]
    }),
  )
  const several = lists.filter(({ names }) => names.length > 1)
  const pairs = several.map(({ names, scopes }) =>
    names.length > MOST_NAMES ? undefined : pairIn(names, scopes, isRead),
  )
  return { several: several.length > 0, pair: pairs.find((pair) => pair !== undefined) }
}

/** Lists that are longer are not compared, as every pair would be. */
const MOST_NAMES = 50

function pairIn(
  names: readonly string[],
  scopes: Scheme['scopes'],
  isRead: boolean,
): Pair | undefined {
  const isLegacy = (name: string): boolean => LEGACY.test(scopes.get(name) ?? '')
  const [legacy, current] = [names.find(isLegacy), names.find((name) => !isLegacy(name))]
  if (legacy !== undefined && current !== undefined) return [current, legacy]
  for (const a of names) {
    for (const b of names) {
      if (a !== b && (includes(a, b) || (isRead && isReadAndWrite(a, b)))) return [a, b]
    }
  }
  return undefined
}

/** In the scope's description. */
const LEGACY = /\b(?:deprecated|legacy)\b/i

/** `sell.account` and `sell.account.readonly`, `repository` and `repository:admin`: one is a part of the other. */
const includes = (a: string, b: string): boolean =>
  b.startsWith(a) && /^[.:/]/.test(b.slice(a.length))

/** `clinical:read` and `clinical:write`, `read_x` and `write_x`: a request that only reads needs no write scope. */
function isReadAndWrite(a: string, b: string): boolean {
  const [stem, other] = [stemOf(a, READ), stemOf(b, WRITE)]
  return stem !== undefined && stem === other
}

const READ = /(?:^|(?<=[._:/-]))(?:read|readonly|read_only|view)(?=$|[._:/-])/i
const WRITE = /(?:^|(?<=[._:/-]))(?:write|read_write|edit|modify|manage)(?=$|[._:/-])/i

const stemOf = (name: string, verb: RegExp): string | undefined =>
  verb.test(name) ? name.replace(verb, '') : undefined
