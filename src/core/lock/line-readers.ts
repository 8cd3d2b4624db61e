import { readClaimLine } from '../access/claims.js'
import { comboName } from '../access/combos.js'
import { readTrust } from '../access/trust.js'
import { readNorm } from '../catalog/norm.js'
import { isMark, isName, type Token } from '../word.js'
import {
  add,
  digestOr,
  type Reader,
  type Reading,
  readSet,
  routeOf,
  type Sets,
  setOnce,
} from './draft.js'

/** The entries that are written the same in both forms, by their first word. */
export const COMMON_READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'trust',
    (tokens, _line, { trust }) => {
      const read = readTrust(tokens)
      return read ? setOnce(trust, read.profile, read.trust) : 'no'
    },
  ],
  ['scope', (tokens, _line, { implies }) => hold(implies, '=>', tokens)],
  [
    'claim',
    digestOr('claim', (tokens, _line, draft) => {
      const read = readClaimLine(tokens)
      if (!read) return 'no'
      const claims = draft.claims.get(read.user) ?? new Map<string, string>()
      draft.claims.set(read.user, claims)
      return setOnce(claims, read.claim, read.json)
    }),
  ],
])

/** One fact per line. */
export const LINE_READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...COMMON_READERS,
  [
    'route',
    ([method, template, needs, ...norm], line, draft) => {
      const key = routeOf(method, template, draft)
      const read = isMark(needs, 'needs') ? readNorm(norm, line) : undefined
      return key !== undefined && read ? setOnce(draft.routes, key, read) : 'no'
    },
  ],
  ['role', (tokens, _line, { roles }) => hold(roles, 'has', tokens)],
  ['user', digestOr('user', (tokens, _line, { people }) => hold(people.user, 'has', tokens))],
  ['client', digestOr('client', (tokens, _line, { people }) => hold(people.client, 'has', tokens))],
  [
    'allow',
    ([row, method, template, ...more], _line, draft) => {
      const key = routeOf(method, template, draft)
      if (!isName(row) || key === undefined || more.length > 0) return 'no'
      return add(draft.allows, row.text, key)
    },
  ],
  [
    'combo',
    digestOr('combo', (tokens, _line, draft) => {
      const [method, template] = tokens.slice(-2)
      const key = routeOf(method, template, draft)
      const roles = tokens.slice(0, -2)
      const right = roles.every((token, i) => (i % 2 === 0 ? isName(token) : isMark(token, '+')))
      if (key === undefined || !right || roles.length < 3 || roles.length % 2 === 0) return 'no'
      const names = roles.filter((_, i) => i % 2 === 0).map(({ text }) => text)
      return add(draft.combos, comboName(names), key)
    }),
  ],
])

/** `NAME has a b`, `NAME => a b`; `-` for none. */
function hold(sets: Sets, keyword: string, [name, mark, ...all]: readonly Token[]): Reading {
  const held = readSet(all)
  if (!isName(name) || !isMark(mark, keyword) || !held) return 'no'
  return setOnce(sets, name.text, held)
}
