/**
 * What a terminal, an editor or a reader may not see as a character: C0, DEL and C1 controls, every format character
 * (bidi, zero-width, tags, BOM), other invisible ones, line and paragraph separators, lone surrogates.
 */
const unsafe = (): RegExp => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
/**
 * True for most texts, so tested first: it is by far the fastest check, and the other one takes milliseconds to
 * compile.
 */
const PRINTABLE = /^[\x20-\x7e]*$/

/**
 * The start of a command that a CI runner looks for anywhere in a log line: `##[error]` (GitHub, Azure), `##vso[…]`,
 * `##teamcity[…]`.
 */
export const COMMAND_SIGN = /##(?=\w*\[)/g
/** The other kind, `::error::…`, counts at the start of a line, after white space. */
export const COMMAND_START = /^([ \t\u00a0\u3000]*)::/gm

/** @param by the replacement for each unsafe character, which may be two code units long. */
export const replaceUnsafe = (
  text: string,
  by: (character: string, offset: number) => string,
): string => (PRINTABLE.test(text) ? text : text.replace(unsafe(), by))

/**
 * A JSON text with unsafe characters and commands in JSON's own escapes: the document keeps its meaning. Line ends and
 * tabs, which cannot occur inside a JSON string, are kept; a lone CR, which hides the line before it, becomes LF.
 */
export const escapeJson = (json: string): string =>
  replaceUnsafe(json, (character, offset) => {
    if (character === '\n' || character === '\t') return character
    if (character === '\r') return json[offset + 1] === '\n' ? character : '\n'
    return Array.from({ length: character.length }, (_, i) => unit(character.charCodeAt(i))).join(
      '',
    )
  }).replace(COMMAND_SIGN, '#\\u0023')

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`

/** Whether a text of several lines can be printed as it is: nothing unsafe but line ends and tabs, and no command. */
export function isPrintable(text: string): boolean {
  let safe = true
  replaceUnsafe(text.replaceAll('\r\n', '\n'), (character) => {
    safe &&= character === '\n' || character === '\t'
    return character
  })
  return safe && text.search(COMMAND_SIGN) < 0 && text.search(COMMAND_START) < 0
}
