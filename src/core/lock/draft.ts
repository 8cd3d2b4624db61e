import type { Digest } from '../access/digest.js'
import type { RouteKey } from '../access/facts.js'
import type { Trust } from '../access/trust.js'
import type { Norm } from '../catalog/norm.js'
import { readRouteName } from '../catalog/read-routes.js'
import type { Location } from '../problem.js'
import { isMark, isName, type Token } from '../word.js'

export type Sets = Map<string, Set<string>>

export type Digested = 'user' | 'client' | 'combo' | 'claim'

/** The facts while being read. */
export interface Draft {
  readonly trust: Map<string | undefined, Trust>
  readonly implies: Sets
  readonly routes: Map<RouteKey, Norm>
  readonly names: Map<RouteKey, string>
  /** Keys by the route as written: most lines name a route that was named before. */
  readonly keys: Map<string, RouteKey>
  readonly roles: Sets
  readonly allows: Sets
  readonly combos: Sets
  readonly claims: Map<string, Map<string, string>>
  readonly people: Record<'user' | 'client', Sets>
  readonly digests: Partial<Record<Digested, Digest>>
}

export const newDraft = (): Draft => ({
  trust: new Map(),
  implies: new Map(),
  routes: new Map(),
  names: new Map(),
  keys: new Map(),
  roles: new Map(),
  allows: new Map(),
  combos: new Map(),
  claims: new Map(),
  people: { user: new Map(), client: new Map() },
  digests: {},
})

/** `duplicate`: a second fact about the same thing, or a repeated one; `no`: not a line that scopectl writes. */
export type Reading = 'fact' | 'duplicate' | 'no'
/** Reads a line without its first word. */
export type Reader<D extends Draft = Draft> = (
  tokens: readonly Token[],
  line: string,
  draft: D,
  at: Location,
) => Reading

export function setOnce<K, V>(map: Map<K, V>, key: K, value: V): Reading {
  if (map.has(key)) return 'duplicate'
  map.set(key, value)
  return 'fact'
}

export function add(sets: Sets, name: string, member: string): Reading {
  const set = sets.get(name) ?? new Set()
  sets.set(name, set.add(member))
  return 'fact'
}

export function addAll(sets: Sets, name: string, members: readonly string[]): void {
  const set = sets.get(name) ?? new Set()
  sets.set(name, set)
  for (const member of members) set.add(member)
}

/** `a b`, or `-` for none; undefined for anything else. */
export function readSet(all: readonly Token[]): Set<string> | undefined {
  if (all.length === 0 || !all.every(isName)) return undefined
  const none = all.length === 1 && isMark(all[0], '-')
  return new Set(none ? [] : all.map(({ text }) => text))
}

/** Reads `* 1234 sha256:…` as the digest of all entries of this kind, and anything else with `reader`. */
export const digestOr =
  <D extends Draft>(kind: Digested, reader: Reader<D>): Reader<D> =>
  (tokens, line, draft, at) =>
    isMark(tokens[0], '*') ? readDigest(kind, tokens, draft) : reader(tokens, line, draft, at)

function readDigest(kind: Digested, tokens: readonly Token[], draft: Draft): Reading {
  const [, second, third] = tokens
  const digest = /^sha256:([0-9a-f]{64})$/.exec(third?.text ?? '')?.[1]
  if (!/^\d{1,9}$/.test(second?.text ?? '') || !digest || tokens.length > 3) return 'no'
  if (draft.digests[kind]) return 'duplicate'
  draft.digests[kind] = { kind: 'digest', count: Number(second?.text), digest }
  return 'fact'
}

export function routeOf(
  method: Token | undefined,
  template: Token | undefined,
  { names, keys }: Draft,
): RouteKey | undefined {
  if (!isName(method) || !isName(template)) return undefined
  const name = `${method.text} ${template.text}`
  const known = keys.get(name)
  if (known !== undefined) return known
  const read = readRouteName(name)
  if ('why' in read) return undefined
  const key = `${read.method} ${read.pattern.shape}`
  if (!names.has(key)) names.set(key, name)
  keys.set(name, key)
  return key
}
