import { escapeText } from './escape.js'

/** A word of a command line: text to be quoted where it must be, or shell syntax of ours as it is. */
export type Word = string | { readonly shell: string }

export const PIPE: Word = { shell: '|' }

/** Not `=` first: zsh looks up what follows it. */
const PLAIN = /^[\w@%+:,./-][\w@%+=:,./-]*$/
const LIVE_IN_DOUBLE_QUOTES = /["$`\\!]/

/** The text as one word of a POSIX shell. */
export function shellWord(text: string): string {
  if (PLAIN.test(text)) return text
  return LIVE_IN_DOUBLE_QUOTES.test(text) ? `'${text.replaceAll("'", `'\\''`)}'` : `"${text}"`
}

/** A flag with its value: a value that looks like a flag is tied to it. */
export const option = (flag: string, value: string): string[] =>
  value.startsWith('-') ? [`${flag}=${value}`] : [flag, value]

/**
 * A line that can be pasted into a shell, or undefined where some name holds characters that would have to be escaped:
 * shown as they are they may deceive, and escaped they are another name.
 */
export function commandLine(words: readonly Word[]): string | undefined {
  const isSafe = words.every((word) => typeof word !== 'string' || escapeText(word) === word)
  if (!isSafe) return undefined
  return words.map((word) => (typeof word === 'string' ? shellWord(word) : word.shell)).join(' ')
}
