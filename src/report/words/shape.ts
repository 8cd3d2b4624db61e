import { flowText } from '../../core/flow-text.js'
import { nearest } from '../../core/nearest.js'
import type { CatalogProblems } from '../../core/problems/catalog.js'
import { didYouMean, list, quote, type Sentence } from './words.js'

const EMPTY_HINT = 'empty is not the same as the default: set a value, or remove the key'
export const DURATION_HINT = 'use a duration like 30s, 15m, 1h30m or 7d'
const REQUIREMENT_HINT =
  'a requirement is scopes, `authenticated`, `public`, `undecided`, or `any:` or `all:` with a list: scopectl help requirements'

/** A setting that does not exist. */
export function unknownKey({
  key,
  suggestion,
  names,
  meant,
}: CatalogProblems['unknown-key']): Sentence {
  return {
    says: `unknown setting ${quote(key)}`,
    hint: meantHint(meant) ?? didYouMean(suggestion) ?? settings(names),
  }
}

/** The whole value in a valid form. A bare list has two readings, first the one that allows less. */
export function meantHint(meant: readonly string[] | undefined): string | undefined {
  const [first, second] = meant ?? []
  if (first === undefined) return undefined
  return second === undefined
    ? `write ${quote(first)}`
    : `if all of them are needed, write ${quote(first)}; if one is enough, ${quote(second)}`
}

type WrongShape = CatalogProblems['wrong-shape']

/** A value of the wrong type, or an empty one: what was expected, what was found, and what to write. */
export function wrongShape({ key, expected, received, keys, meant }: WrongShape) {
  const what = key === '' ? 'the file' : quote(key)
  const form = meantHint(meant) ?? (meant && REQUIREMENT_HINT)
  if (expected === '!0' || expected === '>=1')
    return { says: `${what} is empty`, hint: form ?? EMPTY_HINT }
  const kinds = expected.replace(/^\(|\)$/g, '').split(' | ')
  const names = [...new Set(kinds)]
  if (names.length > MANY) return unknownValue(what, names, received)
  const types = names.map((kind) => KINDS[kind] ?? literal(kind))
  const last = types.pop() ?? ''
  const says = `${what} must be ${types.length === 0 ? last : `${types.join(', ')} or ${last}`}: found ${found(received)}`
  const hint = received === 'null' ? undoHint(key) : shapeHint(key, kinds, received, keys)
  return { says, hint: form ?? hint }
}

/** More choices than a sentence can list before it says what is wrong. */
const MANY = 20

function unknownValue(what: string, kinds: readonly string[], received: string): Sentence {
  const bare = (text: string): string => text.replace(/^"|"$/g, '')
  const choices = kinds.map(bare)
  const hint = didYouMean(nearest(bare(received), choices)) ?? `use one of ${list(choices)}`
  return {
    says: `${what} is not one of the ${choices.length} known values: found ${found(received)}`,
    hint,
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'a map',
}

const literal = (text: string): string => quote(text.replace(/^"|"$/g, ''))

function found(received: string): string {
  if (received === 'null') return 'nothing'
  if (/^-?\d/.test(received) || received === 'NaN') return `the number ${received}`
  return KINDS[received] ?? literal(received)
}

function shapeHint(
  key: string,
  kinds: readonly string[],
  received: string,
  keys: readonly string[],
): string | undefined {
  const takesText = kinds.includes('string')
  if (kinds.includes('boolean')) return truthHint(received)
  if (takesText && /^(-?\d|true$|false$|NaN$)/.test(received))
    return key.endsWith('.lifetime') ? DURATION_HINT : `write it as text: ${quote(`"${received}"`)}`
  if (takesText && received === 'Array') return 'write one value, without brackets'
  if (received === 'Object' && keys.length > 0) return `this map takes ${list([...new Set(keys)])}`
  if (received.startsWith('"') && kinds.includes('Array')) {
    const names = received.slice(1, -1).split(/[\s,]+/)
    return `write it as a list: ${quote(flowText(names.filter(Boolean), false))}`
  }
  return undefined
}

/** YAML 1.1 had more words for these than YAML 1.2, and in quotes they are text in both. */
function truthHint(received: string): string {
  const word = received.replace(/^"|"$/g, '').toLowerCase()
  if (/^(?:true|yes|on|y|1)$/.test(word)) return 'write `true`, without quotes'
  return /^(?:false|no|off|n|0)$/.test(word)
    ? 'write `false`, without quotes'
    : 'write `true` or `false`'
}

/** The settings allowed here; a map of names (roles, scopes) has none. */
function settings(names: readonly string[]): string {
  const own = 'use keys that start with `x-` for your own notes'
  return names.length === 0 ? own : `valid settings: ${list(names, 'and')}; ${own}`
}

/** In a profile, removing the key brings back what `token:` sets. */
function undoHint(key: string): string {
  const undone = /^profiles\..*\.(issuer|audience|role_claim)$/s.exec(key)?.[1]
  return undone === undefined
    ? EMPTY_HINT
    : `set a value, or remove the key; to undo what \`token:\` sets, write \`${undone}: none\``
}
