import type { Part } from '../core/command-line/line.js'
import { formatsOf } from '../report/formats.js'

export const HELP_FLAGS = ['-h', '--help'] as const
export const VERSION_FLAGS = ['-V', '--version'] as const

/** Flags that only control output. Not `-q`: its exit code would be mistaken for an answer. */
const OUTPUT_FLAGS: ReadonlySet<string> = new Set([
  '--json',
  '-v',
  '--verbose',
  '--no-color',
  '--no-input',
])
const OUTPUT_FORMATS: readonly (string | undefined)[] = formatsOf('help')

/** A line that asks for help or the version. */
export interface AsksAlone {
  readonly flag: string
  /** Nothing else is on the line. */
  readonly alone: boolean
  /** The first other flag; undefined if it is an argument, which may be a token. */
  readonly beside: string | undefined
}

/** Finds one of these flags on the line, as a flag and not as a value. */
export function asksAlone(parts: readonly Part[], flags: readonly string[]): AsksAlone | undefined {
  const asking = parts.find((part) => isOneOf(part, flags))
  return asking?.is === 'flag' ? asksBy(asking.flag, parts, flags) : undefined
}

/** @param by one of the flags, or a word for them that is not among the parts */
export function asksBy(by: string, parts: readonly Part[], flags: readonly string[]): AsksAlone {
  const other = parts.find((part) => !isOneOf(part, flags) && !isOutputFlag(part))
  const beside = other?.is === 'operand' ? undefined : other?.flag
  return { flag: by, alone: other === undefined, beside }
}

const isOneOf = (part: Part, flags: readonly string[]): boolean =>
  part.is === 'flag' && flags.includes(part.flag)

const isOutputFlag = (part: Part): boolean =>
  part.is === 'flag' &&
  (OUTPUT_FLAGS.has(part.flag) || (part.flag === '--format' && OUTPUT_FORMATS.includes(part.value)))
