import { commandLine, option } from './shell.js'

/** The flags of the current command line that a suggested line must repeat. */
export interface Given {
  readonly catalog?: string | undefined
  readonly usersFile?: string | undefined
  readonly profile?: string | undefined
  readonly env?: string | undefined
  /** Seconds since 1970, or `iat`. */
  readonly at?: number | 'iat' | undefined
  /** Seconds. */
  readonly leeway?: number | undefined
  readonly key?: string | undefined
  readonly algorithm?: string | undefined
  readonly issuer?: string | undefined
  readonly audience?: string | undefined
}

/** Commands that answer for the files of a catalog, some of them for a time, some by a key. */
const LINE =
  /\bscopectl ((?:keys|users) [a-z]+|check|can|who-can|matrix|lock|diff|lint|test|token|verify|decode|drift|serve)\b/g
const BY_TIME: ReadonlySet<string> = new Set(['check', 'verify', 'can', 'decode', 'token', 'test'])
const BY_KEY: ReadonlySet<string> = new Set(['check', 'verify'])

/**
 * Adds the given flags to each scopectl command line in a text, unless that line has them itself; undefined if a flag
 * cannot be written in a form that can be pasted.
 */
export function withGiven(text: string, given: Given | undefined): string | undefined {
  if (!given) return text
  let isPasteable = true
  const all = text.replace(LINE, (line: string, command: string) => {
    const words = givenWords(command, given).filter(([flag = '']) => !says(text, flag))
    if (words.length === 0) return line
    const flags = commandLine(words.flat())
    isPasteable &&= flags !== undefined
    return `${line} ${flags}`
  })
  return isPasteable ? all : undefined
}

/** The given flags that a line of this command must repeat, each with its value: `[['--profile', 'staging']]`. */
export function givenWords(command: string, given: Given): string[][] {
  const { catalog, usersFile, profile, env, at, leeway, key, algorithm, issuer, audience } = given
  const word = (flag: string, value: string | undefined): string[][] =>
    value === undefined ? [] : [option(flag, value)]
  const byTime = BY_TIME.has(command)
  const byKey = BY_KEY.has(command)
  // A token cannot be issued at its own time.
  const time = byTime && !(command === 'token' && at === 'iat') ? timeText(at) : undefined
  return [
    ...(key === undefined ? word(catalog?.startsWith('-') ? '--catalog' : '-c', catalog) : []),
    ...word('--users-file', usersFile),
    ...word('--profile', profile),
    ...word('--env', env),
    ...word('--at', time),
    ...word('--leeway', byTime && command !== 'token' && leeway ? `${leeway}s` : undefined),
    ...(byKey && key !== undefined
      ? [
          ...word('--key', key),
          ...word('--algorithm', algorithm),
          ...word('--issuer', issuer),
          ...word('--audience', audience),
        ]
      : []),
  ]
}

function timeText(at: Given['at']): string | undefined {
  if (typeof at !== 'number') return at
  return Number.isInteger(at) ? new Date(at * 1000).toISOString().replace('.000Z', 'Z') : String(at)
}

/** Whether the line already has the flag; for `-c`, also its long name. */
const says = (text: string, flag: string): boolean => {
  const name = flag.replace(/=.*$/s, '')
  const names = name === '-c' || name === '--catalog' ? ['-c', '--catalog'] : [name]
  return names.some((each) => text.includes(` ${each} `) || text.includes(` ${each}=`))
}
