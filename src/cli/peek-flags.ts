/** Output flags, read before the line is parsed: a line that cannot be parsed also gets an answer. */
export interface PeekedFlags {
  readonly json: boolean
  readonly quiet: boolean
  readonly verbose: boolean
  readonly color: boolean
}

export function peekFlags(argv: readonly string[]): PeekedFlags {
  const end = argv.indexOf('--')
  const flags = end < 0 ? argv : argv.slice(0, end)
  const has = (long: string, short?: string) =>
    flags.some((arg) => arg === long || (short !== undefined && bundled(arg, short)))
  return {
    json:
      has('--json') ||
      has('--format=json') ||
      flags.some((arg, i) => arg === '--format' && flags[i + 1] === 'json'),
    quiet: has('--quiet', 'q'),
    verbose: has('--verbose', 'v'),
    color: !has('--no-color'),
  }
}

/** Matches `-v`, `-qv` and so on. */
const bundled = (arg: string, short: string): boolean => /^-[qv]+$/.test(arg) && arg.includes(short)
