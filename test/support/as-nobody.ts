import { spawnSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Finished } from './run-process.js'
import { plainEnv } from './scopectl.js'

const NOBODY = 65534

/** Whether this process may run programs as another user. */
export const isRoot = process.getuid?.() === 0

/** Runs the built program in the folder, which is made readable for it, as a user without any rights. */
export function asNobody(cwd: string, args: readonly string[]): Finished {
  chmodSync(cwd, 0o755)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve('bin/scopectl.js'), ...args],
    { cwd, uid: NOBODY, gid: NOBODY, env: plainEnv('/nonexistent'), encoding: 'utf8' },
  )
  return { exit: status ?? Number.NaN, stdout, stderr }
}
