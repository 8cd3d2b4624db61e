/**
 * npm run bench [-- SECTION…] [--install] [--rounds N]: measures the built program, compared with something that is
 * measured alternately with it. This is not a test: figures and goals are printed, nothing is judged.
 */
import { execFileSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measure } from './measure.js'

const SECTIONS = [
  'start',
  'suites',
  'matrix',
  'big',
  'binary',
  'probe',
  'page',
  'proof',
  'peers',
  'serve',
  'replay',
]
const WIDTHS = [49, 37, 68, 14, 16]

process.chdir(join(import.meta.dirname, '..'))
const options = { install: { type: 'boolean' }, rounds: { type: 'string' } }
const { values, positionals } = parseArgs({ options, allowPositionals: true })
const unknown = positionals.filter((name) => !SECTIONS.includes(name))
if (unknown.length > 0) throw new Error(`unknown section ${unknown}: use ${SECTIONS.join(', ')}`)

const print = (...cells) =>
  console.log(`| ${WIDTHS.map((width, i) => (cells[i] ?? '').padEnd(width)).join(' | ')} |`)
const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim()
const [load, cpu] = [loadavg()[0].toFixed(1), cpus()[0]?.model]
console.log(`scopectl ${commit}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`)
console.log(`${process.platform}-${process.arch}, ${cpus().length} x ${cpu}, load ${load}\n`)
print('what', 'takes', 'compared with', 'ratio', 'goal')
print(...WIDTHS.map((width) => '-'.repeat(width)))
for (const name of positionals.length > 0 ? positionals : SECTIONS) {
  try {
    const { rows } = await import(`./${name}.js`)
    for await (const row of rows(values))
      print(...(row.cells ?? measure(row, Number(values.rounds))))
  } catch (error) {
    print(name, 'not measured')
    console.error(error)
    process.exitCode = 1
  }
}
