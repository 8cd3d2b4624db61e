import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { median } from './print.js'

/**
 * @typedef {object} Run
 * @property {readonly string[]} command
 * @property {string} [cwd]
 * @property {Record<string, string>} [env] beside the environment
 * @property {string} [input] the file on stdin
 */

/** bash counts what a command and its children have used, to the millisecond: several at once say it finer. */
const TIMED = `TIMEFORMAT='%R %U %S'; n=$1; shift
time (for ((i = 0; i < n; i++)); do "$@" >/dev/null 2>/dev/null <"$BENCH_INPUT"; done)`

/**
 * Wall and CPU time of whole processes in milliseconds, medians of `rounds`, in each of which every command runs
 * `batch` times, in turn: forwards and then backwards. A round before them is not counted. The ratios are medians of
 * the ratios to the first command within a round.
 *
 * @param {Record<string, Run>} runs
 */
export function inTurn(runs, { rounds = 15, batch = 3 } = {}) {
  const names = Object.keys(runs)
  const taken = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const used = timed(runs[name], round < 0 ? 1 : batch)
      if (round >= 0) taken[name].push(used)
    }
  }
  const of = (name, what) => taken[name].map((used) => used[what])
  const ratio = (name, what) =>
    median(of(name, what).map((used, round) => used / taken[names[0]][round][what]))
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        wall: median(of(name, 'wall')),
        cpu: median(of(name, 'cpu')),
        wallRatio: ratio(name, 'wall'),
        cpuRatio: ratio(name, 'cpu'),
      },
    ]),
  )
}

function timed({ command, cwd, env, input = '/dev/null' }, batch) {
  const done = spawnSync('bash', ['-c', TIMED, 'bash', `${batch}`, ...command], {
    cwd,
    env: { ...process.env, ...env, BENCH_INPUT: input },
    encoding: 'utf8',
  })
  const [real, user, system] = done.stderr.trim().split('\n').at(-1).split(' ').map(Number)
  if (done.status !== 0 || !(real > 0)) throw new Error(`${command.join(' ')}\n${done.stderr}`)
  return { wall: (real / batch) * 1000, cpu: ((user + system) / batch) * 1000 }
}

/** What a run prints on stdout, and with `all` on stderr too. A run that does not end as it should is no measurement. */
export function outputOf({ command: [program, ...args], cwd, env, input }, { all = false } = {}) {
  const done = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    input: input && readFileSync(input),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (done.status === 0) return all ? done.stdout + done.stderr : done.stdout
  throw new Error(`${program} ${args.join(' ')}: ${done.status}\n${done.stdout}${done.stderr}`)
}

/** The most memory that a run has had, by GNU time. */
export function peakOf({ command, cwd, env }) {
  if (!existsSync('/usr/bin/time')) return '? MB (no /usr/bin/time)'
  const done = spawnSync('/usr/bin/time', ['-f', '%M', ...command], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  return `${Math.round(Number(done.stderr.trim().split('\n').at(-1)) / 1024)} MB`
}
