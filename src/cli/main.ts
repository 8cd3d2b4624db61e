import { type CommandModule, kindOf, type Listed } from '../commands/command.js'
import type { Answer } from '../core/answer.js'
import { fail, ScopectlError } from '../core/errors.js'
import { problem } from '../core/problem.js'
import type { Context } from '../io/context.js'
import { documentKind } from '../report/index.js'
import { commandLine } from '../report/shell.js'
import { type AsksAlone, HELP_FLAGS } from './alone.js'
import { ALL_COMMANDS } from './commands.js'
import { EXIT, exitOf, exitOfError } from './exit.js'
import { type Found, findCommand } from './find-command.js'
import type { Typed } from './meant/pieces.js'
import { withMeant } from './meant/with-meant.js'
import { type Output, outputOf } from './output.js'
import type { Outside } from './outside.js'
import { peekFlags, peekReports } from './peek-flags.js'
import type { Parsed } from './program.js'
import { versionAnswer } from './version.js'

export { endingOf } from './ending.js'
export { realContext } from './outside.js'

/**
 * Runs one command line and returns its exit code. The only place where errors become text and streams are
 * written to. Never ends the process, so that pending output is not lost.
 */
export async function main(argv: readonly string[], outside: Outside): Promise<number> {
  const output = outputOf(outside, peekFlags(argv))
  const ctx = outside.context(output.tell, output.draw, output.show)
  try {
    const exit = await run(argv, ctx, output)
    const why = await output.finish()
    return why ? fail('output-lost', { why }) : exit
  } catch (error) {
    const exit = exitOfError(error)
    try {
      await output.failure(error)
      return exit
    } catch (worse) {
      // Reporting the error failed, too: report that, without the parts that may be broken.
      await output.failure(new Error(`${String(error)}; then: ${String(worse)}`, { cause: error }))
      return EXIT.bug
    }
  } finally {
    ctx.leave()
  }
}

/** How long the end of a server waits for somebody to read its last line. */
const LAST_WORDS_MS = 500

async function run(argv: readonly string[], ctx: Context, output: Output): Promise<number> {
  // Until a command is found: `tset --report junit=a.xml` must not leave an earlier report.
  output.use({ writes: () => peekReports(argv), cwd: () => ctx.cwd })
  const found = findCommand(
    argv,
    ALL_COMMANDS.map(({ name }) => name),
  )
  if (found.is === 'command') {
    const listed = ALL_COMMANDS.find(({ name }) => name === found.name) as Listed
    return runCommand(listed, found.args, ctx, output)
  }
  if (found.is === 'other-word') return otherWord(found, ctx)
  if (found.is === 'version') {
    if (!found.asks.alone) notAlone(found.asks, undefined)
    output.use({ kind: 'version' })
    return say(versionAnswer(), output)
  }
  if (found.is === 'help') return help(found, argv, output)
  if (!peekFlags(argv).json) {
    const { rootHelp } = await import('./help/index.js')
    await output.aside(rootHelp(ALL_COMMANDS))
    return EXIT.notAsked
  }
  throw new ScopectlError([problem('no-command', {})])
}

async function runCommand(
  listed: Listed,
  line: readonly string[],
  ctx: Context,
  output: Output,
): Promise<number> {
  output.use({ kind: documentKind(kindOf(listed)) })
  const [{ parse, lineMeant }, { command: module }] = await Promise.all([
    import('./program.js'),
    listed.load(),
  ])
  output.use({ writes: () => (module.reports ? peekReports(line) : []) })
  try {
    const read = parse(listed, module, line)
    if (read.is === 'help')
      return await help({ topic: [listed.name], asks: read.asks }, line, output)
    return await runParsed(module, read, ctx, output)
  } catch (error) {
    const around = await aroundLine(ctx)
    throw withMeant(error, (missing) => lineMeant(listed, module, line, { ...around, missing }))
  }
}

async function runParsed(
  module: CommandModule,
  { args, options, format }: Parsed,
  ctx: Context,
  output: Output,
): Promise<number> {
  const { quiet = false, verbose = false, color, input } = options
  output.use({ format, quiet, verbose, color, given: options })
  // Inherited, not copied: what the context finds out only when it is asked stays so.
  const inside: Context = Object.create(ctx, {
    interactive: { get: () => input && ctx.interactive },
  })
  if (!module.live) return say(await module.run(args, options, inside, output.answer), output)
  output.live()
  let last: Answer
  try {
    last = await module.run(args, options, inside, output.answer)
  } finally {
    output.hurry(LAST_WORDS_MS)
  }
  return say(last, output)
}

/** The context for a guess: which names the files contain, and whether stdin may be the subject. */
async function aroundLine(ctx: Context): Promise<Pick<Typed, 'piped' | 'subjectFlag' | 'isScope'>> {
  const { isScope, subjectFlag } = await import('../commands/subject-flag.js')
  return {
    piped: ctx.stdin.kind === 'pipe',
    subjectFlag: (name, files) => subjectFlag(name, files, ctx),
    isScope: (name, files) => isScope(name, files, ctx),
  }
}

/** A word of another tool is never run: the answer is the line to type, with what else was on this one. */
async function otherWord(
  { word, meant, args: all }: Extract<Found, { is: 'other-word' }>,
  ctx: Context,
): Promise<never> {
  const { command, always = [], rest = [] } = meant
  // Whoever asks how to use a word that does not exist needs the one that does.
  const args = all.filter((arg) => !HELP_FLAGS.some((flag) => flag === arg))
  const listed = ALL_COMMANDS.find(({ name }) => name === command)
  let instead: string | undefined
  if (listed && args.length > 0) {
    const [{ lineMeant }, { command: module }] = await Promise.all([
      import('./program.js'),
      listed.load(),
    ])
    const around = await aroundLine(ctx)
    instead = lineMeant(listed, module, [...args, ...always], { ...around, word })
  }
  instead ??= commandLine(['scopectl', ...command.split(' '), ...rest, ...always])
  throw new ScopectlError([{ ...problem('unknown-command', { command: word }), instead }])
}

/** Help alone is an answer. Combined with a query it is an error: exit 0 would be mistaken for a yes. */
async function help(
  { topic, asks }: { readonly topic: readonly string[]; readonly asks: AsksAlone },
  argv: readonly string[],
  output: Output,
): Promise<number> {
  const { helpAnswer } = await import('./help/index.js')
  const answer = await helpAnswer(topic, ALL_COMMANDS, { asData: peekFlags(argv).json })
  if (!asks.alone) {
    await output.aside(answer.text)
    notAlone(asks, answer.topic)
  }
  output.use({ kind: 'help' })
  return say(answer, output)
}

const notAlone = ({ flag, beside }: AsksAlone, topic: string | undefined): never =>
  fail('flag-not-alone', { flag, beside, topic })

async function say(answer: Answer, output: Output): Promise<number> {
  await output.answer(answer)
  return exitOf(answer)
}
