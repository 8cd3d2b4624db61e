import { escapeText } from './escape.js'

/** A word of a command line: text, quoted if necessary, or our own shell syntax as it is. */
export type Word = string | { readonly shell: string }

export const PIPE: Word = { shell: '|' }

/** Must not start with `=`, which zsh expands. */
const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/
const LIVE_IN_DOUBLE_QUOTES = /["$`\\!]/

/** The text as one word for a POSIX shell. */
export function shellWord(text: string): string {
  if (PLAIN.test(text)) return text
  return LIVE_IN_DOUBLE_QUOTES.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`
}

/** A flag with its value: joined by `=` if the value looks like a flag. */
export const option = (flag: string, value: string): string[] =>
  value.startsWith('-') ? [`${flag}=${value}`] : [flag, value]

/**
 * A line that can be pasted into a shell, or undefined if a name contains characters that must be escaped:
 * unescaped they may deceive, and escaped they are a different name.
 */
export function commandLine(words: readonly Word[]): string | undefined {
  const isSafe = words.every((word) => typeof word !== 'string' || escapeText(word) === word)
  if (!isSafe) return undefined
  return words.map((word) => (typeof word === 'string' ? shellWord(word) : word.shell)).join(' ')
}
