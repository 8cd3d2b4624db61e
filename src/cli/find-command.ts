import { GLOBAL_FLAGS } from '../commands/global-flags.js'
import { type Part, readLine } from '../core/command-line/line.js'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { type AsksAlone, asksAlone, asksBy, HELP_FLAGS, VERSION_FLAGS } from './alone.js'
import { OTHER_WORDS, type OtherWord } from './meant/other-words.js'
import { unknownFlag } from './unknown-flag.js'

export type Found =
  | { readonly is: 'command'; readonly name: string; readonly args: readonly string[] }
  | { readonly is: 'help'; readonly topic: readonly string[]; readonly asks: AsksAlone }
  | { readonly is: 'version'; readonly asks: AsksAlone }
  /** A command word of another tool: not run, but answered with the line to type. */
  | {
      readonly is: 'other-word'
      readonly word: string
      readonly meant: OtherWord
      readonly args: readonly string[]
    }
  | { readonly is: 'nothing' }

/** Flags allowed before the command word: the globals, and flags without a command. */
const FLAGS = new Map([
  ...GLOBAL_FLAGS,
  ...VERSION_FLAGS.map((flag): [string, boolean] => [flag, false]),
])

/**
 * Finds the command (one or two words) in a line; global flags may come before and between the words.
 * The command parses the rest itself, including global flags and `-h`.
 */
export function findCommand(argv: readonly string[], names: readonly string[]): Found {
  const words: string[] = []
  const parts: Part[] = []
  /** The arguments so far, without the words of the command. */
  const args: string[] = []
  let start = 0
  for (const part of readLine(argv, FLAGS)) {
    const given = argv.slice(start, part.end)
    start = part.end
    if (part.is !== 'operand') {
      checkFlag(part, words, names)
      parts.push(part)
      args.push(...given)
      continue
    }
    if (part.literal) return unknown([...words, '--'], names)
    if (part.text === '') fail('empty-argument', { argument: undefined })
    if (words.length === 0 && part.text === 'help') return helpOn(parts, argv.slice(start))
    words.push(part.text)
    const name = words.join(' ')
    if (names.includes(name)) {
      return (
        asksVersion(parts, words) ?? { is: 'command', name, args: [...args, ...argv.slice(start)] }
      )
    }
    if (!names.some((known) => known.startsWith(`${name} `))) {
      const [command, other] = names.filter((known) => known.startsWith(`${words[0]} `))
      if (command && (!other || words[0] === 'import') && part.text.includes('.')) {
        // The second word was omitted. Of what can be imported, OpenAPI is the usual, and first.
        const all = [...args, part.text, ...argv.slice(start)]
        return { is: 'other-word', word: name, meant: { command }, args: all }
      }
      const meant = OTHER_WORDS.get(name)
      if (!meant) return unknown(words, names)
      return { is: 'other-word', word: name, meant, args: [...args, ...argv.slice(start)] }
    }
  }
  const version = asksVersion(parts, words)
  if (version) return version
  const help = asksAlone(parts, HELP_FLAGS)
  if (help) return { is: 'help', topic: words, asks: help }
  if (words.length === 0) return { is: 'nothing' }
  return fail('incomplete-command', { command: words.join(' '), words: secondWords(words, names) })
}

function asksVersion(parts: readonly Part[], [word]: readonly string[]): Found | undefined {
  const asks = asksAlone(parts, VERSION_FLAGS)
  if (!asks || word === undefined) return asks && { is: 'version', asks }
  return { is: 'version', asks: { ...asks, alone: false, beside: asks.beside ?? word } }
}

/** `help`, then the words of a topic; only output flags are allowed. */
function helpOn(before: readonly Part[], argv: readonly string[]): Found {
  const parts = [...before, ...readLine(argv, FLAGS)]
  const topic = parts.flatMap((part) => (part.is === 'operand' ? part.text : []))
  const flags = parts.filter((part) => part.is !== 'operand')
  for (const flag of flags) checkFlag(flag, [], [])
  if (topic.includes('')) fail('empty-argument', { argument: 'TOPIC' })
  return { is: 'help', topic, asks: asksBy('help', flags, HELP_FLAGS) }
}

/** @param words the words of the command so far */
function checkFlag(
  part: Part & { is: 'flag' | 'unknown' },
  words: readonly string[],
  names: readonly string[],
): void {
  const { flag } = part
  if (words.length > 0 && (part.is === 'unknown' || isVersion(flag))) {
    const command = words.join(' ')
    fail('incomplete-command', { command, words: secondWords(words, names) })
  }
  if (part.is === 'unknown' && FLAGS.has(flag)) fail('unexpected-value', { flag })
  if (part.is === 'unknown') unknownFlag(flag, undefined, KNOWN)
}

const isVersion = (flag: string): boolean => VERSION_FLAGS.some((known) => known === flag)

const KNOWN = [...FLAGS.keys()].filter((name) => name.startsWith('--'))

const secondWords = (words: readonly string[], names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const start = `${words.join(' ')} `
    return name.startsWith(start) ? [name.slice(start.length)] : []
  })

function unknown(words: readonly string[], names: readonly string[]): never {
  const command = words.join(' ')
  const firstWords = names.map((name) => name.split(' ')[0] ?? name)
  const suggestion = nearest(
    command,
    words.length === 1 ? [...names, ...firstWords, 'help'] : names,
  )
  return fail('unknown-command', { command, suggestion })
}
