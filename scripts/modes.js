/**
 * Gives every file of the package the mode 644, or 755 if it is a program: npm packs modes as they are, so a checkout or a
 * build with another umask would be another tarball, with files that only their owner may read.
 */
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

process.chdir(`${import.meta.dirname}/..`)
/** What npm packs whether it is listed or not. */
const ALWAYS = ['package.json', 'README.md', 'LICENSE']

const { files } = JSON.parse(readFileSync('package.json', 'utf8'))
for (const path of [...ALWAYS, ...files]) if (!path.startsWith('!')) readable(path)

/** @param {string} path */
function readable(path) {
  const stat = statSync(path)
  if (stat.isDirectory()) {
    for (const name of readdirSync(path)) readable(join(path, name))
  } else chmodSync(path, stat.mode & 0o100 ? 0o755 : 0o644)
}
