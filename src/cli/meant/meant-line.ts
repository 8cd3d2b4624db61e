import { readLine } from '../../core/command-line/line.js'
import { redact } from '../../core/secrets/redact.js'
import { commandLine, PIPE, type Word } from '../../report/shell.js'
import { PIPED, place } from './operands.js'
import { METHOD_FLAGS, OTHER_FLAGS } from './other-flags.js'
import { isFormat, isOutput, withOutput } from './output-file.js'
import { matrixInstead } from './pattern.js'
import type { Line, Typed } from './pieces.js'

/**
 * Guesses the line that was probably meant instead of one that cannot be run: translates flags of other tools, and puts
 * arguments after the flags they belong to. The guess is only shown, never run.
 *
 * @param argv the command's own line
 * @returns undefined if nothing can be guessed, or the line might repeat a secret
 * @example meantLine(check, ['alice', 'write']) is `scopectl check --user alice --need write`
 */
export function meantLine(typed: Typed, argv: readonly string[]): string | undefined {
  const line = readFlags(typed, [...argv, ...(typed.missing ?? [])])
  if (!line || line.flags.some(hasSecret)) return undefined
  const asMatrix = typed.command === 'who-can' ? matrixInstead(line) : undefined
  const placed = asMatrix ?? place(line, typed)
  if (!placed) return undefined
  const words = line.to === undefined ? placed : [...placed, { shell: '>' }, line.to]
  if (words.some((word) => typeof word === 'string' && mayBeSecret(word))) return undefined
  const typedWords = ['scopectl', ...(typed.word ?? typed.command).split(' '), ...argv]
  return isSame(words, typedWords) ? undefined : commandLine(words)
}

/** The token or key itself, in any form, and not where to read it. */
const hasSecret = ({ name, value }: Line['flags'][number]): boolean =>
  (name === '--token' || name === '--key') &&
  value !== undefined &&
  !/^(?:-$|env:|file:|https?:)/.test(value)

const mayBeSecret = (word: string): boolean => redact(word) !== word

const isSame = (words: readonly Word[], typed: readonly string[]): boolean =>
  !words.includes(PIPE) && [...words].sort().join('\n') === [...typed].sort().join('\n')

/** Translates every flag to ours; undefined if one has no counterpart in this command. */
function readFlags(given: Typed, argv: readonly string[]): Line | undefined {
  const { command, flags } = given
  const line: Line = { flags: [], operands: [] }
  let method: string | undefined
  let output: string | undefined
  const parts = [...readLine(argv, flags)]
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]
    if (!part) continue
    if (part.is === 'operand') {
      line.operands.push(part.text)
    } else if (part.is === 'flag') {
      if (flags.get(part.flag) && part.value === undefined) return undefined
      if (part.flag === '--need') line.beforeNeed ??= line.operands.length
      line.flags.push({ name: part.flag, value: part.value })
    } else {
      const typed = argv[part.end - 1] ?? ''
      const attached = typed.includes('=') ? typed.slice(typed.indexOf('=') + 1) : undefined
      const takeValue = (): string | undefined => {
        const next = parts[i + 1]
        if (attached !== undefined || next?.is !== 'operand') return attached
        i++
        return next.text
      }
      if (METHOD_FLAGS.has(part.flag)) {
        method = takeValue()?.toUpperCase()
        continue
      }
      if (isOutput(part.flag, command)) {
        const value = takeValue()
        if (value === undefined) return undefined
        if (isFormat(value)) line.flags.push({ name: '--format', value })
        else output = value
        continue
      }
      if (part.flag === '--user' && PIPED.has(command)) {
        line.operands.push(takeValue() ?? '')
        continue
      }
      const meant = OTHER_FLAGS.get(part.flag)
      const name = meant?.flags.find((each) => flags.has(each))
      if (!meant || name === undefined) return undefined
      const value = flags.get(name) ? takeValue() : undefined
      if (flags.get(name) && value === undefined) return undefined
      line.flags.push({
        name,
        value: value === undefined ? value : (meant.value?.(value) ?? value),
      })
    }
  }
  if (method !== undefined) withMethod(line, method)
  if (output !== undefined) withOutput(line, output, given)
  return line
}

function withMethod(line: Line, method: string): void {
  const route = line.flags.find(({ name }) => name === '--route')
  if (route) route.value = `${method} ${route.value?.replace(/^GET /, '') ?? '/'}`
  else line.operands.unshift(method)
}
