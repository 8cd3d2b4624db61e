import { escapeAscii } from './escape.js'
import { withGiven } from './given.js'
import type { Paint, Style } from './style.js'
import { table } from './table.js'
import { instant } from './time.js'

/** A label and its value: one text, or items that may continue on the next line. */
export interface Row {
  readonly label: string
  readonly value: string | readonly string[]
  /** Separates the items; two spaces by default. */
  readonly between?: string
  readonly paint?: Paint
}

/** Labelled rows with aligned labels. */
export function rowsText(rows: readonly Row[], style: Style): string {
  const width = Math.max(0, ...rows.map(({ label }) => label.length))
  const one = ({ label, value, between = '  ', paint }: Row): string => {
    const head = { text: label.padEnd(width), paint: style.dim }
    const cell = typeof value === 'string' && paint ? { text: value, paint } : value
    return table([[head, cell]], { columns: style.columns, between })
  }
  return rows.map(one).join('')
}

/** A row whose text may wrap at spaces. */
export const sentenceRow = (label: string, text: string): Row => ({
  label,
  value: text.split(' '),
  between: ' ',
})

/** Says that the answer is for another time than now; empty if it is for now. */
export const asOfRow = (asOf: number | undefined): Row[] =>
  asOf === undefined ? [] : [sentenceRow('as of', `${instant(asOf)}, set by --at`)]

/** A row of scope names, or a word for none. */
export const scopesRow = (label: string, names: readonly string[], none = 'nothing'): Row =>
  names.length === 0 ? { label, value: none } : { label, value: names.map(escapeAscii) }

/** A sentence after a mark, wrapped and indented. */
export function marked(mark: string, paint: Paint, sentence: string, style: Style): string {
  return `  ${paint(mark)} ${paragraph(sentence, 2 + mark.length + 1, style).trimStart()}`
}

/** A sentence, wrapped at spaces. */
export const paragraph = (sentence: string, indent: number, style: Style): string =>
  table([[sentence.split(' ')]], { columns: style.columns, between: ' ', indent })

/** `next:` and a line that can be pasted; nothing if there is none. */
export function nextText(line: string | undefined, style: Style): string {
  const whole = line === undefined ? undefined : withGiven(line, style.given)
  return whole === undefined ? '' : `${style.dim('next:')} ${whole}\n`
}
