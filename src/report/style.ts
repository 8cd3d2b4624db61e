import type { Given } from './given.js'

export type Paint = (text: string) => string

export interface Marks {
  readonly yes: string
  readonly no: string
  readonly warning: string
  readonly unknown: string
  /** Shown where text was cut off. */
  readonly cut: string
}

/** How text looks on a stream: colours, marks that the locale supports, and width. */
export interface Style {
  readonly good: Paint
  readonly bad: Paint
  readonly warn: Paint
  readonly dim: Paint
  readonly bold: Paint
  readonly marks: Marks
  /** At least 80: narrower terminals wrap, as they do with everything. */
  readonly columns: number
  /** Lists are folded to fit a terminal; in a pipe or a file each row keeps to its line, for grep. */
  readonly folds: boolean
  /** The flags of the line, for the lines that are suggested. */
  readonly given?: Given | undefined
}

const UNICODE: Marks = { yes: '✓', no: '✗', warning: '!', unknown: '?', cut: '…' }
const ASCII: Marks = { yes: '+', no: 'x', warning: '!', unknown: '?', cut: '...' }

const asIs: Paint = (text) => text

export interface Look {
  readonly color: boolean
  readonly utf8: boolean
  readonly columns: number | undefined
}

/** Without colours, for text inside another format. */
export const PLAIN: Style = {
  ...{ good: asIs, bad: asIs, warn: asIs, dim: asIs, bold: asIs },
  marks: UNICODE,
  columns: 80,
  folds: false,
}

export const isPainted = ({ bold }: Style): boolean => bold('x') !== 'x'

/** chalk takes a fifth of the start-up time, so it is loaded only if something will be coloured. */
export async function styleFor({ color, utf8, columns }: Look): Promise<Style> {
  const plain = {
    ...PLAIN,
    marks: utf8 ? UNICODE : ASCII,
    columns: Math.max(80, columns ?? 80),
    folds: columns !== undefined,
  }
  if (!color) return plain
  const { Chalk } = await import('chalk')
  // Whether to use colours is already decided; the 16 basic colours follow the user's theme.
  const chalk = new Chalk({ level: 1 })
  const paints = {
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.magenta, // yellow cannot be read on white
    dim: chalk.dim,
    bold: chalk.bold,
  }
  return { ...plain, ...paints }
}
