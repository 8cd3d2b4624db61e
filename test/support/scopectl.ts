import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { type Finished, runProcess } from './run-process.js'
import { tempDir } from './temp-dir.js'

/** The program under test: the build under this Node, unless SCOPECTL_NODE or SCOPECTL_BINARY name another. */
const PROGRAM: readonly [string, ...string[]] = process.env['SCOPECTL_BINARY']
  ? [resolve(process.env['SCOPECTL_BINARY'])]
  : [process.env['SCOPECTL_NODE'] ?? process.execPath, resolve('bin/scopectl.js')]

export interface CallOptions {
  /** Left out: an empty folder. */
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** What is piped in; left out, stdin is /dev/null. */
  readonly input?: string
  /** The time it is asked about (`--at`). */
  readonly at?: string
}

/** Runs the built scopectl. Await several at once: each is a process of its own. */
export function scopectl(
  args: readonly string[],
  { cwd = tempDir(), env, input, at }: CallOptions = {},
): Promise<Finished> {
  const [command, ...first] = PROGRAM
  const all = [...first, ...args, ...(at === undefined ? [] : ['--at', at])]
  return runProcess(command, all, { cwd, env: { ...plainEnv(cwd), ...env }, input })
}

/** What a quiet, uncoloured machine in no particular country has. */
export function plainEnv(home: string, ...path: readonly string[]): Record<string, string> {
  const PATH = [...path, process.env['PATH'] ?? ''].join(process.platform === 'win32' ? ';' : ':')
  return { PATH, HOME: home, NO_COLOR: '1', LC_ALL: 'C.UTF-8' }
}

/**
 * A folder whose `scopectl` is the program under test, to stand first on PATH. Another process writes it: a child that was
 * forked here at that moment would hold the file open, and nobody could run it meanwhile (ETXTBSY).
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
