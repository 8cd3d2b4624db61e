import { widthOf } from './width.js'

/** Escaped text on lines of at most so many columns, between words; a longer word stands alone. */
export function fold(text: string, columns: number): string[] {
  const folded = ['']
  for (const word of text.split(' ')) {
    const line = `${folded.at(-1)} ${word}`.trim()
    if (widthOf(line) <= columns) folded[folded.length - 1] = line
    else folded.push(word)
  }
  return folded.filter((line, i) => line !== '' || i > 0)
}
