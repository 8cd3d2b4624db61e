import { jsonText } from '../core/token/written-number.js'
import { COMMAND_SIGN, escapeJson, replaceUnsafe } from '../core/unsafe-text.js'

export { escapeJson } from '../core/unsafe-text.js'

const NOT_ASCII = /[^\x20-\x7e]/gu

const braced = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`

/** Makes untrusted text safe to show: unsafe characters become `\u{…}`. Escaping twice changes nothing. */
export const escapeText = (text: string): string =>
  replaceUnsafe(text, braced).replace(COMMAND_SIGN, '#\\u{23}')

/** Escapes scope names and ids, which are ASCII (RFC 6749 §3.3), so that lookalike characters become visible. */
export const escapeAscii = (text: string): string =>
  text.replace(NOT_ASCII, braced).replace(COMMAND_SIGN, '#\\u{23}')

/** A JSON document on one line, with a line break. */
export const jsonLine = (value: object): string => `${escapeJson(jsonText(value))}\n`
