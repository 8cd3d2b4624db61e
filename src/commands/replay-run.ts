import { fail } from '../core/errors.js'
import type { FieldNames } from '../core/replay/fields.js'
import type { Replayer } from '../core/replay/replayer.js'
import { bytesOf } from '../io/replay/log-chunks.js'
import type { LogFormat } from '../io/replay/open-log.js'
import { type ReplayInputs, ResumeFile } from '../io/replay/resume-file.js'
import { CallReader } from './replay-reader.js'
import type { Session } from './session.js'

/** How often the state is saved, in milliseconds; and how much of the time that may take, at most a twentieth. */
const SAVED_EVERY = 2000
const SHARE = 20

export interface Run {
  readonly session: Session
  readonly replayer: Replayer
  readonly names: FieldNames
  readonly format: LogFormat | undefined
  /** The file of --resume. */
  readonly resume: string | undefined
  readonly inputs: ReplayInputs
}

/** The reader after all logs, and what to do when the answer is complete. */
export interface Ran {
  readonly reader: CallReader
  forget(): void
}

/**
 * Reads all logs, or the rest of them after an earlier run. Shows progress in megabytes of the files.
 * @throws ScopectlError `replay-resume`, and as CallReader.read
 */
export async function runLogs(files: readonly string[], run: Run): Promise<Ran> {
  const { session, replayer, names, format, inputs } = run
  const { ctx } = session
  if (run.resume !== undefined && files.includes('-'))
    fail('flag-needs', { flag: '--resume', needs: 'logs in files' })
  const saved = run.resume === undefined ? undefined : new ResumeFile(run.resume, inputs, ctx)
  const before = saved?.read()
  const reader = new CallReader(session, replayer, names)
  if (before) {
    replayer.tally.restore(before.tally)
    reader.resume(before)
  }
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6)
  const total = megabytes(bytesOf(files, ctx))
  let bytes = 0
  let due = ctx.elapsed() + SAVED_EVERY
  const save = (done: number, line: number): void => {
    const { invalid, problems } = reader
    saved?.write({ done, line, invalid, problems, tally: replayer.tally.save() })
  }
  ctx.progress(0, total)
  try {
    for (const [i, file] of files.entries()) {
      const skip = i > (before?.done ?? 0) ? 0 : i === before?.done ? before.line : undefined
      const onBytes = (count: number): void => {
        bytes += count
        ctx.progress(megabytes(bytes), total)
      }
      if (before && skip === undefined) {
        reader.skip(file)
        continue
      }
      await reader.read(file, { format, skip: skip ?? 0, onBytes }, (line) => {
        const now = ctx.elapsed()
        if (!saved || now < due) return
        save(i, line)
        const took = ctx.elapsed() - now
        due = now + Math.max(SAVED_EVERY, took * SHARE)
      })
    }
  } finally {
    await reader.close()
  }
  save(files.length, 0)
  return { reader, forget: () => saved?.remove() }
}
