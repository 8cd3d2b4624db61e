import { jsonText } from '../core/token/written-number.js'

/**
 * What a terminal, an editor or a reader's eye may take for something else than a character: C0, DEL and C1 controls,
 * every format character (bidi, zero-width, tags, BOM), other invisible ones, line and paragraph separators,
 * lone surrogates.
 */
const unsafe = (): RegExp => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu
const NOT_ASCII = /[^\x20-\x7e]/gu
/** What most texts are, tested first: by far the fastest to see, and the other one takes milliseconds to compile. */
const PRINTABLE = /^[\x20-\x7e]*$/

const braced = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`

/** Text from outside, fit to be shown: unsafe characters as `\u{…}`. Escaping twice changes nothing. */
export const escapeText = (text: string): string =>
  PRINTABLE.test(text) ? text : text.replace(unsafe(), braced)

/** The same for scope names and ids, which are ASCII (RFC 6749 §3.3): whatever looks like ASCII but is not, shows. */
export const escapeAscii = (text: string): string => text.replace(NOT_ASCII, braced)

/** The same for a JSON text, in JSON's own escapes: the document means what it meant before. */
export const escapeJson = (json: string): string =>
  PRINTABLE.test(json)
    ? json
    : json.replace(unsafe(), (character) =>
        // A line end cannot stand inside a JSON string: it is layout.
        character === '\n'
          ? character
          : Array.from({ length: character.length }, (_, i) => unit(character.charCodeAt(i))).join(
              '',
            ),
      )

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`

/** One JSON document on one line, with its line end. */
export const jsonLine = (value: object): string => `${escapeJson(jsonText(value))}\n`
