import { type Problem, problem } from '../problem.js'
import type { Part } from '../problems/token.js'
import { decodeBase64url, decodeUtf8, encodingFlaw } from './base64url.js'
import { foundIn } from './found.js'
import type { DecodedToken, JsonObject } from './model.js'
import { parseJson, parseWritten } from './strict-json.js'
import type { WrittenObject } from './written-number.js'

/** The longest token that is read, in characters; headers and claims may nest up to strict-json's MAX_DEPTH. */
export const MAX_TOKEN_LENGTH = 256 * 1024

export type CompactResult =
  | { readonly ok: true; readonly token: DecodedToken }
  | { readonly ok: false; readonly detail: Problem }

/**
 * Reads a JWS in compact serialization (RFC 7515 §7.1) in its one strict form: at most MAX_TOKEN_LENGTH characters,
 * three parts of exact base64url, and a strict JSON object each as header and payload (RFC 7519 §7.2). Anything else is
 * classified by what it looks like (a JWE, the JSON serialization, a quoted token, …); encrypted tokens are out of
 * scope, nothing is decrypted or inflated.
 *
 * NOT checked: the signature, which may be empty, and what header and claims say. Nothing is stripped, see
 * `normaliseToken`.
 */
export function readCompact(text: string): CompactResult {
  if (text === '') return malformed(problem('token-empty', {}))
  if (text.length > MAX_TOKEN_LENGTH) {
    return malformed(problem('token-too-long', { length: text.length, limit: MAX_TOKEN_LENGTH }))
  }
  const parts = text.split('.')
  const otherForm = looksLike(text, parts)
  if (otherForm)
    return malformed(problem('token-form', { looksLike: otherForm, parts: parts.length }))
  const [head = '', body = '', tail = ''] = parts
  const header = readObject('header', head)
  if (!header.ok) return header
  const claims = readObject('payload', body)
  if (!claims.ok) return claims
  const written =
    header.written === header.value && claims.written === claims.value
      ? {}
      : { written: { header: header.written, claims: claims.written } }
  const flaw = encodingFlaw(tail)
  if (flaw) return malformed(problem('token-part-encoding', { part: 'signature', what: flaw }))
  return {
    ok: true,
    token: { raw: text, header: header.value, claims: claims.value, ...written },
  }
}

/** Strips what copying adds (one leading U+FEFF, one `Bearer ` and one final LF or CRLF) and nothing else. */
export function normaliseToken(text: string): string {
  let start = text.startsWith('\uFEFF') ? 1 : 0
  if (text.startsWith('Bearer ', start)) start += 'Bearer '.length
  const end = text.endsWith('\r\n') ? -2 : text.endsWith('\n') ? -1 : undefined
  return text.slice(start, end)
}

type Form = Extract<Problem, { code: 'token-form' }>['args']['looksLike']

function looksLike(text: string, parts: readonly string[]): Form | undefined {
  if (/^\s*\{/.test(text)) return 'json'
  if (/^(["'`]).*\1$/s.test(text)) return 'quoted'
  if (/^\s*(?:authorization\s*:|bearer\s)/i.test(text)) return 'header-line'
  const tokens = text.split(/[\s,]+/).filter((piece) => piece.split('.').length >= 3)
  if (tokens.length > 1) return 'several'
  if (parts.length === 3) return undefined
  if (parts.length === 5) return 'jwe'
  if (parts.length === 1) return 'opaque'
  return parts.length === 2 ? 'unsigned' : 'parts'
}

function readObject(
  part: Exclude<Part, 'signature'>,
  encoded: string,
):
  | { readonly ok: true; readonly value: JsonObject; readonly written: WrittenObject }
  | { readonly ok: false; readonly detail: Problem } {
  if (encoded === '') return malformed(problem('token-part-empty', { part }))
  const bytes = decodeBase64url(encoded)
  if (typeof bytes === 'string')
    return malformed(problem('token-part-encoding', { part, what: bytes }))
  const text = decodeUtf8(bytes)
  if (text === undefined) return malformed(problem('token-part-utf8', { part }))
  const json = parseJson(text)
  if (!json.ok) return malformed(problem('token-part-json', { part, ...json.flaw }))
  if (!isObject(json.value))
    return malformed(problem('token-part-type', { part, found: foundIn(json.value) }))
  const written = MAYBE_OTHER_DIGITS.test(text) ? parseWritten(text) : json
  return { ok: true, value: json.value, written: (written.ok && written.value) as WrittenObject }
}

/** Finds numbers that JavaScript may write differently. Few tokens have any; text may match by accident. */
const MAYBE_OTHER_DIGITS = /[0-9]{16}|[0-9][.eE]|-0/

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function malformed(detail: Problem): { readonly ok: false; readonly detail: Problem } {
  return { ok: false, detail }
}
