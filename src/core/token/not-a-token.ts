import type { NotAToken } from '../problems/decision.js'
import { normaliseToken } from './compact.js'
import { own } from './found.js'
import type { JsonObject } from './model.js'
import { parseJson } from './strict-json.js'

/** The characters that RFC 6750 §2.1 allows in a bearer token. */
const BEARER = /^[\w.~+/=-]+$/
/** Padding ends a part; `=` before anything else is an assignment: `access_token=…`, `error=…`. */
const ASSIGNMENT = /=[^=.]/
const NUMBER = /^-?\d+\.\d+(?:[eE][+-]?\d+)?$/
/** What people leave around a token when they copy it: a header's name, its scheme, quotes. */
const WRAPPING = /^(?:authorization\s*:\s*)?(?:bearer\s+)?["'`]?/i
/** `{` followed by what may follow it in JSON, in base64url: how every JOSE header begins. */
const HEADER = /^e[yw3]/
/** What programs print when they have no token. Nothing else is repeated: any other word may be a token, however short. */
const NOTHING = /^(?:null|undefined|none|nil|nan|true|false|error(?:[ :][a-z :]{0,24})?)$/i
/** The form of a scope or a name, where a token may have been meant or not. */
const WORD = /^[A-Za-z][A-Za-z_:-]{0,23}$/
/** RFC 6749 §5.2: a code, not free text. */
const ERROR_CODE = /^[a-z][a-z_]{0,39}$/
const TOKEN_MEMBERS = ['access_token', 'id_token', 'token', 'jwt'] as const
/** JSON longer than this is recognised, but not searched for the reason. */
const LONGEST_JSON = 100_000

/**
 * Classifies a text that cannot be a token, not even a damaged one: no dot, JSON, a web page, prose. The step that
 * should have printed a token has failed then, so there is no token to ask about. Undefined for anything shaped like a
 * token (one word with a dot, or anything that begins with an encoded header), which is left for `verify` to refuse.
 */
export function insteadOfToken(text: string): NotAToken | undefined {
  const trimmed = normaliseToken(text).trim()
  if (trimmed === '' || /^bearer$/i.test(trimmed)) return { is: 'empty' }
  if (/^[{["]/.test(trimmed) || NUMBER.test(trimmed)) {
    const json = jsonOf(trimmed)
    if (json || !trimmed.startsWith('"')) return json ?? { is: 'text' }
  }
  if (trimmed.startsWith('<')) return { is: 'markup' }
  if (!trimmed.includes('.')) {
    const text = trimmed.replace(/^bearer\s+/i, '')
    if (NOTHING.test(text)) return { is: 'nothing', text }
    return { is: WORD.test(text) ? 'word' : 'no-dot' }
  }
  const isWord = BEARER.test(trimmed) && !ASSIGNMENT.test(trimmed)
  const isShaped = isWord || HEADER.test(trimmed.replace(WRAPPING, ''))
  return isShaped ? undefined : { is: 'text' }
}

function jsonOf(text: string): NotAToken | undefined {
  if (text.length > LONGEST_JSON) return text.startsWith('"') ? undefined : { is: 'json' }
  const read = parseJson(text)
  if (!read.ok) return undefined
  const { value } = read
  if (typeof value === 'string') return { is: 'quoted' }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { is: 'json' }
  const members = value as JsonObject
  const error = own(members, 'error')
  return {
    is: 'json',
    error: typeof error === 'string' && ERROR_CODE.test(error) ? error : undefined,
    member: TOKEN_MEMBERS.find((name) => typeof own(members, name) === 'string'),
  }
}
