import { readClaimLine } from '../access/claims.js'
import { comboName } from '../access/combos.js'
import type { Digest } from '../access/digest.js'
import type { Facts, People, RouteKey } from '../access/facts.js'
import { readTrust, type Trust } from '../access/trust.js'
import { type Norm, readNorm } from '../catalog/norm.js'
import type { Parsed } from '../catalog/parse.js'
import { readRouteName } from '../catalog/read-routes.js'
import { conflictMarker } from '../conflict-marker.js'
import { type Location, type Problem, problem } from '../problem.js'
import { isMark, isName, type Token, tokensOf } from '../word.js'

type Sets = Map<string, Set<string>>

type Digested = 'user' | 'client' | 'combo' | 'claim'

/** The facts while being read. */
interface Draft {
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

export interface LockFile {
  readonly facts: Facts
  /** Lines that contradict an earlier line about the same thing, as after a merge of two branches. */
  readonly duplicates: readonly string[]
  /** Written by an earlier version, without lifetimes, claims and thumbprints. */
  readonly older: boolean
}

/** `duplicate`: a second fact about the same thing, or a repeated one; `no`: not a line that scopectl writes. */
type Reading = 'fact' | 'duplicate' | 'no'
/** Reads a line without its first word. */
type Reader = (tokens: readonly Token[], line: string, draft: Draft) => Reading

/**
 * Reads a lock file: order, line ends, comments and repeated lines do not matter. Fails closed: an invalid entry makes
 * the whole lock invalid, since there is no telling what it once said. NOT checked: whether the facts are consistent.
 */
export function parseLock(file: string, text: string): Parsed<LockFile> {
  const draft: Draft = {
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
  }
  const problems: Problem[] = []
  const seen = new Set<string>()
  const duplicates: string[] = []
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '')
    const place: Location = { file, line: i + 1, column: 1, length: line.length || 1, text: line }
    if (conflictMarker(line)) problems.push(problem('lock-conflict', { file }, place))
    else if (line.trim() !== '' && !line.startsWith('#') && !seen.has(line)) {
      seen.add(line)
      const reading = readLine(line, draft)
      if (reading === 'no') problems.push(problem('lock-line', { file }, place))
      if (reading === 'duplicate') duplicates.push(line)
    }
  }
  if (seen.size === 0 && problems.length === 0) problems.push(problem('lock-empty', { file }))
  const conflict = problems.find(({ code }) => code === 'lock-conflict')
  if (conflict) return { ok: false, problems: [conflict], partial: undefined }
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, 1), partial: undefined }
  const { people, digests, keys: _keys, combos: opens, claims: of, ...facts } = draft
  const peopleOf = (kind: 'user' | 'client'): People =>
    digests[kind] ?? { kind: 'names', holds: people[kind] }
  const combos = digests.combo ?? ({ kind: 'names', opens } as const)
  const claims = digests.claim ?? ({ kind: 'names', of } as const)
  const [users, clients] = [peopleOf('user'), peopleOf('client')]
  const all = { ...facts, users, clients, combos, claims, members: undefined }
  const older = [...facts.trust.values()].some((trust) => !trust.has('lifetime'))
  return { ok: true, value: { facts: all, duplicates, older }, notes: [] }
}

function readLine(line: string, draft: Draft): Reading {
  const [head, ...rest] = tokensOf(line) ?? []
  if (!head || head.quoted) return 'no'
  const reader = READERS.get(head.text)
  return reader?.(rest, line, draft) ?? 'no'
}

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'trust',
    (tokens, _line, { trust }) => {
      const read = readTrust(tokens)
      return read ? setOnce(trust, read.profile, read.trust) : 'no'
    },
  ],
  ['scope', ([name, arrow, ...all], _line, { implies }) => hold(implies, name, arrow, '=>', all)],
  [
    'route',
    ([method, template, needs, ...norm], line, draft) => {
      const key = routeOf(method, template, draft)
      const read = isMark(needs, 'needs') ? readNorm(norm, line) : undefined
      return key !== undefined && read ? setOnce(draft.routes, key, read) : 'no'
    },
  ],
  ['role', ([name, has, ...all], _line, { roles }) => hold(roles, name, has, 'has', all)],
  ['user', (tokens, _line, draft) => readPerson('user', tokens, draft)],
  ['client', (tokens, _line, draft) => readPerson('client', tokens, draft)],
  [
    'allow',
    ([row, method, template, ...more], _line, draft) => {
      const key = routeOf(method, template, draft)
      if (!isName(row) || key === undefined || more.length > 0) return 'no'
      return add(draft.allows, row.text, key)
    },
  ],
  [
    'claim',
    (tokens, _line, draft) => {
      if (isMark(tokens[0], '*')) return readDigest('claim', tokens, draft)
      const read = readClaimLine(tokens)
      if (!read) return 'no'
      const claims = draft.claims.get(read.user) ?? new Map<string, string>()
      draft.claims.set(read.user, claims)
      return setOnce(claims, read.claim, read.json)
    },
  ],
  [
    'combo',
    (tokens, _line, draft) => {
      if (isMark(tokens[0], '*')) return readDigest('combo', tokens, draft)
      const [method, template] = tokens.slice(-2)
      const key = routeOf(method, template, draft)
      const roles = tokens.slice(0, -2)
      const right = roles.every((token, i) => (i % 2 === 0 ? isName(token) : isMark(token, '+')))
      if (key === undefined || !right || roles.length < 3 || roles.length % 2 === 0) return 'no'
      const names = roles.filter((_, i) => i % 2 === 0).map(({ text }) => text)
      return add(draft.combos, comboName(names), key)
    },
  ],
])

function setOnce<K, V>(map: Map<K, V>, key: K, value: V): Reading {
  if (map.has(key)) return 'duplicate'
  map.set(key, value)
  return 'fact'
}

function add(sets: Sets, name: string, member: string): Reading {
  sets.set(name, (sets.get(name) ?? new Set()).add(member))
  return 'fact'
}

/** `NAME has a b`, `NAME => a b`; `-` for none. */
function hold(
  sets: Sets,
  name: Token | undefined,
  mark: Token | undefined,
  keyword: string,
  all: readonly Token[],
): Reading {
  if (!isName(name) || !isMark(mark, keyword) || all.length === 0 || !all.every(isName)) {
    return 'no'
  }
  const none = all.length === 1 && isMark(all[0], '-')
  return setOnce(sets, name.text, new Set(none ? [] : all.map(({ text }) => text)))
}

function readPerson(kind: 'user' | 'client', tokens: readonly Token[], draft: Draft): Reading {
  const [name, second, ...all] = tokens
  if (!isMark(name, '*')) return hold(draft.people[kind], name, second, 'has', all)
  return readDigest(kind, tokens, draft)
}

/** `* 1234 sha256:…` */
function readDigest(kind: Digested, tokens: readonly Token[], draft: Draft): Reading {
  const [, second, third] = tokens
  const digest = /^sha256:([0-9a-f]{64})$/.exec(third?.text ?? '')?.[1]
  if (!/^\d{1,9}$/.test(second?.text ?? '') || !digest || tokens.length > 3) return 'no'
  if (draft.digests[kind]) return 'duplicate'
  draft.digests[kind] = { kind: 'digest', count: Number(second?.text), digest }
  return 'fact'
}

function routeOf(
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
