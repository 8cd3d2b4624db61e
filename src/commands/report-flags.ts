import type { Write } from '../core/answer-base.js'
import { fail } from '../core/errors.js'

/** Where the reports of a run are written. */
export interface Reports {
  /** The format for stdout; undefined: use --format. */
  readonly stdout: string | undefined
  readonly writes: readonly Write[]
}

/** A file with such a name cannot be a suite: the kind of report that it could be. */
const REPORT_FILES = new Map([
  ['.xml', 'junit'],
  ['.tap', 'tap'],
  ['.txt', 'text'],
  ['.log', 'text'],
])

/**
 * `--report junit a.xml` prints the report, and would read the file as a suite.
 * @param kind the report on stdout
 */
export function refuseReportFiles(args: readonly string[], kind: string | undefined): void {
  for (const file of args) {
    const usual = REPORT_FILES.get(/\.\w+$/.exec(file)?.[0].toLowerCase() ?? '')
    if (usual !== undefined) fail('report-file-apart', { kind: kind ?? usual, file })
  }
}

/**
 * Reads `--report KIND[=FILE]`, any number of them.
 * @throws ScopectlError for two reports to stdout, or two to one file.
 */
export function readReports(flags: readonly string[] = []): Reports {
  const writes: Write[] = []
  const streams: string[] = []
  for (const flag of flags) {
    const equals = flag.indexOf('=')
    const kind = equals < 0 ? flag : flag.slice(0, equals)
    const file = equals < 0 ? undefined : flag.slice(equals + 1)
    if (file === '') fail('missing-value', { flag: `--report ${kind}=`, value: 'FILE' })
    if (file === undefined) streams.push(kind)
    else if (writes.some((write) => write.file === file)) fail('report-same-file', { file })
    else writes.push({ format: kind, file })
  }
  if (streams.length > 1) fail('report-streams', { kinds: streams })
  return { stdout: streams[0], writes }
}
