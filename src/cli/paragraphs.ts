import { fold } from '../report/fold.js'

/**
 * Wraps help text at `width`, in paragraphs: a line break before a capital stays (the summary, a sentence), any other one is a
 * space. An empty line stays, whatever follows it.
 * Indented lines stay as they are. A last line of one word is avoided by breaking the lines before it earlier.
 */
export const paragraphs = (text: string, width: number): string =>
  text
    .replace(/(?<!\n)\n(?![\nA-Z ])/g, ' ')
    .split('\n')
    .flatMap((paragraph) => evened(paragraph, width))
    .join('\n')

function evened(paragraph: string, width: number): string[] {
  if (paragraph.startsWith(' ')) return [paragraph]
  const lines = fold(paragraph, width)
  const { length } = lines
  if (length < 2) return lines
  for (let narrower = width; narrower > width / 2; narrower--) {
    const folded = fold(paragraph, narrower)
    if (folded.length > length) break
    if (folded.at(-1)?.includes(' ')) return folded
  }
  return lines
}
