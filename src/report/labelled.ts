import { foldWords } from './fold.js'
import type { Paint, Style } from './style.js'

/** A command line to paste, to its end: in backticks, or after a colon up to the end of the sentence. */
const WHOLE = /scopectl .*|(?:[^\s`]|`[^`]*`|`)+/g
const INDENT = '  '

/** `hint: …`: on a terminal, folded between words, but not inside a line to paste. */
export function labelled(label: string, paint: Paint, sentence: string, style: Style): string {
  if (!style.folds || sentence.includes('\n')) return `${paint(label)} ${sentence}`
  const words = `${label} ${sentence}`.match(WHOLE) ?? []
  const [first = '', ...more] = foldWords(words, style.columns - INDENT.length)
  return [paint(label) + first.slice(label.length), ...more.map((line) => INDENT + line)].join('\n')
}
