import { replaceUnsafe } from '../../unsafe-text.js'

/** The inside of a string of Cedar, in which no character ends it, or the line that it is in. */
export const escaped = (text: string): string =>
  replaceUnsafe(
    text.replace(/[\\"]/g, '\\$&'),
    (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`,
  )

export const quoted = (text: string): string => `"${escaped(text)}"`

/** A set of texts. Cedar's validator refuses an empty one. */
export const setOf = (texts: readonly string[]): string => `[${texts.map(quoted).join(', ')}]`

/** Whether a set of the context has one of these. */
export const hasOne = (set: string, [first = '', ...others]: readonly string[]): string =>
  others.length === 0
    ? `${set}.contains(${quoted(first)})`
    : `${set}.containsAny(${setOf([first, ...others])})`

/** The name of an entity, such as `Action::"GET /a"`. */
export const entity = (type: 'Action' | 'Application' | 'Caller', id: string): string =>
  `${type}::${quoted(id)}`

/** Whether an accepted token is all that is asked. No route has this name: theirs begin with a method in upper case. */
export const ACCEPT = 'accept token'

/** In each file, so that the next export may replace it. */
export const WRITTEN_BY = 'scopectl export cedar: do not edit, export again'
