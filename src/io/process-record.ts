import { randomBytes } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { isRunning, OWN_PID } from './context.js'
import { readText } from './read-file.js'

/** A record is shorter. */
const LIMIT = 10_000

/** Which process has written a file, so that others can tell whether it still runs. */
export interface ProcessRecord {
  /** Different for each record. */
  readonly id: string
  readonly pid: number
  /** The machine or container that the number is valid in. */
  readonly host: string
  /** When the process started, since numbers are used again; empty if the system does not tell (Linux does). */
  readonly started: string
}

export const thisProcess = (): ProcessRecord => ({
  id: randomBytes(8).toString('hex'),
  pid: OWN_PID,
  host: thisHost(),
  started: look(OWN_PID).started,
})

/**
 * The record in the first line of a file, which may be a comment. Never waits: a FIFO is not read.
 *
 * @returns undefined if there is none, such as in a file that was still empty
 */
export function recordIn(path: string): ProcessRecord | undefined {
  try {
    const [line = ''] = readText(path, path, undefined, LIMIT).split('\n')
    return readRecord(line.replace(/^# /, ''))
  } catch {
    return undefined
  }
}

function readRecord(text: string): ProcessRecord | undefined {
  try {
    const { id, pid: number, host, started } = JSON.parse(text)
    const isRecord =
      /^[0-9a-f]{16}$/.test(id) &&
      Number.isSafeInteger(number) &&
      number > 0 &&
      typeof host === 'string' &&
      typeof started === 'string'
    return isRecord ? { id, pid: number, host, started } : undefined
  } catch {
    return undefined
  }
}

/** Whether the process has certainly ended: never for one of another machine or container, which cannot be seen. */
export function hasEnded({ pid: number, host, started }: ProcessRecord): boolean {
  if (host !== thisHost()) return false
  const { runs, started: since } = look(number)
  return !runs || (started !== '' && since !== '' && started !== since)
}

/** Machines may share a name, and containers one machine, but not its numbers of processes. */
const thisHost = (): string =>
  [
    hostname(),
    linux(() => readFileSync('/etc/machine-id', 'utf8').trim()),
    linux(() => readlinkSync('/proc/self/ns/pid')),
  ].join(' ')

function look(number: number): { readonly runs: boolean; readonly started: string } {
  const boot = linux(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  const stat = linux(() => readFileSync(`/proc/${number}/stat`, 'utf8'))
  // After the name, which may contain anything: the state, and 19 fields later the start in ticks since boot (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const started = stat === '' ? '' : `${boot} ${fields[19]}`
  // A zombie has ended, but nobody has asked for its exit code.
  return { runs: isRunning(number) && fields[0] !== 'Z', started }
}

function linux(work: () => string): string {
  try {
    return work()
  } catch {
    return ''
  }
}
