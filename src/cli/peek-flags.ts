import type { Write } from '../core/answer-base.js'
import { nearest } from '../core/nearest.js'

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

/** A report that must not remain as an earlier run left it. */
export interface PeekedWrite extends Write {
  /** The flag is misspelt: replace an earlier report, but do not create a file. */
  readonly guessed: boolean
}

/** Other kinds are refused, but their file may be an earlier report. */
const FORMATS: ReadonlySet<string> = new Set(['text', 'json', 'junit', 'tap', 'github'])
/** What follows the report in a misspelt flag: `junit=FILE`, `JUnit:FILE`, or only a file that can be nothing else. */
const REPORT = /^(?:([A-Za-z]+)[=:])?(.+)$/s
const KINDS: ReadonlyMap<string, string> = new Map([
  ['.xml', 'junit'],
  ['.tap', 'tap'],
])

/**
 * The files of `--report KIND=FILE`, one report per file. They are valid even if the rest of the line is not, and so are
 * those of misspelt forms: a CI job publishes the file whatever the flag was.
 */
export function peekReports(line: readonly string[]): readonly PeekedWrite[] {
  const end = line.indexOf('--')
  const flags = end < 0 ? line : line.slice(0, end)
  const found = new Map<string, PeekedWrite>()
  for (const [i, arg] of flags.entries()) {
    const value = arg === '--report' ? flags[i + 1] : /^--report=(.*)$/s.exec(arg)?.[1]
    const [, format, file] = /^([a-z]+)=(.+)$/s.exec(value ?? '') ?? []
    if (format !== undefined && file !== undefined && FORMATS.has(format) && !found.has(file))
      found.set(file, { format, file, guessed: false })
  }
  for (const write of guessedReports(flags))
    if (!found.has(write.file)) found.set(write.file, write)
  return [...found.values()]
}

function guessedReports(flags: readonly string[]): PeekedWrite[] {
  return flags.flatMap((arg, i) => {
    const [, flag = '', attached] = /^(--?[A-Za-z]+)(?:[=:](.*))?$/s.exec(arg) ?? []
    const isReport = flag === '--report' || nearest(flag, ['--report']) !== undefined
    const value = isReport ? (attached ?? flags[i + 1]) : (attached ?? arg)
    const [, kind = '', file = ''] = REPORT.exec(value ?? '') ?? []
    const byName = KINDS.get(/\.[a-z]+$/i.exec(file)?.[0].toLowerCase() ?? '')
    const format = byName ?? (isReport ? kind.toLowerCase() : undefined)
    return format === undefined || file === '' ? [] : [{ format, file, guessed: true }]
  })
}
