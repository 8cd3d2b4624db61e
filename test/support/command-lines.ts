import { type Declared, spellings } from './command-list.js'

/** A part of a text with a command line: `words` is what follows `scopectl`. */
export interface CommandLine {
  readonly text: string
  readonly words: readonly string[]
}

const FENCE = /^```(\w*)[^\n]*\n([\s\S]*?)^```/gm
const SPAN = /`([^`\n]+)`/g
/** Words, and values in quotes; a line ends at a pipe, a semicolon, a comment or a closing parenthesis. */
const WORD =
  /[^\s"'`|;&()]*(?:"[^"]*"|'[^']*')[^\s"'`|;&()]*|[^\s"'`|;&()#][^\s"'`|;&()]*|[|;&()#]/g

/** `scopectl …` in the code of a Markdown text: fences of shell commands, and spans. */
export function markdownLines(text: string): CommandLine[] {
  const fences = [...text.matchAll(FENCE)]
    .filter(([, kind = '']) => ['', 'sh', 'console', 'yaml'].includes(kind))
    .flatMap(([, , code = '']) => calls(code))
  return [...fences, ...spansOf(text).flatMap(calls)]
}

/** Code in backticks outside fences. */
export const spansOf = (text: string): string[] =>
  [...text.replace(FENCE, '').matchAll(SPAN)].map(([, span = '']) => span)

/** `scopectl …` in a text of ours (help, a hint): only if it is set off as code, not in a sentence about scopectl. */
export const textLines = (text: string): CommandLine[] => calls(text)

/** Where a command is expected: at the start, after a prompt, a pipe or `npx`, in backticks, indented. */
const CALL = /(?:^|[`|(!]|&&|; ?|\$ |npx |(?:^|\n) *|next: |hint: |: )\s*scopectl +([^\n]*)/gm

function calls(text: string): CommandLine[] {
  return [...text.matchAll(CALL)].flatMap(([, rest = '']) => {
    const words = wordsOf(rest)
    // A command line may continue after a pipe.
    return [{ text: `scopectl ${rest}`, words }, ...calls(rest)]
  })
}

export function wordsOf(line: string): string[] {
  const words: string[] = []
  const [one = ''] = line.split(/`|, or scopectl /)
  for (const [word] of one.matchAll(WORD)) {
    if (/^[|;&()#]$/.test(word)) break
    words.push(word.replace(/[.,:]$/, ''))
  }
  return words
}

/** The part of such a line that does not exist; undefined if everything does. */
export function faultIn(
  words: readonly string[],
  commands: readonly Declared[],
): string | undefined {
  const [first = ''] = words
  const globals = commands[0]?.options.flatMap(spellings) ?? []
  if (first === '') return undefined
  if (first === 'help' || ['--help', '--version', '-h'].includes(first)) return undefined
  const start = words.findIndex((word) => !word.startsWith('-'))
  const rest = words.slice(start === -1 ? 0 : start)
  const command = commands
    .filter(({ name }) => `${rest.join(' ')} `.startsWith(`${name} `))
    .sort((a, b) => b.name.length - a.name.length)[0]
  if (!command && isPlaceholder(rest[0])) return undefined
  if (!command) return isGroup(rest, commands) ? undefined : `no command \`${rest.join(' ')}\``
  const known = new Set([...command.options.flatMap(spellings), ...globals])
  const end = words.indexOf('--')
  const flags = words
    .slice(0, end === -1 ? undefined : end)
    .filter((word) => /^--?[A-Za-z]/.test(word))
  const unknown = flags.map((flag) => flag.replace(/=.*$/s, '')).find((flag) => !known.has(flag))
  return unknown === undefined ? undefined : `\`${command.name}\` has no flag \`${unknown}\``
}

/** `COMMAND`, or a placeholder in our messages: `${command}`. */
const isPlaceholder = (word = ''): boolean => /^[A-Z]+$|^…$|\$\{/.test(word)

/** `keys` alone, or with a placeholder or a choice: `keys …`, `help X`. */
const isGroup = ([word, next]: readonly string[], commands: readonly Declared[]): boolean =>
  commands.some(({ name }) => name.startsWith(`${word} `)) &&
  (next === undefined || /^[A-Z…-]/.test(next))
