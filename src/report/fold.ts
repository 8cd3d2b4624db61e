import { widthOf } from './width.js'

/** Wraps escaped text between words at `columns`; a longer word gets its own line. */
export const fold = (text: string, columns: number): string[] => foldWords(text.split(' '), columns)

/** Wraps words that may contain spaces, which stay together. */
export function foldWords(words: readonly string[], columns: number): string[] {
  const folded = ['']
  for (const word of words) {
    const line = `${folded.at(-1)} ${word}`.trim()
    if (widthOf(line) <= columns) folded[folded.length - 1] = line
    else folded.push(word)
  }
  return folded.filter((line, i) => line !== '' || i > 0)
}
