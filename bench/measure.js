import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/**
 * @typedef {{ command: string[], cwd?: string, env?: Record<string, string>, input?: string, says?: string, before?: ()
 * => void }} Process `env` is added to the environment, `input` is a file for stdin, `says` must be printed, and
 * `before` is called before each run, untimed
 * @typedef {Process | (() => unknown)} Run a function is called in this process
 * @typedef {{ what: string, run: Run, than?: string, against?: Run, goal?: string, rounds?: number, batch?: number }} Row
 *   `than` names `against`, which is missing if it is not installed; `batch` is how often each runs in a round
 */

// Node 20 loads the certificates in this variable at every start, which takes longer than everything else.
const { NODE_EXTRA_CA_CERTS: _, NODE_OPTIONS: __, ...ENVIRONMENT } = process.env
const GNU_TIME = '/usr/bin/time'
const TIMED = `TIMEFORMAT='%R %U %S'; n=$1; shift
time (for ((i = 0; i < n; i++)); do "$@" >/dev/null 2>/dev/null <"$INPUT"; done)`

/**
 * Runs both alternately and takes medians of the times and of the ratios within each round.
 * @param {Row} row
 * @param {number} fewer rounds, to check that it works
 * @returns the cells of a row
 */
export function measure(row, fewer) {
  const { what, run, than = '', against, goal = '', rounds = 15, batch = 3 } = row
  if (than && !against) return [what, '', `${than}: not installed`, '', goal]
  const runs = against ? [run, against] : [run]
  const peaks = runs.map(tryOut)
  const took = Array.from({ length: fewer || rounds }, (_, round) => {
    const backwards = round % 2 === 1
    const used = (backwards ? runs.toReversed() : runs).map((one) => timed(one, batch))
    return backwards ? used.toReversed() : used
  })
  const medianOf = (unit, of) => median(took.map((used) => of(used.map((one) => one[unit]))))
  const [ours, theirs] = runs.map((_, i) => {
    const [wall, cpu] = ['wall', 'cpu'].map((unit) => ms(medianOf(unit, (used) => used[i])))
    return `${wall}, CPU ${cpu}${peaks[i]}`
  })
  if (!against) return [what, ours, '', '', goal]
  const [wall, cpu] = ['wall', 'cpu'].map((unit) => medianOf(unit, ([a, b]) => a / b).toFixed(2))
  return [what, ours, `${than}: ${theirs}`, `${wall}, CPU ${cpu}`, goal]
}

/** The times of a command that runs once. */
export const timedOnce = (run) => timed(run, 1)

/** Wall and CPU time of a run in milliseconds. */
function timed(run, batch) {
  if (typeof run === 'function') return timedHere(run)
  run.before?.()
  const command = ['bash', '-c', TIMED, '-', `${batch}`, ...run.command]
  const env = { ...run.env, INPUT: run.input ?? '/dev/null' }
  const { stderr } = runOnce({ ...run, command, env })
  const [real, user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number)
  return { wall: (real / batch) * 1000, cpu: ((user + system) / batch) * 1000 }
}

/** Calls it repeatedly for half a second. */
function timedHere(run) {
  const [start, before] = [performance.now(), process.cpuUsage()]
  let calls = 0
  for (; performance.now() - start < 500; calls++) run()
  const wall = (performance.now() - start) / calls
  const { user, system } = process.cpuUsage(before)
  return { wall, cpu: (user + system) / 1000 / calls }
}

/** A run that does not count: it checks the answer, and fills caches. @returns its peak memory */
function tryOut(run) {
  if (typeof run === 'function') return ''
  const { stdout, stderr } = runOnce(run)
  if (!`${stdout}${stderr}`.includes(run.says ?? '')) throw new Error(`not ${run.says}: ${stdout}`)
  if (!existsSync(GNU_TIME)) return ''
  const told = runOnce({ ...run, command: [GNU_TIME, '-f', '%M', ...run.command] }).stderr
  return `, ${Math.round(Number(told.trim().split('\n').at(-1)) / 1024)} MB`
}

/** @param {Process} run must succeed, otherwise there is nothing to measure */
export function runOnce({ command: [program, ...args], cwd, env, input }) {
  const options = { cwd, env: { ...ENVIRONMENT, ...env }, encoding: 'utf8', maxBuffer: 2 ** 30 }
  const done = spawnSync(program, args, { ...options, input: input && readFileSync(input) })
  if (done.status === 0) return done
  throw new Error(`${program} ${args.join(' ')}: ${done.error ?? done.status}\n${done.stderr}`)
}

/** The median of an odd number of values. */
export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const ms = (value) => `${value < 100 ? value.toFixed(1) : Math.round(value)} ms`
