import { PIPE, type Word } from '../../report/shell.js'
import { type Line, type NamedFiles, type Typed, wordsOf } from './pieces.js'

const SUBJECT = ['--token', '--user', '--client', '--role', '--scopes', '--anonymous']
const GOAL = ['--need', '--route', '--at-most', '--batch']
const ROUTE = /^[A-Z][A-Z-]* \/\S*$/
const BARE = /^[\p{L}\p{N}_.@+:-]{1,64}$/u
/** A token source, or text that looks like a token. */
const TOKEN = /^(?:-|env:.*|file:.*|.*\..*\..*)$/

/** Commands that take a token but no user name: a token must be issued first. */
export const PIPED: ReadonlySet<string> = new Set(['verify', 'decode'])

/**
 * Puts each argument after the flag it belongs to.
 * @returns the words of a line, or undefined if an argument fits nowhere
 */
export function place(line: Line, typed: Typed): readonly Word[] | undefined {
  const { command, flags, most, piped } = typed
  const has = (names: readonly string[]) => line.flags.some(({ name }) => names.includes(name))
  const can = (name: string) => flags.has(name) && !has([name])
  const kept: string[] = []
  let before: Word[] = []
  let name = command
  let isUnknown = false
  const add = (flag: string, value?: string) => line.flags.push({ name: flag, value })
  const who = (subject: string): string => {
    const found = typed.subjectFlag ? typed.subjectFlag(subject, filesOf(line)) : '--user'
    isUnknown ||= found === undefined
    return found ?? '--user'
  }
  for (const flag of line.flags)
    if (flag.name === '--route' && flag.value?.startsWith('/')) flag.value = withMethod(flag.value)

  for (const [i, operand] of routesJoined(line.operands).entries()) {
    const isBare = BARE.test(operand) && !TOKEN.test(operand)
    if (command === 'who-can' && isRoute(operand)) kept.push(withMethod(operand))
    else if (command === 'matrix' && isBare && !has(['--compare'])) {
      name = 'can'
      add(who(operand), operand)
    } else if (can(`--${operand}`) && !flags.get(`--${operand}`)) add(`--${operand}`)
    else if (isRoute(operand) && can('--route') && !has(GOAL)) add('--route', withMethod(operand))
    else if (/\.ya?ml$/.test(operand) && most === 0 && can('--catalog')) add('-c', operand)
    else if (/^\d+$/.test(operand) && can('--port')) add('--port', operand)
    else if (operand === '.' && most === 0) continue
    else if (isBare) {
      if (PIPED.has(command)) {
        before = ['scopectl', 'token', who(operand), operand, PIPE]
        continue
      }
      // After a scope it may be another scope, with missing quotes.
      const mayBeScope = i >= (line.beforeNeed ?? Number.POSITIVE_INFINITY)
      const isSubject =
        can('--user') && !has(SUBJECT) && !piped && !mayBeScope && !operand.includes(':')
      const goal = ['--need', '--scope'].find(can)
      const isScope = typed.isScope?.(operand, filesOf(line)) ?? true
      const needed = command === 'who-can' && line.flags.find((flag) => flag.name === '--need')
      if (isSubject) add(who(operand), operand)
      else if (needed && isScope) needed.value = `${needed.value} ${operand}`
      else if (goal && !has(GOAL) && isScope) add(goal, operand)
      else if (command === 'who-can' && !has(GOAL) && line.operands.length === 1) {
        name = 'can'
        add(who(operand), operand)
      } else if (command === 'can' && has(SUBJECT) && isScope) {
        name = 'check'
        add('--need', operand)
      } else kept.push(operand)
    } else kept.push(operand)
  }
  if (isUnknown || kept.length > most) return undefined
  if (command === 'check' && !has(GOAL)) {
    // A subject without a goal: listing everything it may call is the closest answer.
    if (!has(SUBJECT) || kept.length > 0 || line.flags.some(({ name: flag }) => !IN_CAN.has(flag)))
      return undefined
    name = 'can'
  } else if (command === 'check' && !has(SUBJECT) && kept.length === 0 && !piped) {
    // A goal without a subject.
    if (line.flags.some(({ name: flag }) => !IN_WHO_CAN.has(flag))) return undefined
    name = 'who-can'
  }
  return [...before, 'scopectl', ...name.split(' '), ...line.flags.flatMap(wordsOf), ...kept]
}

function filesOf({ flags }: Line): NamedFiles {
  const value = (...names: readonly string[]) =>
    flags.find(({ name }) => names.includes(name))?.value
  return { catalog: value('-c', '--catalog'), usersFile: value('--users-file') }
}

const GLOBAL = [
  '-c',
  '--catalog',
  '--users-file',
  '--profile',
  '--env',
  '--at',
  '--leeway',
  '--json',
]
const IN_CAN: ReadonlySet<string> = new Set([...GLOBAL, ...SUBJECT])
const IN_WHO_CAN: ReadonlySet<string> = new Set([...GLOBAL, '--need', '--any', '--route'])

const isRoute = (text: string): boolean => ROUTE.test(text) || /^\/\S*$/.test(text)
const withMethod = (text: string): string => (text.startsWith('/') ? `GET ${text}` : text)

/** Joins `POST /items/` given as two arguments: a route with missing quotes. */
function routesJoined(operands: readonly string[]): string[] {
  const out: string[] = []
  for (const operand of operands) {
    const last = out.at(-1)
    if (last !== undefined && operand.startsWith('/') && /^[A-Za-z]+$/.test(last))
      out[out.length - 1] = `${last.toUpperCase()} ${operand}`
    else out.push(operand)
  }
  return out
}
