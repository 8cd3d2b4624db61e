import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { plainEnv } from './scopectl.js'
import { tempDir } from './temp-dir.js'

const AUTHOR = [
  '-c',
  'user.name=t',
  '-c',
  'user.email=t@example.test',
  '-c',
  'commit.gpgsign=false',
]

export function git(cwd: string, ...args: readonly string[]): string {
  const env = { ...plainEnv(cwd), GIT_CONFIG_NOSYSTEM: '1' }
  // Cloning from a path without a server is disabled by default in some versions.
  const line = [...AUTHOR, '-c', 'protocol.file.allow=always', ...args]
  return execFileSync('git', line, { cwd, env, encoding: 'utf8', stdio: 'pipe' }).trim()
}

export function write(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), text)
  }
}

export function commit(
  cwd: string,
  files: Readonly<Record<string, string>>,
  message = 'x',
): string {
  write(cwd, files)
  git(cwd, 'add', '-A')
  git(cwd, 'commit', '-q', '-m', message)
  return git(cwd, 'rev-parse', 'HEAD')
}

/** A repository on `main` with one commit of these files. */
export function repository(files: Readonly<Record<string, string>>): string {
  const dir = tempDir()
  git(dir, 'init', '-q', '-b', 'main', '.')
  commit(dir, files)
  return dir
}
