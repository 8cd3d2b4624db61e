import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

const running = new Set()

/** Starts a program that runs until it is stopped. */
export function start(command, ...args) {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-10_000)
  })
  child.once('error', (error) => {
    said = error.message
  })
  const ended = once(child, 'close').catch(() => {})
  const program = {
    /** What it printed on stderr, if it ended. */
    failure: () => (child.exitCode === null && child.pid ? undefined : `${command}: ${said}`),
    async stop(signal = 'SIGTERM') {
      running.delete(program)
      child.kill(signal)
      await ended
    },
  }
  running.add(program)
  return program
}

export const stopAll = () => Promise.all([...running].map((program) => program.stop()))

/** Runs a command to its end. @returns what it printed on stdout */
export function run(input, command, ...args) {
  const done = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (done.error) throw new Error(`${command}: ${done.error.message}`)
  // Denials are answers too.
  if (done.stdout === '' && done.status !== 0) throw new Error(`${command}: ${done.stderr}`)
  return done.stdout
}

/** Waits until the condition holds, as long as all programs run. */
export async function until(condition, what) {
  for (let tries = 0; tries < 600; tries++) {
    if (await condition()) return
    for (const program of running) {
      const failure = program.failure()
      if (failure) throw new Error(failure)
    }
    await sleep(100)
  }
  throw new Error(`waited a minute until ${what}`)
}

/** Whether a server answers with a success. */
export const answers = (url) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
