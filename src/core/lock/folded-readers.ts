import { comboName } from '../access/combos.js'
import { normText, readNorm } from '../catalog/norm.js'
import { isMark, isName, type Token } from '../word.js'
import type { Count } from './counts.js'
import {
  digestOr,
  type Reader,
  type Reading,
  readSet,
  routeOf,
  type Sets,
  setOnce,
} from './draft.js'
import type { FoldedDraft, Row } from './folded-draft.js'
import { FOLDED_LINE } from './form.js'
import { COMMON_READERS } from './line-readers.js'

/** The entries of a folded lock, by their first word; every other one begins with a method. */
export const FOLDED_READERS: ReadonlyMap<string, Reader<FoldedDraft>> = new Map<
  string,
  Reader<FoldedDraft>
>([
  ...COMMON_READERS,
  ['form', (_tokens, line) => (line === FOLDED_LINE ? 'fact' : 'no')],
  ['role', (tokens, _line, { roles }) => holdAll(roles, tokens)],
  ['user', digestOr('user', (tokens, _line, { people }) => holdAll(people.user, tokens))],
  ['client', digestOr('client', (tokens, _line, { people }) => holdAll(people.client, tokens))],
  ['combo', digestOr('combo', () => 'no')],
  ['group', readGroup],
  ['folder', readFolder],
])

/** `GET /items/ needs read`, `GET /users/{id} (k3f9a2b1)`. */
export const readMember: Reader<FoldedDraft> = ([method, template, ...rest], line, draft, at) => {
  const key = routeOf(method, template, draft)
  if (key === undefined) return 'no'
  const [mark, ...norm] = rest
  const named = readName(rest)
  const inline = isMark(mark, 'needs') ? readNorm(norm, line) : undefined
  const group = named?.rest.length === 0 ? named.name : inline && normText(inline)
  return group === undefined ? 'no' : setOnce(draft.members, key, { group, at })
}

/** `(k3f9a2b1)`, and what follows it. */
function readName([open, name, close, ...rest]: readonly Token[]):
  | { readonly name: string; readonly rest: readonly Token[] }
  | undefined {
  const right = isMark(open, '(') && isMark(close, ')') && /^[0-9a-v]{8}$/.test(name?.text ?? '')
  return right && name && !name.quoted ? { name: `(${name.text})`, rest } : undefined
}

/** `[(NAME)] 12 routes ~… allow editor a+b needs read | write` */
function readGroup(
  tokens: readonly Token[],
  line: string,
  { groups }: FoldedDraft,
  at: Count['at'],
): Reading {
  const named = readName(tokens)
  const counted = readCount(named?.rest ?? tokens, at)
  if (!counted || !isMark(counted.rest[0], 'allow')) return 'no'
  const needs = counted.rest.findIndex((_, i) => isNeeds(counted.rest, i))
  const rows = needs === -1 ? undefined : readRows(counted.rest.slice(1, needs))
  const norm = readNorm(counted.rest.slice(needs + 1), line)
  if (!rows || !norm) return 'no'
  const text = normText(norm)
  const name = named?.name ?? text
  const other = groups.get(name)
  if (!other) {
    groups.set(name, { norm, rows, counts: [counted.count] })
    return 'fact'
  }
  other.counts.push(counted.count)
  return normText(other.norm) === text && rowsText(other.rows) === rowsText(rows)
    ? 'fact'
    : 'duplicate'
}

const rowsText = (rows: readonly Row[]): string =>
  JSON.stringify(rows.map(({ name, isCombo }) => `${isCombo} ${name}`).sort())

/** The word `needs`, and not a role of that name in a combo. */
const isNeeds = (tokens: readonly Token[], i: number): boolean =>
  isMark(tokens[i], 'needs') && !isMark(tokens[i + 1], '+') && !isMark(tokens[i - 1], '+')

/** Rows and combos (`a+b`), or `-` for none. */
function readRows(tokens: readonly Token[]): Row[] | undefined {
  if (tokens.length === 1 && isMark(tokens[0], '-')) return []
  const rows: string[][] = []
  for (const [i, token] of tokens.entries()) {
    if (isMark(token, '+')) {
      if (!isName(tokens[i - 1]) || !isName(tokens[i + 1])) return undefined
    } else if (!isName(token) || isMark(token, '-')) return undefined
    else if (isMark(tokens[i - 1], '+')) rows.at(-1)?.push(token.text)
    else rows.push([token.text])
  }
  if (rows.length === 0) return undefined
  return rows.map((names) =>
    names.length > 1
      ? { name: comboName(names), isCombo: true }
      : { name: names[0] ?? '', isCombo: false },
  )
}

/** `NAME 12 routes ~… 3 public 9 scoped` */
function readFolder(
  [folder, ...tokens]: readonly Token[],
  _line: string,
  { folders }: FoldedDraft,
  at: Count['at'],
): Reading {
  const counted = readCount(tokens, at)
  if (!isName(folder) || !counted || counted.rest.some((token) => token.quoted)) return 'no'
  const levels = counted.rest.map(({ text }) => text).join(' ')
  const lines = folders.get(folder.text) ?? []
  folders.set(folder.text, lines)
  lines.push({ ...counted.count, levels })
  return 'fact'
}

/** `12 routes ~…`, and what follows it. */
function readCount(
  [count, routes, check, ...rest]: readonly Token[],
  at: Count['at'],
): { readonly count: Count; readonly rest: readonly Token[] } | undefined {
  const [number, value] = [count?.text ?? '', check?.text ?? '']
  const word = number === '1' ? 'route' : 'routes'
  if (!/^[1-9]\d{0,8}$/.test(number) || !isMark(routes, word)) return undefined
  if (!/^~[0-9a-v]{12}$/.test(value)) return undefined
  return { count: { count: Number(number), check: value.slice(1), at }, rest }
}

/** `alice bob has read write`: a name can be in several lines after a merge, as long as they say the same. */
function holdAll(sets: Sets, tokens: readonly Token[]): Reading {
  const has = tokens.findIndex((token) => isMark(token, 'has'))
  const names = has === -1 ? [] : tokens.slice(0, has)
  const held = readSet(tokens.slice(has + 1))
  if (names.length === 0 || !names.every(isName) || !held) return 'no'
  let reading: Reading = 'fact'
  for (const { text } of names) {
    const other = sets.get(text)
    if (!other) sets.set(text, held)
    else if (other.size !== held.size || [...other].some((each) => !held.has(each)))
      reading = 'duplicate'
  }
  return reading
}
