import { type Flags, type Part, readLine } from './line.js'
import type { ArgumentFacts, CommandFacts, FlagFacts } from './model.js'

/** What a word could become. */
export interface Candidate {
  /** The whole word, without quotes. */
  readonly word: string
  /** Empty if there is nothing to say. */
  readonly description: string
}

/** Names that the catalog and the users file have. */
export type NameKind = 'scope' | 'role' | 'user' | 'client' | 'route' | 'profile'

export interface Known {
  readonly commands: readonly CommandFacts[]
  readonly topics: readonly string[]
  /** The names of a kind; none if the files cannot be read. Only asked for where they fit. */
  names(kind: NameKind, wanted: Wanted): Iterable<Candidate>
}

/** The names of these files that begin with `start`. */
export interface Wanted extends NamedFiles {
  readonly start: string
}

/** The files that the line names. */
export interface NamedFiles {
  readonly catalog: string | undefined
  readonly usersFile: string | undefined
}

/** What names a flag or argument takes; by its name, since placeholders like NAME mean many things. */
const NAMES: Readonly<Record<string, NameKind>> = {
  '--user': 'user',
  '--client': 'client',
  '--role': 'role',
  '--scope': 'scope',
  '--scopes': 'scope',
  '--need': 'scope',
  '--at-most': 'scope',
  '--route': 'route',
  '--compare': 'role',
  '--profile': 'profile',
  NAME: 'user',
  WITH: 'role',
  ROUTE: 'route',
}

/**
 * What can come next on a line, in the order of help; [] where anything may come, like a file.
 * @param before the complete words after the program's name
 * @param current the start of the next word; '' for all
 */
export function candidates(
  before: readonly string[],
  current: string,
  known: Known,
): readonly Candidate[] {
  const found =
    before[0] === 'help' ? helpWords(before.slice(1), known) : next(before, current, known)
  return found.filter(({ word }) => word.startsWith(current) && word !== '')
}

function next(before: readonly string[], current: string, known: Known): readonly Candidate[] {
  const { commands } = known
  const globals = commands[0]?.flags.filter(isGlobal) ?? []
  // Only global flags may come before the command, whose own flags decide how the rest is read.
  const command = commandIn(operandsOf([...readLine(before, arityOf(globals))]), commands)
  const flags = command?.flags ?? globals
  const parts = [...readLine(before, arityOf(flags))]
  const words = operandsOf(parts)
  const flagNamed = (name: string) =>
    flags.find(({ long, short }) => long === name || short === name)
  const given = (name: string) =>
    parts.flatMap((part) => (part.is === 'flag' && part.flag === name ? (part.value ?? []) : []))[0]
  const files = {
    catalog: given('--catalog') ?? given('-c'),
    usersFile: given('--users-file'),
  }
  const last = parts.at(-1)
  if (last?.is === 'flag' && last.value === undefined) {
    const flag = flagNamed(last.flag)
    if (flag?.value !== undefined)
      return valuesOf(flag.long, flag.choices, { ...files, start: current }, known)
  }
  if (parts.some((part) => part.is === 'operand' && part.literal) || before.at(-1) === '--')
    return []
  const [name = '', attached] = current.split(/=(.*)/s)
  if (attached !== undefined && name.startsWith('--')) {
    const flag = flagNamed(name)
    if (flag?.value === undefined) return []
    return valuesOf(flag.long, flag.choices, { ...files, start: attached }, known).map(
      ({ word, description }) => ({
        word: `${name}=${word}`,
        description,
      }),
    )
  }
  if (current.startsWith('-')) {
    const used = new Set(parts.flatMap((part) => (part.is === 'flag' ? flagNamed(part.flag) : [])))
    return flags
      .filter((flag) => flag.repeatable || !used.has(flag))
      .map(({ long, description }) => ({ word: long, description }))
  }
  if (!command) return commandWords(words, known)
  const operands = words.slice(command.name.split(' ').length)
  const argument = argumentAt(command.arguments, operands.length)
  return argument
    ? valuesOf(argument.name, argument.choices, { ...files, start: current }, known)
    : []
}

const isGlobal = ({ group }: FlagFacts): boolean => group === 'Globals'

/** Whether each flag takes a value. */
const arityOf = (flags: readonly FlagFacts[]): Flags =>
  new Map(
    flags.flatMap(({ long, short, value }): [string, boolean][] =>
      [long, short].flatMap((name) => (name ? [[name, value !== undefined]] : [])),
    ),
  )

const operandsOf = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap((part) => (part.is === 'operand' && !part.literal ? [part.text] : []))

const commandIn = (
  words: readonly string[],
  commands: readonly CommandFacts[],
): CommandFacts | undefined =>
  commands.find(({ name }) => name === words[0] || name === words.slice(0, 2).join(' '))

const argumentAt = (
  args: readonly ArgumentFacts[],
  position: number,
): ArgumentFacts | undefined => {
  const last = args.at(-1)
  return args[position] ?? (last?.variadic ? last : undefined)
}

const valuesOf = (
  name: string,
  choices: readonly string[],
  wanted: Wanted,
  known: Known,
): readonly Candidate[] => {
  const kind = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined
  const words = choices.map((word) => ({ word, description: '' }))
  return kind === undefined ? words : [...words, ...known.names(kind, wanted)]
}

/** The words of commands after `words`; each first word once. */
function commandWords(words: readonly string[], { commands }: Known): readonly Candidate[] {
  const start = words.map((word) => `${word} `).join('')
  const found = new Map<string, string>()
  for (const { name, summary } of commands.filter((each) => each.name.startsWith(start))) {
    const [word = '', ...rest] = name.slice(start.length).split(' ')
    const group = commands.filter((each) => each.name.startsWith(`${start}${word} `))
    const inGroup = group.map((each) => each.name.slice(start.length + word.length + 1))
    found.set(word, rest.length === 0 ? summary : inGroup.join(', '))
  }
  if (words.length === 0) found.set('help', 'flags and examples of a command, or a topic')
  return [...found].map(([word, description]) => ({ word, description }))
}

function helpWords(words: readonly string[], known: Known): readonly Candidate[] {
  const topics = words.length === 0 ? known.topics : []
  return [
    ...commandWords(words, known).filter(({ word }) => word !== 'help'),
    ...topics.map((word) => ({ word, description: '' })),
  ]
}
