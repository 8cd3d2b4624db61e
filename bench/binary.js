import { copyFileSync, existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { binaryPath } from '../scripts/binary/path.js'
import { bundleInOne } from '../scripts/bundle.js'
import { ALTERNATIVES, NODE } from './binaries.js'
import { folderOf, nodeOf } from './outside.js'
import { ms, times } from './print.js'
import { inTurn, outputOf, peakOf } from './processes.js'
import { withSecret } from './start.js'

const CHECK = ['check', '--need', 'read', '--token', 'env:TOKEN']

/** The binary, what else could be made of the same sources, and the npm package on the same Node. */
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
  const made = others()
  const runs = {
    base: of(node, '-e', '0'),
    'binary, --version': of(binary, '--version'),
    'binary, check': of(binary, ...CHECK),
    ...Object.fromEntries(
      Object.entries(made).map(([name, { file }]) => [
        `${name}, check`,
        file && of(copy(file, name.replaceAll(/\W+/g, '-')), ...CHECK),
      ]),
    ),
    'npm package, check': of(node, resolve('bin/scopectl.js'), ...CHECK),
  }
  const there = Object.fromEntries(Object.entries(runs).filter(([, run]) => run))
  for (const run of Object.values(there)) outputOf(run)
  const took = inTurn(there)
  return Object.entries(runs).flatMap(([what, run]) => {
    if (what === 'base') return []
    if (!run) return [{ what, median: made[what.replace(/, check$/, '')]?.why ?? '' }]
    const { cpu, wall, cpuRatio, wallRatio } = took[what]
    const [program] = run.command
    const size = program === node ? '' : `, ${(statSync(program).size / 1e6).toFixed(0)} MB`
    return [
      {
        what,
        median: `${ms(cpu)} CPU, ${ms(wall)}, peak ${peakOf(run)}${size}`,
        against: `node -e 0 of ${NODE}: ${ms(took.base.cpu)} CPU, ${ms(took.base.wall)}`,
        ratio: `${times(cpuRatio)} CPU, ${times(wallRatio)} wall`,
        aim: what === 'binary, check' ? '<= 1.7' : '',
      },
    ]
  })
}

/** @returns {Record<string, { file?: string, why?: string }>} */
function others() {
  const folder = folderOf({})
  const bundle = join(folder, 'scopectl.cjs')
  bundleInOne(bundle)
  return Object.fromEntries(
    Object.entries(ALTERNATIVES).map(([name, make], i) => {
      const file = join(folder, `scopectl-${i}`)
      try {
        make(bundle, file)
        return [name, { file }]
      } catch (error) {
        return [
          name,
          {
            why: `not made: ${
              String(error.stderr ?? error)
                .trim()
                .split('\n')[0]
            }`,
          },
        ]
      }
    }),
  )
}
