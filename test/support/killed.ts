import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { plainEnv } from './scopectl.js'
import { tempDir } from './temp-dir.js'

/** Kills the process before its nth call, counted from 0, that changes files; `link:0` counts calls of that name only. */
const PRELOAD = `const fs = require('node:fs')
const [only, at] = process.env.KILL_AT.split(':')
let calls = 0
for (const name of ['mkdir', 'open', 'write', 'fsync', 'link', 'rename', 'rm']) {
  const call = fs[name + 'Sync']
  fs[name + 'Sync'] = (...args) => {
    const counts = (only === '' || only === name) && (name !== 'open' || args[1] === 'wx')
      && !(name === 'write' && args[0] <= 2)
    if (counts && calls++ === Number(at)) process.kill(process.pid, 'SIGKILL')
    return call(...args)
  }
}
// Two steps for the system: between them, the file is empty.
fs.writeFileSync = (file, text, { flag = 'w', mode = 0o666 } = {}) => {
  const fd = fs.openSync(file, flag, mode)
  if (Buffer.byteLength(text) > 0) fs.writeSync(fd, text)
  fs.closeSync(fd)
}`

/**
 * Runs scopectl, to be killed by SIGKILL at a moment of its work.
 * @param moment `:N`, before its nth change of the file system, or `NAME:N`, before its nth call of that function
 * @returns 'killed', or 'ended' if it has made fewer calls and ended with exit code 0
 */
export function killedAt(
  moment: string,
  args: readonly string[],
  cwd: string,
  input = '',
): 'killed' | 'ended' {
  const preload = join(tempDir({ 'kill.cjs': PRELOAD }), 'kill.cjs')
  const all = ['--require', preload, resolve('bin/scopectl.js'), ...args]
  const env = { ...plainEnv(cwd), KILL_AT: moment, NODE_DISABLE_COMPILE_CACHE: '1' }
  const options = { cwd, env, input, timeout: 120_000, encoding: 'utf8' } as const
  const run = spawnSync(process.execPath, all, options)
  if (run.signal === 'SIGKILL') return 'killed'
  if (run.status === 0) return 'ended'
  throw new Error(`${args.join(' ')} at ${moment}: ${run.signal ?? run.status}\n${run.stderr}`)
}

/** A folder with these files that is a git repository. */
export function repository(files: Readonly<Record<string, string>> = {}): string {
  const cwd = tempDir(files)
  execFileSync('git', ['init', '-q', '--template=', cwd])
  return cwd
}

/** The files that `git add` would add. */
export const visible = (cwd: string): string[] =>
  execFileSync('git', ['-C', cwd, 'status', '--porcelain', '-uall', '-z'], { encoding: 'utf8' })
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => line.slice(3))
    .sort()

/** Of those, the ones with private keys, under whatever name. */
export const visibleKeys = (cwd: string): string[] =>
  visible(cwd).filter((name) => readFileSync(join(cwd, name), 'utf8').includes('"d":'))

/** What interrupted runs have left in a folder. */
export const leftIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => /^\.scopectl-|\.lock\b/.test(name) && name !== 'access.lock')

/** Moves what was left an hour into the past: a folder without any file is left alone for a minute. */
export function age(folder: string): void {
  const then = Date.now() / 1000 - 3600
  for (const name of leftIn(folder)) utimesSync(join(folder, name), then, then)
}
