import { decodeBase64url, decodeUtf8 } from '../token/base64url.js'
import type { Json, JsonObject } from '../token/model.js'
import { parseJson } from '../token/strict-json.js'
import type { Condition } from './conditions.js'

/** A token as the most lenient server reads it, and what a stricter one would object to in its form. */
export interface LooseToken {
  readonly found: ReadonlySet<Condition>
  /** The parts as sent, and the bytes of the signature. */
  readonly head: string
  readonly body: string
  readonly signature: Uint8Array
  /** Empty if it cannot be read, which is among the conditions. */
  readonly header: JsonObject
  readonly claims: JsonObject
}

/** What some servers judge differently in a signature. */
const IN_SIGNATURE = {
  'malformed/padding': 'malformed/padding-in-signature',
  'malformed/loose-bits': 'malformed/loose-bits-in-signature',
  'malformed/alphabet': 'malformed/alphabet-in-signature',
  'malformed/length': 'malformed/length-in-signature',
  'malformed/junk': 'malformed/junk-in-signature',
} as const

/** Reads anything: base64 in any alphabet, with padding and junk; JSON as JavaScript and Python read it. */
export function readLoose(text: string): LooseToken {
  const parts = text.split('.')
  const [head = '', body = '', tail = ''] = parts
  const found = new Set<Condition>()
  if (text.includes(' ')) found.add('malformed/space')
  if (parts.length !== 3) {
    found.add(parts.length === 5 ? 'malformed/five-parts' : 'malformed/parts')
  }
  const header = readObject(head, found, 'header')
  const claims = readObject(body, found, 'payload')
  if (tail === '') found.add('bad-signature/missing')
  for (const flaw of flawsOf(tail)) {
    found.add(IN_SIGNATURE[flaw as keyof typeof IN_SIGNATURE] ?? flaw)
  }
  return { found, head, body, signature: looseBytes(tail), header, claims }
}

function readObject(part: string, found: Set<Condition>, name: 'header' | 'payload'): JsonObject {
  for (const flaw of flawsOf(part)) found.add(flaw)
  const bytes = looseBytes(part)
  const strict = decodeUtf8(bytes)
  if (strict === undefined) found.add('malformed/utf8')
  // This removes a U+FEFF, and replaces what is not UTF-8.
  const text = new TextDecoder().decode(bytes)
  if (strict?.startsWith('\uFEFF')) found.add('malformed/bom')
  const value = readJson(text, found)
  if (value === undefined) found.add(`malformed/${name}`)
  else if (!isObject(value)) found.add(`malformed/${name}-type`)
  return isObject(value) ? value : {}
}

/** As JavaScript and Python read it: the last of duplicate names is used, and NaN and Infinity are numbers. */
function readJson(text: string, found: Set<Condition>): Json | undefined {
  const strict = parseJson(text)
  if (strict.ok) return strict.value
  const { what } = strict.flaw
  if (what === 'duplicate') found.add('malformed/duplicate-name')
  if (what === 'number') found.add('malformed/number')
  if (what === 'surrogate') found.add('malformed/surrogate')
  const plain = parsed(text)
  if (plain !== undefined) return plain
  const numbers = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (match) =>
    match.startsWith('"') ? match : '1e999',
  )
  const value = parsed(numbers)
  if (value !== undefined) found.add('malformed/nan')
  return value
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** What a strict reader objects to in base64url. */
function flawsOf(part: string): Condition[] {
  const bare = /^([A-Za-z0-9_-]*)={1,2}$/.exec(part)?.[1]
  const isPadded = bare !== undefined && part.length % 4 === 0
  const flaw = decodeBase64url(isPadded ? bare : part)
  const flaws: Condition[] = isPadded ? ['malformed/padding'] : []
  if (typeof flaw !== 'string') return flaws
  if (flaw === 'loose-bits') return [...flaws, 'malformed/loose-bits']
  if (flaw === 'length') return [...flaws, 'malformed/length']
  const isOther = flaw === 'alphabet' && /^[A-Za-z0-9_+/-]*$/.test(part)
  return [...flaws, isOther ? 'malformed/alphabet' : 'malformed/junk']
}

/** Like Node's Buffer, reads both base64 alphabets and skips any other character. */
function looseBytes(part: string): Uint8Array {
  const plain = part
    .replaceAll('-', '+')
    .replaceAll('_', '/')
    .replace(/[^A-Za-z0-9+/]/g, '')
  const whole = plain.length % 4 === 1 ? plain.slice(0, -1) : plain
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0))
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
