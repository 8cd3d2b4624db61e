import type { Given } from './given.js'

export type Paint = (text: string) => string

export interface Marks {
  readonly yes: string
  readonly no: string
  readonly warning: string
  readonly unknown: string
  /** Stands where text was cut off. */
  readonly cut: string
}

/** How text looks where it goes: colours or none, marks the locale can show, columns to fill. */
export interface Style {
  readonly good: Paint
  readonly bad: Paint
  readonly warn: Paint
  readonly dim: Paint
  readonly bold: Paint
  readonly marks: Marks
  /** At least 80: narrower terminals wrap, as they do with everything. */
  readonly columns: number
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

export const isPainted = ({ bold }: Style): boolean => bold('x') !== 'x'

/** chalk costs a fifth of the start-up time: loaded only where something will be coloured. */
export async function styleFor({ color, utf8, columns }: Look): Promise<Style> {
  const plain = {
    good: asIs,
    bad: asIs,
    warn: asIs,
    dim: asIs,
    bold: asIs,
    marks: utf8 ? UNICODE : ASCII,
    columns: Math.max(80, columns ?? 80),
  }
  if (!color) return plain
  const { Chalk } = await import('chalk')
  // Whether to colour is decided already; the 16 basic colours are those the user's theme has picked.
  const chalk = new Chalk({ level: 1 })
  const paints = {
    good: chalk.green,
    bad: chalk.red,
    warn: chalk.yellow,
    dim: chalk.dim,
    bold: chalk.bold,
  }
  return { ...plain, ...paints }
}
