import { fail } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { CallFault } from '../core/problems/replay.js'
import type { FieldNames } from '../core/replay/fields.js'
import type { Known } from '../core/replay/holder.js'
import { readRecord } from '../core/replay/read-record.js'
import type { CallRecord } from '../core/replay/record.js'
import type { Replayer } from '../core/replay/replayer.js'
import type { LogRow } from '../io/replay/log-row.js'
import { type LogReading, logName, openLog } from '../io/replay/open-log.js'
import type { ReplayState } from '../io/replay/resume-file.js'
import { CallTokens } from './replay-tokens.js'
import type { Session } from './session.js'

/** How many lines are read while the tokens of others are verified: enough for all cores. */
const IN_FLIGHT = 256

/** How many of them are then counted at a time. */
const SETTLED = 32

/** How many invalid lines are listed; the rest are counted. */
const LISTED = 20

/** A line that was read, and the caller's token, which may still be being verified. */
type Pending =
  | { readonly line: number; readonly fault: CallFault }
  | {
      readonly line: number
      readonly call: CallRecord
      readonly known: Known | Promise<Known | CallFault>
    }

/** Reads logs and gives each call to a replayer, in order. */
export class CallReader {
  readonly #session: Session
  readonly #replayer: Replayer
  readonly #names: FieldNames
  readonly #tokens: CallTokens
  readonly shown: string[] = []
  readonly problems: Problem[] = []
  invalid = 0

  constructor(session: Session, replayer: Replayer, names: FieldNames) {
    this.#session = session
    this.#replayer = replayer
    this.#names = names
    this.#tokens = new CallTokens(session)
  }

  /** Takes over what an earlier run counted. */
  resume({ invalid, problems }: Pick<ReplayState, 'invalid' | 'problems'>): void {
    this.invalid = invalid
    this.problems.push(...problems)
  }

  /** A log that an earlier run has read. */
  skip(argument: string): void {
    this.shown.push(logName(argument, this.#session.ctx))
  }

  /**
   * @param counted is called when everything up to a line was counted
   * @throws ScopectlError if the file cannot be read at all; an invalid line is only counted
   */
  async read(
    argument: string,
    reading: LogReading,
    counted: (line: number) => void,
  ): Promise<void> {
    const { file, rows } = openLog(argument, reading, this.#session.ctx)
    if (this.shown.includes(file)) fail('replay-twice', { file })
    this.shown.push(file)
    // While the tokens of some lines are verified, the next ones are read.
    const pending: Pending[] = []
    const settle = async (count: number): Promise<void> => {
      const settled = pending.splice(0, count)
      for (const each of settled) {
        const caller = 'known' in each ? each.known : undefined
        // Nothing is awaited without need: a log has millions of lines.
        this.#settle(each, caller instanceof Promise ? await caller : caller, file)
      }
      const last = settled.at(-1)
      if (last) counted(last.line)
    }
    for await (const run of rows) {
      for (const row of run) {
        if (pending.length >= IN_FLIGHT) await settle(SETTLED)
        pending.push(this.#pending(row))
      }
    }
    await settle(pending.length)
  }

  /** Ends what verifies tokens. */
  close(): Promise<void> {
    return this.#tokens.close()
  }

  #pending(row: LogRow): Pending {
    const { line } = row
    if ('fault' in row) return row
    const read = readRecord(row.fields, this.#names)
    if (!read.ok) return { line, fault: read.fault }
    const call = read.record
    const { caller } = call
    const known = caller.kind === 'token' ? this.#tokens.known(call) : caller
    // It is awaited later; until then, nobody would hear of a missing key.
    if (known instanceof Promise) known.catch(() => {})
    return { line, call, known }
  }

  #settle(pending: Pending, caller: Known | CallFault | undefined, file: string): void {
    const { line } = pending
    const fault =
      'fault' in pending
        ? pending.fault
        : caller &&
          ('is' in caller ? caller : this.#replayer.add(pending.call, caller, { file, line }))
    if (fault) this.#refuse(fault, file, line)
  }

  /** The text of the line is never shown: it may contain a token. */
  #refuse(why: CallFault, file: string, line: number): void {
    this.invalid++
    if (this.problems.length >= LISTED) return
    const offset = 'offset' in why ? why.offset : 0
    const at = { file, line, column: offset + 1, length: 1, text: '', withheld: true as const }
    this.problems.push(problem('replay-line', { why }, at))
  }
}
