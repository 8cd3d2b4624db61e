/**
 * `npm ci` and `npm install` in a checkout build: npm runs the script `dependencies` of package.json after it has changed
 * node_modules. It never runs that of an installed package, so nobody is asked to allow an install script, which
 * `prepare` would need. A build that is up to date stays as it is.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

process.chdir(`${import.meta.dirname}/..`)
/** What the build writes last. */
const LAST = 'dist/man/scopectl.1'
const FOLDERS = ['src', 'bin', 'scripts']
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json']

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
)
/** @param {string} file */
const changed = (file) => statSync(file).mtimeMs
if (!existsSync(LAST) || [...FILES, ...sources].some((file) => changed(file) > changed(LAST)))
  execFileSync('npm', ['run', 'build'], { stdio: 'inherit', shell: process.platform === 'win32' })
