import { GLOBAL_FLAGS } from '../commands/global-flags.js'
import { fail } from '../core/errors.js'
import { nearest } from '../core/nearest.js'
import { OTHER_WORDS } from './other-words.js'

export type Found =
  | { readonly is: 'command'; readonly name: string; readonly args: readonly string[] }
  | { readonly is: 'help'; readonly topic: readonly string[] }
  | { readonly is: 'version' }
  | { readonly is: 'nothing' }

/** Flags that are no command's, understood only before the command word. */
const VERSION_FLAGS = ['-V', '--version']

/**
 * Finds the command word, or the two words, in a line; globals may stand before and between them.
 * The rest, globals included, is the command's own line to parse.
 */
export function findCommand(argv: readonly string[], names: readonly string[]): Found {
  const words: string[] = []
  const args: string[] = []
  const help = asksHelp(argv)
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i] ?? ''
    if (arg.startsWith('-') && arg !== '-' && arg !== '--') {
      if (words.length === 0 && VERSION_FLAGS.includes(arg)) return { is: 'version' }
      args.push(arg)
      if (!help) checkGlobal(arg, words[0], names)
      if (takesNext(arg) && i + 1 < argv.length) args.push(argv[++i] ?? '')
      continue
    }
    if (words.length === 0 && arg === 'help')
      return { is: 'help', topic: operands(argv.slice(i + 1)) }
    words.push(arg)
    const name = words.join(' ')
    if (names.includes(name)) {
      return help
        ? { is: 'help', topic: words }
        : { is: 'command', name, args: [...args, ...argv.slice(i + 1)] }
    }
    if (!names.some((known) => known.startsWith(`${name} `))) return unknown(words, names)
  }
  if (help) return { is: 'help', topic: words }
  if (words.length === 0) return { is: 'nothing' }
  return fail('incomplete-command', { command: words.join(' '), words: secondWords(words, names) })
}

const upToDashes = (argv: readonly string[]): readonly string[] =>
  argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv

const asksHelp = (argv: readonly string[]): boolean =>
  upToDashes(argv).some((arg) => arg === '-h' || arg === '--help')

function operands(argv: readonly string[]): string[] {
  return argv.filter((arg, i) => !arg.startsWith('-') && !takesNext(argv[i - 1] ?? ''))
}

/** Whether a global flag's value is the next argument: not attached as in `-cFILE` or `--catalog=FILE`. */
const takesNext = (arg: string): boolean => GLOBAL_FLAGS.get(arg) === true

/** Short flags may be written together (`-qv`) or with their value (`-cFILE`). */
function checkGlobal(arg: string, group: string | undefined, names: readonly string[]): void {
  const flag = arg.startsWith('--') ? (arg.split('=')[0] ?? arg) : arg.slice(0, 2)
  if (GLOBAL_FLAGS.has(flag)) return
  const known = [...GLOBAL_FLAGS.keys(), ...VERSION_FLAGS].filter((name) => name.startsWith('--'))
  if (group !== undefined)
    fail('incomplete-command', { command: group, words: secondWords([group], names) })
  fail('unknown-flag', { flag, command: undefined, near: nearest(flag, known) })
}

const secondWords = (words: readonly string[], names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const start = `${words.join(' ')} `
    return name.startsWith(start) ? [name.slice(start.length)] : []
  })

function unknown(words: readonly string[], names: readonly string[]): never {
  const command = words.join(' ')
  const instead = words.length === 1 ? OTHER_WORDS.get(command) : undefined
  const firstWords = names.map((name) => name.split(' ')[0] ?? name)
  const near = nearest(command, words.length === 1 ? [...names, ...firstWords, 'help'] : names)
  return fail('unknown-command', { command, instead, near })
}
