import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { runOnce } from './measure.js'

const TEMP = mkdtempSync(join(tmpdir(), 'scopectl-bench-'))
process.on('exit', () => rmSync(TEMP, { recursive: true, force: true }))

/** A temporary folder with these files. */
export function folderOf(files) {
  const folder = mkdtempSync(join(TEMP, 'world-'))
  mkdirSync(join(folder, '.git')) // ends the search for a catalog
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** The npm package as built. */
export const scopectl = (cwd, args, env = {}, node = process.execPath) => ({
  command: [node, resolve('bin/scopectl.js'), ...args],
  cwd,
  env: { HOME: cwd, LC_ALL: 'C.UTF-8', NO_COLOR: '1', ...env },
})

/** A Node that does nothing. */
export const bare = (node) => ({ than: 'node -e 0', against: { command: [node, '-e', '0'] } })

/** A `check` of the token of `ownWorld`. */
export const CHECK = ['check', '--need', 'read', '--token', 'env:TOKEN']

/**
 * The repository's own catalog and users: unchanged in `ring`, where the first token makes a key ring; in `cwd` with an
 * HS256 secret in the environment, and with a token.
 */
export function ownWorld() {
  const [catalog, users] = ['scopes.yaml', 'users.yaml'].map((name) => readFileSync(name, 'utf8'))
  const ring = folderOf({ 'scopes.yaml': catalog, 'users.yaml': users })
  const settings = 'token:\n  algorithm: HS256\n  key: env:SECRET_KEY\n'
  const keyed = catalog.replace('token:\n', settings)
  const cwd = folderOf({ 'scopes.yaml': keyed, 'users.yaml': users })
  const SECRET_KEY = 'only-for-the-bench-0123456789abcdef0123456789'
  const args = ['token', '--user', 'alice', '--with-configured-key', '--lifetime', '1h']
  const TOKEN = runOnce(scopectl(cwd, args, { SECRET_KEY })).stdout.trim()
  return { cwd, ring, env: { SECRET_KEY, TOKEN } }
}
