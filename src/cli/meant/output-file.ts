import type { Line, Typed } from './pieces.js'

/** Flags of other tools for the file, or the format, of the output. */
const OUTPUT_FLAGS: ReadonlySet<string> = new Set([
  ...['-o', '--output', '--out', '--outfile', '--output-file', '--out-file'],
])

/** Which of them is meant by a flag that names the catalog in other commands. */
const FILE_FLAGS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['keys new', new Set(['--file', '-f'])],
])

export const isOutput = (flag: string, command: string): boolean =>
  OUTPUT_FLAGS.has(flag) || FILE_FLAGS.get(command)?.has(flag) === true

/** `-o json`, as in kubectl; anything else is a file. */
export const isFormat = (value: string): boolean => /^[a-z]+$/.test(value)

/** The report in a file of this name. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['xml', 'junit'],
  ['tap', 'tap'],
  ['json', 'json'],
])

/** Commands whose `--output` is refused unless a format is given, by a flag or by a name like these. */
const NAMES: ReadonlyMap<string, RegExp> = new Map([
  ['graph', /\.(?:mmd|dot|svg)$/],
  ['matrix', /(?!)/],
])

/** Writes to the file by the command's own flag, or as a report if it has those, and otherwise from stdout. */
export function withOutput(line: Line, file: string, { command, flags }: Typed): void {
  if (flags.has('--output') && (NAMES.get(command)?.test(file) ?? true)) {
    line.flags.push({ name: '--output', value: file })
    return
  }
  const at = line.flags.findIndex(({ name }) => name === '--format')
  const kind = line.flags[at]?.value ?? KINDS.get(/\.(\w+)$/.exec(file)?.[1] ?? '')
  if (!flags.has('--report') || kind === undefined) {
    line.to = file
    return
  }
  if (at >= 0) line.flags.splice(at, 1)
  line.flags.push({ name: '--report', value: `${kind}=${file}` })
}
