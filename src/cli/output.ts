import type { Answer } from '../core/answer.js'
import type { Write } from '../core/answer-base.js'
import { ScopectlError } from '../core/errors.js'
import type { RouteVerdict } from '../core/probe/judge.js'
import { type Problem, problem } from '../core/problem.js'
import { batched } from '../io/batched.js'
import { pathFrom, writeFailedReport, writeReport } from '../io/write-report.js'
import { inAscii, partsInAscii } from '../report/ascii.js'
import { escapeText } from '../report/escape.js'
import { filesText } from '../report/files.js'
import type { Given } from '../report/given.js'
import { guarded } from '../report/guard.js'
import { render, renderAside } from '../report/index.js'
import { progressLine } from '../report/progress.js'
import { type Style, styleFor } from '../report/style.js'
import { exitOf, exitOfError } from './exit.js'
import { located } from './located.js'
import { notesOnce } from './notes-once.js'
import type { Outside } from './outside.js'
import type { PeekedFlags, PeekedWrite } from './peek-flags.js'
import { type OutputStream, sinkOf } from './sink.js'
import { isScreen, isWatched, lookOf } from './terminal.js'

/** How to answer: `kind` and `format` depend on the command, the rest on the peeked flags. */
export interface OutputOptions extends Omit<PeekedFlags, 'json'> {
  readonly kind: string
  readonly format: string
  /** The files, keys and time that the command line sets, once it is parsed. */
  readonly given?: Given | undefined
  /** The folder that relative names of reports start from. */
  readonly cwd: () => string
  /** Reports that must not remain as an earlier run left them; only a run that fails looks for them. */
  readonly writes?: () => readonly PeekedWrite[]
}

/** Formats in which a failed run is reported on stdout, in addition to stderr. JSON is the whole answer: see refusal. */
const ON_STDOUT: ReadonlySet<string> = new Set(['github', 'junit', 'tap', 'sarif'])

/** Returns to the start of the line and clears it (ECMA-48 EL). */
const CLEAR_LINE = '\r\u001b[K'

/** Writes answers to stdout and everything else to stderr; one per run of main. */
export interface Output {
  use(change: Partial<OutputOptions>): void
  answer(answer: Answer): Promise<void>
  /** Prints a note on stderr without waiting; `finish` waits. */
  tell(note: Problem): void
  /** Shows progress on stderr if it is a terminal; the next output replaces it. */
  draw(done: number, total: number): void
  /** Shows a verdict above the progress, if both streams are a terminal that somebody is watching. */
  show(verdict: RouteVerdict): boolean
  failure(error: unknown): Promise<void>
  /** Writes plain text to stderr. */
  aside(text: string): Promise<void>
  /** From now on, nothing blocks: `answer` waits for the reader of stdout only, and stderr is dropped if nobody reads it. */
  live(): void
  /** From now on, output waits at most this long for its readers. */
  hurry(ms: number): void
  /** Waits until everything is written. @returns why part of an answer could not be written to stdout, if so. */
  finish(): Promise<string | undefined>
}

export function outputOf(outside: Outside, flags: PeekedFlags): Output {
  const { env } = outside
  let options: OutputOptions = {
    ...flags,
    kind: 'scopectl',
    format: flags.json ? 'json' : 'text',
    cwd: () => '.',
  }
  const stdout = sinkOf(() => outside.stdout)
  let isLive = false
  const waits = (): boolean => !isLive
  const stderr = sinkOf(() => outside.stderr, waits)
  const newNotes = notesOnce()
  let told: Promise<void> = Promise.resolve()
  let drawn = false
  let rows = 0
  const style = async (stream: OutputStream): Promise<Style> => ({
    ...(await styleFor(lookOf(stream, env, options.color))),
    given: options.given,
  })
  /** Text of ours with names of others in it. */
  const aside = async (text: string): Promise<void> => {
    const { color, utf8 } = lookOf(outside.stderr, env, options.color)
    const safe = guarded(text, color)
    await stderr.write(utf8 ? safe : inAscii(safe))
  }

  async function undraw(): Promise<void> {
    if (!drawn) return
    drawn = false
    await stderr.write(CLEAR_LINE)
  }

  async function notes(problems: readonly Problem[]): Promise<void> {
    if (problems.length === 0) return
    await undraw()
    const { renderNote } = await import('../report/problem.js')
    const look = await style(outside.stderr)
    await aside(problems.map((note) => renderNote(note, look, options.quiet) ?? '').join(''))
  }

  const placed = (format: string, text: string): Promise<string> =>
    located(format, text, env, options)

  /** Says in every report of a run that it checked nothing: the answer of an earlier run must not remain. */
  async function failed(
    problems: readonly Problem[],
    exit: number,
    error?: unknown,
  ): Promise<void> {
    const { kind, format, github } = options
    const writes = options.writes?.() ?? []
    const onStdout = github ? 'github' : format
    if (writes.length === 0 && !ON_STDOUT.has(onStdout)) return
    const { brokenRun, FAILED_FORMS, failedRun } = await import('../report/failed-run.js')
    const run = error === undefined ? failedRun(kind, exit, problems) : brokenRun(kind, exit, error)
    const form = ON_STDOUT.has(onStdout) ? FAILED_FORMS.get(onStdout) : undefined
    if (form) await stdout.write(await placed(onStdout, form.print(run)))
    for (const write of writes) {
      const written = FAILED_FORMS.get(write.format)
      if (!written) continue
      try {
        const text = await placed(write.format, written.print(run))
        const { file, guessed } = write
        const head = (guessed && written.ours) || written.head
        const form = { head, shown: file, creates: !guessed }
        if (!writeFailedReport(pathFrom(options.cwd, file), text, form) && !guessed)
          await notes([problem('report-kept', write)])
      } catch (unwritable) {
        if (!(unwritable instanceof ScopectlError)) throw unwritable
        const known = new Set(problems.map(({ code }) => code))
        await errors(unwritable.problems.filter(({ code }) => !known.has(code)))
      }
    }
  }

  async function errors(problems: readonly Problem[]): Promise<void> {
    const { renderErrors } = await import('../report/problem.js')
    const look = await style(outside.stderr)
    await aside(renderErrors(problems, look))
  }

  async function refusal({ problems }: ScopectlError, exit: number): Promise<void> {
    await failed(problems, exit)
    if (options.format === 'json' && !stdout.lost()) {
      const { failureJson } = await import('../report/failure.js')
      await stdout.write(failureJson({ kind: options.kind, exit, problems }))
      if (!stdout.lost()) return
    }
    const why = stdout.lost()
    const isKnown = !why || problems.some(({ code }) => code === 'output-lost')
    await errors(isKnown ? problems : [...problems, problem('output-lost', { why })])
  }

  async function bug(error: unknown): Promise<void> {
    const { bugJson, bugText } = await import('../report/bug.js')
    const { kind, format, verbose } = options
    await failed([], exitOfError(error), error)
    if (format === 'json') await stdout.write(bugJson(kind, exitOfError(error), error))
    // Also with JSON: a stack has no place in the document, and stdout may be unusable.
    if (format !== 'json' || verbose || stdout.lost()) await aside(bugText(error, verbose))
  }

  /** What an answer prints on stderr besides its notes. */
  async function summary(answer: Answer): Promise<void> {
    await aside(await renderAside(answer, await style(outside.stderr)))
  }

  async function files(answer: Answer, writes: readonly Write[]): Promise<void> {
    const plain = await styleFor({ color: false, utf8: true, columns: undefined })
    for (const { format, file } of writes) {
      const printed = await render(answer, { format, exit: exitOf(answer), style: plain })
      const text = await placed(format, [...batched(printed)].join(''))
      writeReport(pathFrom(options.cwd, file), text, file)
    }
  }

  /** What would be printed, in a file. @returns what is printed instead */
  async function document(answer: Answer, to: Write): Promise<string> {
    await files(answer, [to])
    return `${escapeText(to.file)} written\n`
  }

  return {
    use(change) {
      options = { ...options, ...change }
    },
    async answer(answer) {
      const { format, quiet, verbose } = options
      await told
      await undraw()
      const unfinished = answer.kind === 'test' && answer.problems.length > 0
      if (answer.output) {
        const written = await document(answer, answer.output)
        if (!quiet) await stdout.write(written)
      } else if (!(quiet && format === 'text') && !(unfinished && ON_STDOUT.has(format))) {
        const look = await style(outside.stdout)
        const printed = await render(answer, { format, exit: exitOf(answer), style: look })
        const isText = format === 'text' && !lookOf(outside.stdout, env, options.color).utf8
        for (const part of batched(isText ? partsInAscii(printed) : printed))
          await stdout.write(await placed(format, part))
      }
      if (unfinished) await failed(answer.problems, exitOf(answer))
      if (answer.writes) await files(answer, answer.writes)
      if (format === 'json') return
      if (!quiet) await summary(answer)
      await notes(newNotes(answer))
      if (verbose) {
        await aside(filesText(answer.files, await style(outside.stderr)))
      }
    },
    tell(note) {
      told = told.then(() => notes([note]))
    },
    draw(done, total) {
      if (options.quiet || !isScreen(outside.stderr, env)) return
      drawn = true
      told = told.then(async () => {
        if (drawn) await stderr.write(`${CLEAR_LINE}${progressLine(done, total)}`)
      })
    },
    show(verdict) {
      if (options.quiet || options.format !== 'text' || !isWatched(outside)) return false
      const isFirst = rows++ === 0
      told = told.then(async () => {
        const { liveRow } = await import('../report/probe/live.js')
        const text = liveRow(verdict, isFirst, await style(outside.stderr))
        // The next progress is drawn below.
        if (drawn) await stderr.write(CLEAR_LINE)
        await aside(text)
      })
      return true
    },
    async failure(error) {
      await told.catch(() => {})
      await undraw()
      await (error instanceof ScopectlError ? refusal(error, exitOfError(error)) : bug(error))
    },
    aside,
    live() {
      isLive = true
      outside.unblock?.()
    },
    hurry: (ms) => stdout.hurry(ms),
    finish: () => told.then(stdout.lost),
  }
}
