import { fail } from '../core/errors.js'
import { type Problem, problem } from '../core/problem.js'
import type { CallFault } from '../core/problems/replay.js'
import type { FieldNames } from '../core/replay/fields.js'
import type { Known } from '../core/replay/holder.js'
import { readRecord } from '../core/replay/read-record.js'
import type { CallRecord } from '../core/replay/record.js'
import type { Replayer } from '../core/replay/replayer.js'
import type { LogRow } from '../io/replay/log-row.js'
import { type LogFormat, openLog } from '../io/replay/open-log.js'
import { CallTokens } from './replay-tokens.js'
import type { Session } from './session.js'

/** How many invalid lines are listed; the rest are counted. */
const LISTED = 20

/** A line that was read, and the caller's token, which may still be being verified. */
interface Pending {
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

  /** @throws ScopectlError if the file cannot be read at all; an invalid line is only counted */
  async read(
    argument: string,
    format: LogFormat | undefined,
    onBytes: (count: number) => void,
  ): Promise<void> {
    const { file, rows } = openLog(argument, format, this.#session.ctx, onBytes)
    if (this.shown.includes(file)) fail('replay-twice', { file })
    this.shown.push(file)
    // While the tokens of one run of lines are verified, the next one is read.
    let before: readonly Pending[] = []
    for await (const run of rows) {
      const pending = this.#pending(run, file)
      await this.#settle(before, file)
      before = pending
    }
    await this.#settle(before, file)
  }

  #pending(run: readonly LogRow[], file: string): readonly Pending[] {
    const pending: Pending[] = []
    for (const row of run) {
      const { line } = row
      if ('fault' in row) {
        this.#refuse(row.fault, file, line)
        continue
      }
      const read = readRecord(row.fields, this.#names)
      if (!read.ok) {
        this.#refuse(read.fault, file, line)
        continue
      }
      const call = read.record
      const { caller } = call
      const known = caller.kind === 'token' ? this.#tokens.known(call) : caller
      // It is awaited later; until then, nobody would hear of a missing key.
      if (known instanceof Promise) known.catch(() => {})
      pending.push({ line, call, known })
    }
    return pending
  }

  async #settle(pending: readonly Pending[], file: string): Promise<void> {
    for (const { line, call, known } of pending) {
      const caller = known instanceof Promise ? await known : known
      const fault = 'is' in caller ? caller : this.#replayer.add(call, caller, { file, line })
      if (fault) this.#refuse(fault, file, line)
    }
  }

  /** The text of the line is never shown: it may contain a token. */
  #refuse(why: CallFault, file: string, line: number): void {
    this.invalid++
    if (this.problems.length >= LISTED) return
    const column = why.is === 'not-json' ? why.offset + 1 : 1
    this.problems.push(problem('replay-line', { why }, { file, line, column, length: 1, text: '' }))
  }
}
