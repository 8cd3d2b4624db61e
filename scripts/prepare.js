/**
 * `npm ci` builds. npm runs this again for the first `npx scopectl` in a checkout, and in a pipe twice at the same time:
 * then the build that is there must stay as it is.
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
