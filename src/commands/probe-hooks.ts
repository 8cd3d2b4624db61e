import { fail } from '../core/errors.js'
import { isSafe } from '../core/probe/methods.js'
import { wordsOf } from '../core/probe/words-of.js'
import { type Problem, problem } from '../core/problem.js'
import { withoutTokens } from '../core/secrets/without-token.js'
import type { Context } from '../io/context.js'
import { runCommand } from '../io/probe/run-command.js'

type Words = readonly [string, ...string[]]

/** What runs before and after each write. */
export interface Hooks {
  readonly before: Words | undefined
  readonly after: Words | undefined
}

/** How long a command may take, in seconds. */
const MOST_SECONDS = 60
/** Words that only a shell understands. */
const SHELL = new Set(['|', '||', '&', '&&', ';', '<', '>', '>>', '2>', '2>&1'])

/** Parser for --before and --after. */
export const commandWords =
  (flag: string) =>
  (text: string): Words => {
    const words = wordsOf(text)
    if (!words) return fail('probe-bad-command', { flag, text, why: 'words' })
    const operator = text.trimStart().startsWith('[')
      ? undefined
      : words.find((word) => SHELL.has(word))
    if (operator !== undefined) fail('probe-bad-command', { flag, text: operator, why: 'shell' })
    return words
  }

/** Without a write, they would never run, and whoever wrote them believes that they did. */
export function readHooks({ before, after }: Partial<Hooks>, methods: ReadonlySet<string>): Hooks {
  const flag = before ? '--before' : after ? '--after' : undefined
  if (flag && [...methods].every(isSafe)) fail('probe-command-unused', { flag })
  return { before, after }
}

/** Tells a command what is about to be written, or was. */
export interface HookFacts {
  readonly url: string
  readonly route: string
  readonly method: string
  readonly path: string
}

/** @returns the problem if it failed */
export async function runHook(
  flag: '--before' | '--after',
  words: Words | undefined,
  { url, route, method, path }: HookFacts,
  ctx: Context,
): Promise<Problem | undefined> {
  if (!words) return undefined
  const env = {
    ...ctx.env,
    ...{ SCOPECTL_URL: url, SCOPECTL_ROUTE: route, SCOPECTL_METHOD: method, SCOPECTL_PATH: path },
  }
  const result = await runCommand(words, ctx.cwd, env, MOST_SECONDS)
  if (result.ok) return undefined
  const output = withoutTokens(result.output).trim().split('\n').at(-1) ?? ''
  return problem('probe-command-failed', { flag, route, why: result.why, output })
}
