import { isMap } from '../plain-map.js'
import { isLevel, splitScopes } from '../scope-token.js'

type Way = string | { scheme: string; scopes?: readonly string[] } | { other: string }
/** An OR of ANDs. */
type Ways = readonly (readonly Way[])[]

/** Settings of a route that are not part of its requirement. */
export const BESIDE: ReadonlySet<string> = new Set(['params', 'query', 'body', 'description'])
const ANY = new Set(['any', 'anyof', 'or', 'oneof', 'some'])
const ALL = new Set(['all', 'allof', 'and', 'every'])
const NAMES = new Set(['needs', 'scopes', 'scope', 'requires', 'required', 'permissions'])
const MOST_ALTERNATIVES = 8

/**
 * The forms that an invalid requirement may have been meant as, each a valid value of the route; [] if it cannot be
 * told. Only for hints. Where two readings are possible, as for a bare list, the one that allows less comes first.
 */
export function meantRequirement(value: unknown): unknown[] {
  if (!isMap(value)) return forms(value)
  const beside = Object.entries(value).filter(([key]) => BESIDE.has(key) || key.startsWith('x-'))
  const rest = Object.entries(value).filter(([key]) => !BESIDE.has(key) && !key.startsWith('x-'))
  const isFit = beside.every(([key, each]) => isFitting(key, each))
  if (rest.length === 0 || !isFit) return []
  const isNeeds = rest.length === 1 && rest[0]?.[0] === 'needs'
  const found = forms(isNeeds ? rest[0]?.[1] : Object.fromEntries(rest))
  if (beside.length === 0 && !isNeeds) return found
  return found.map((needs) => ({ needs, ...Object.fromEntries(beside) }))
}

const isFitting = (key: string, value: unknown): boolean =>
  key === 'params' || key === 'query'
    ? isMap(value)
    : key !== 'description' || typeof value === 'string'

function forms(value: unknown): unknown[] {
  const level = levelIn(value)
  if (level !== undefined) return [level]
  const readings = (['all', 'any'] as const).map((list) => read(value, list))
  const written = readings.flatMap((ways) => (ways === undefined ? [] : [write(ways)]))
  return written.filter((form, i) => i === 0 || JSON.stringify(form) !== JSON.stringify(written[0]))
}

/** `[public]`, `{ authenticated: true }` */
function levelIn(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 1 ? levelIn(value[0]) : undefined
  if (isMap(value)) {
    const [[key, flag] = ['', undefined], ...more] = Object.entries(value)
    if (more.length > 0) return undefined
    if (flag === true) return isLevel(key) ? key : undefined
    return ANY.has(key) || ALL.has(key) || NAMES.has(key) ? levelIn(flag) : undefined
  }
  return typeof value === 'string' && isLevel(value.trim()) ? value.trim() : undefined
}

/** @param list what a bare list means; a list inside it means the other. */
function read(value: unknown, list: 'all' | 'any'): Ways | undefined {
  if (typeof value === 'string') {
    const names = splitScopes(value.replaceAll(',', ' '))
    return names.length === 0 || names.some(isLevel) ? undefined : [names]
  }
  if (Array.isArray(value)) {
    const inner = list === 'all' ? 'any' : 'all'
    return value.length === 0
      ? undefined
      : combined(
          value.map((each) => read(each, inner)),
          list,
        )
  }
  if (!isMap(value)) return undefined
  const { scheme, scopes, other, ...rest } = value
  const parts: (Ways | undefined)[] = []
  if (scheme !== undefined) parts.push(schemeWay(scheme, scopes))
  else if (scopes !== undefined) parts.push(read(scopes, list))
  if (other !== undefined)
    parts.push(typeof other === 'string' && other ? [[{ other }]] : undefined)
  for (const [key, each] of Object.entries(rest)) {
    if (key.startsWith('x-')) continue
    const word = key.toLowerCase().replaceAll(/[_-]/g, '')
    if (NAMES.has(word)) parts.push(read(each, list))
    else if (ANY.has(word) || ALL.has(word)) {
      parts.push(read(Array.isArray(each) ? each : [each], ANY.has(word) ? 'any' : 'all'))
    } else return undefined
  }
  return parts.length === 0 ? undefined : combined(parts, 'all')
}

function schemeWay(scheme: unknown, scopes: unknown): Ways | undefined {
  const name = Array.isArray(scheme) && scheme.length === 1 ? scheme[0] : scheme
  const names = typeof scopes === 'string' ? splitScopes(scopes) : scopes
  if (typeof name !== 'string' || name === '') return undefined
  if (names === undefined) return [[{ scheme: name }]]
  const isList = Array.isArray(names) && names.every((each) => typeof each === 'string' && each)
  return isList ? [[{ scheme: name, scopes: names }]] : undefined
}

function combined(parts: readonly (Ways | undefined)[], by: 'all' | 'any'): Ways | undefined {
  let all: Ways = by === 'all' ? [[]] : []
  for (const part of parts) {
    if (part === undefined) return undefined
    all =
      by === 'any'
        ? [...all, ...part]
        : all.flatMap((before) => part.map((more) => [...before, ...more]))
    if (all.length > MOST_ALTERNATIVES) return undefined
  }
  return all
}

function write(ways: Ways): unknown {
  const items = ways.map(writeAll)
  const [only] = items
  if (items.length > 1 || only === undefined) return { any: items }
  return typeof only === 'string' || 'all' in only ? only : { all: [only] }
}

function writeAll(ways: readonly Way[]): string | Way | { all: readonly Way[] } {
  const [only] = ways
  if (only !== undefined && ways.length === 1) return only
  const isScopes = ways.every((way) => typeof way === 'string')
  return isScopes ? ways.join(' ') : { all: ways }
}

const OR = /\s*\|\|?\s*|\s+or\s+/i
const AND = /\s*(?:,|&&?|\+)\s*|\s+and\s+|\s+/i

/**
 * What a text with commas or operators (`read, write`, `read or write`) may have been meant as; undefined if it has none,
 * or is not made of declared scopes. After a comma, anything may follow: a name that is not declared is the next problem.
 * @param isItem it is an item of an `any`, which cannot contain another `any`.
 */
export function meantText(
  text: string,
  declared: ReadonlyMap<string, unknown>,
  isItem: boolean,
): unknown {
  const ways = text
    .trim()
    .replace(/,$/, '')
    .split(OR)
    .map((part) => part.split(AND))
  const names = ways.flat()
  const isKnown = names.every((name) => declared.has(name))
  const hasComma = text.includes(',') && ways.length === 1 && !names.some(isLevel)
  if (names.includes('') || !(isKnown || hasComma)) return undefined
  const form = write(ways)
  return (isItem && typeof form !== 'string') || form === text ? undefined : form
}
