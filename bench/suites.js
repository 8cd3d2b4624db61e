import { chmodSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { cerbosFiles, gridOf, scopectlCatalog, scopectlTable, scopectlTests } from './grid.js'
import { folderOf, npmPackage } from './outside.js'
import { ms, times } from './print.js'
import { inTurn, outputOf, peakOf } from './processes.js'

/** The binary that @cerbos/cerbos-linux-x64 and its like ship; undefined where there is none for us. */
export function cerbos() {
  try {
    const name = `cerbos-${process.platform}-${process.arch}`
    const binary = join(npmPackage(`@cerbos/${name}`, '0.55.0'), name)
    if (!existsSync(binary)) return undefined
    chmodSync(binary, 0o755)
    return binary
  } catch {
    return undefined
  }
}

/** Before an answer counts as one, it has to say how many assertions it is about. */
function expectCount(run, count) {
  const said = outputOf(run, { all: true })
  if (!said.replaceAll(',', '').includes(`${count} passed`) && !said.includes(`${count} tests`))
    throw new Error(`not ${count} assertions:\n${said.slice(-500)}`)
}

export function measure() {
  const ours = (cwd, file) => ({
    command: [
      process.execPath,
      resolve('bin/scopectl.js'),
      'test',
      ...(file.endsWith('.csv') ? ['--table', file] : [file]),
    ],
    cwd,
    env: { HOME: cwd, LC_ALL: 'C.UTF-8', NO_COLOR: '1' },
  })
  const binary = cerbos()
  const theirs = (cwd) => ({ command: [binary, 'compile', 'policies'], cwd })

  const against = ({ what, grid, file, suite, rounds, aim }) => {
    const count = grid.roles.length * grid.resources.length * 5
    const written = { 'scopes.yaml': scopectlCatalog(grid), [file]: suite(grid) }
    const cwd = folderOf({ ...written, ...cerbosFiles(grid, { each: true }) })
    const run = ours(cwd, file)
    expectCount(run, count)
    if (!binary) return [{ what, median: 'no cerbos for this machine' }]
    const runs = { each: theirs(cwd), one: theirs(folderOf(cerbosFiles(grid, { each: false }))) }
    for (const other of Object.values(runs)) expectCount(other, count)
    const fresh = { ...run, env: { ...run.env, NODE_DISABLE_COMPILE_CACHE: '1' } }
    return Object.entries(runs).flatMap(([form, other]) => {
      const took = inTurn({ cerbos: other, run, fresh }, { rounds, batch: 1 })
      const named = form === 'each' ? 'a test each' : 'all in one test'
      const { wall, cpu } = took.cerbos
      const against = `cerbos compile, ${named}: ${ms(wall)}, ${ms(cpu)} CPU, ${peakOf(other)}`
      const row = (of, own, used, bound) => ({
        what: of,
        median: `${ms(used.wall)}, ${ms(used.cpu)} CPU, ${peakOf(own)}`,
        against,
        ratio: `${times(used.wallRatio)} wall, ${times(used.cpuRatio)} CPU`,
        aim: bound,
      })
      return [row(what, run, took.run, aim), row(`${what}, nothing kept`, fresh, took.fresh, '')]
    })
  }

  const alone = (roles, resources) => {
    const grid = gridOf(roles, resources)
    const cwd = folderOf({ 'scopes.yaml': scopectlCatalog(grid), 'grid.csv': scopectlTable(grid) })
    const run = ours(cwd, 'grid.csv')
    expectCount(run, roles * resources * 5)
    const { run: took } = inTurn({ run }, { rounds: 5, batch: 1 })
    return { wall: took.wall, peak: peakOf(run) }
  }
  const [tenth, whole] = [alone(50, 40), alone(500, 40)]

  return [
    ...against({
      what: 'test, 600 assertions',
      grid: gridOf(20, 6),
      file: 'scopes.test.yaml',
      suite: scopectlTests,
      rounds: 15,
      aim: '<= 0.5',
    }),
    ...against({
      what: 'test, 6,000 assertions as a table',
      grid: gridOf(100, 12),
      file: 'grid.csv',
      suite: scopectlTable,
      rounds: 9,
      aim: '<= 0.17',
    }),
    {
      what: 'test, 100,000 assertions as a table',
      median: `${ms(whole.wall)}, ${whole.peak}`,
      against: `10,000 of them: ${ms(tenth.wall)}, ${tenth.peak}`,
      ratio: times(whole.wall / tenth.wall),
      aim: '<= 10, < 300 MB',
    },
  ]
}
