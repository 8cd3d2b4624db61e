import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { assertDocumented } from './documented.js'
import { type Finished, runProcess } from './run-process.js'
import { tempDir } from './temp-dir.js'

/** The program under test: the build on this Node, unless SCOPECTL_NODE or SCOPECTL_BINARY name another one. */
const PROGRAM: readonly [string, ...string[]] = process.env['SCOPECTL_BINARY']
  ? [resolve(process.env['SCOPECTL_BINARY'])]
  : [process.env['SCOPECTL_NODE'] ?? process.execPath, resolve('bin/scopectl.js')]

export interface CallOptions {
  /** An empty folder by default. */
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** What is piped in; if left out, stdin is /dev/null. */
  readonly input?: string
  /** The time of the question (`--at`). */
  readonly at?: string
  /** The user and group to run as; only root can choose. */
  readonly uid?: number | undefined
  /** The time limit, if the one of `runProcess` is too short. */
  readonly seconds?: number
}

/** Runs the built scopectl; any JSON that it prints must be as documented. Several can be awaited at once: each is a separate process. */
export async function scopectl(
  args: readonly string[],
  { cwd = tempDir(), env, input, at, uid, seconds }: CallOptions = {},
): Promise<Finished> {
  const [command, ...first] = PROGRAM
  const all = [...first, ...args, ...(at === undefined ? [] : ['--at', at])]
  const limit = seconds === undefined ? {} : { seconds }
  const options = { cwd, env: { ...plainEnv(cwd), ...env }, input, uid, ...limit }
  const done = await runProcess(command, all, options)
  assertDocumented(done.stdout)
  return done
}

/** The environment of a quiet machine without colours and locale. */
export function plainEnv(home: string, ...path: readonly string[]): Record<string, string> {
  const PATH = [...path, process.env['PATH'] ?? ''].join(process.platform === 'win32' ? ';' : ':')
  return { PATH, HOME: home, NO_COLOR: '1', LC_ALL: 'C.UTF-8' }
}

/**
 * A folder whose `scopectl` is the program under test, to be put first in PATH. Another process writes it: a child that
 * is forked here at the same time would keep the file open, and it could not be run (ETXTBSY).
 */
export function wrapperDir(): string {
  const quoted = PROGRAM.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  const dir = tempDir()
  const write = 'cat >"$1" && chmod 755 "$1"'
  execFileSync('sh', ['-c', write, 'sh', join(dir, 'scopectl')], {
    input: `#!/bin/sh\nexec ${quoted} "$@"\n`,
  })
  return dir
}
