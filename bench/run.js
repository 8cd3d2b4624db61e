/**
 * npm run bench [-- SECTION…] [--install]: how fast the built program is, as one table of medians and of ratios to
 * something measured in turn in the same run. Nothing here is a test: figures are read, not judged.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { loadAverage, table } from './print.js'

const SECTIONS = ['start', 'suites', 'matrix', 'big', 'binary', 'peers']

process.chdir(join(import.meta.dirname, '..'))
// Node 20 reads the certificates that this names whenever it starts, which takes longer than all the rest.
const { NODE_EXTRA_CA_CERTS: certificates } = process.env
delete process.env.NODE_EXTRA_CA_CERTS
delete process.env.NODE_OPTIONS

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const words = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const unknown = words.filter((word) => !SECTIONS.includes(word))
if (unknown.length > 0) throw new Error(`no section ${unknown.join(', ')}: ${SECTIONS.join(', ')}`)

console.log(`scopectl ${version} (${commit()}), ${new Date().toISOString().slice(0, 10)}`)
console.log(`${process.platform}-${process.arch}, ${cpus().length} x ${cpus()[0]?.model}`)
console.log(`${Math.round(totalmem() / 2 ** 30)} GB, load ${loadAverage()} at the start\n`)

const install = process.argv.includes('--install')
const rows = []
for (const name of words.length > 0 ? words : SECTIONS) {
  const { measure } = await import(`./${name}.js`)
  try {
    rows.push(...(await measure({ install, certificates })))
  } catch (error) {
    rows.push({ what: name, median: `not measured: ${String(error).split('\n')[0]}` })
    process.exitCode = 1
  }
}
console.log(table(rows))
console.log(`\nload ${loadAverage()} at the end`)

function commit() {
  const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim()
  const changed = git('status', '--porcelain', 'src', 'bin') === '' ? '' : ', changed'
  return `${git('rev-parse', '--short', 'HEAD')}${changed}`
}
