import type { Write } from '../core/answer-base.js'

/** Output flags, read before the line is parsed: a line that cannot be parsed also gets an answer. */
export interface PeekedFlags {
  readonly json: boolean
  /** Annotations are printed on stdout. */
  readonly github: boolean
  readonly quiet: boolean
  readonly verbose: boolean
  readonly color: boolean
}

export function peekFlags(argv: readonly string[]): PeekedFlags {
  const end = argv.indexOf('--')
  const flags = end < 0 ? argv : argv.slice(0, end)
  const has = (long: string, short?: string) =>
    flags.some((arg) => arg === long || (short !== undefined && bundled(arg, short)))
  const isFormat = (flag: string, format: string) =>
    has(`${flag}=${format}`) || flags.some((arg, i) => arg === flag && flags[i + 1] === format)
  return {
    json: has('--json') || isFormat('--format', 'json'),
    github: isFormat('--format', 'github') || isFormat('--report', 'github'),
    quiet: has('--quiet', 'q'),
    verbose: has('--verbose', 'v'),
    color: !has('--no-color'),
  }
}

/** Matches `-v`, `-qv` and so on. */
const bundled = (arg: string, short: string): boolean => /^-[qv]+$/.test(arg) && arg.includes(short)

/** The files of `--report KIND=FILE`, one report per file. They are valid even if the rest of the line is not. */
export function peekReports(line: readonly string[]): readonly Write[] {
  const end = line.indexOf('--')
  const flags = end < 0 ? line : line.slice(0, end)
  const found = new Map<string, Write>()
  for (const [i, arg] of flags.entries()) {
    const value = arg === '--report' ? flags[i + 1] : /^--report=(.*)$/s.exec(arg)?.[1]
    const [, format, file] = /^([a-z]+)=(.+)$/s.exec(value ?? '') ?? []
    if (format !== undefined && file !== undefined && !found.has(file))
      found.set(file, { format, file })
  }
  return [...found.values()]
}
