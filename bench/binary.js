import { copyFileSync, existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { binaryPath } from '../scripts/binary/path.js'
import { folderOf, nodeOf } from './outside.js'
import { ms, times } from './print.js'
import { inTurn, outputOf, peakOf } from './processes.js'
import { withSecret } from './start.js'

/** The Node inside (scripts/binary/tools). */
const NODE = '24.21.0'

const CHECK = ['check', '--need', 'read', '--token', 'env:TOKEN']

/** The binary, and the npm package on the same Node. */
export function measure() {
  if (!existsSync(binaryPath))
    return [{ what: 'binary', median: 'not there: npm run build:binary' }]
  const { cwd, env } = withSecret()
  // All are copies, made at one time: how a file of this size lies in the page cache can be a tenth of a start.
  const copies = folderOf({})
  const copy = (file, name) => {
    copyFileSync(file, join(copies, name))
    return join(copies, name)
  }
  const node = copy(nodeOf(NODE), 'node')
  const binary = copy(binaryPath, 'scopectl')
  const of = (...command) => ({ command, cwd, env })
  const runs = {
    base: of(node, '-e', '0'),
    'binary, --version': of(binary, '--version'),
    'binary, check': of(binary, ...CHECK),
    'npm package, check': of(node, resolve('bin/scopectl.js'), ...CHECK),
  }
  for (const run of Object.values(runs)) outputOf(run)
  const took = inTurn(runs)
  return Object.entries(runs).flatMap(([what, run]) => {
    if (what === 'base') return []
    const { cpu, wall, cpuRatio, wallRatio } = took[what]
    const [program] = run.command
    const size = program === node ? '' : `, ${(statSync(program).size / 1e6).toFixed(0)} MB`
    return [
      {
        what,
        median: `${ms(cpu)} CPU, ${ms(wall)}, peak ${peakOf(run)}${size}`,
        against: `node -e 0 of ${NODE}: ${ms(took.base.cpu)} CPU, ${ms(took.base.wall)}`,
        ratio: `${times(cpuRatio)} CPU, ${times(wallRatio)} wall`,
        aim: what === 'binary, check' ? '<= 2.2' : '',
      },
    ]
  })
}
