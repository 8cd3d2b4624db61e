import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll } from 'vitest'

export interface Running {
  /** `http://127.0.0.1:PORT`, no slash at the end. */
  readonly origin: string
  /** What it has printed so far. */
  log(): string
  stop(): Promise<void>
}

export interface ServerOptions {
  readonly cwd: string
  /** The whole environment, as in runProcess. */
  readonly env: Readonly<Record<string, string>>
}

/** How a server prints its address: uvicorn, ours and `scopectl serve`. */
const READY = /http:\/\/127\.0\.0\.1:\d+(?=\D)/
const START_SECONDS = 120

const started: Running[] = []
// Servers that a test did not stop.
afterAll(async () => {
  await Promise.all(started.splice(0).map((one) => one.stop()))
})

/**
 * Starts a server, and waits until it prints its address. It and its children are stopped at the end of the test file.
 */
export function startServer(
  command: string,
  args: readonly string[],
  { cwd, env }: ServerOptions,
): Promise<Running> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    // A test run that dies must not leave a server behind.
    const onExit = () => kill(child, 'SIGKILL')
    process.once('exit', onExit)
    const ended = new Promise<void>((done) => child.once('close', () => done()))
    ended.then(() => process.off('exit', onExit))
    let said = ''
    let running: Running | undefined
    const fail = (why: string) => {
      kill(child, 'SIGKILL')
      reject(new Error(`${command} ${args.join(' ')} ${why}\n${said}`))
    }
    const timer = setTimeout(fail, START_SECONDS * 1000, 'did not say where it is')
    const read = (chunk: Buffer) => {
      said += chunk
      const origin = READY.exec(said)?.[0]
      if (running || origin === undefined) return
      clearTimeout(timer)
      running = { origin, log: () => said, stop: () => stop(child, ended) }
      started.push(running)
      resolve(running)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('error', (error) => fail(error.message))
    child.once('close', () => {
      clearTimeout(timer)
      if (!running) fail('ended')
    })
  })
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  kill(child, 'SIGTERM')
  const timer = setTimeout(kill, 3000, child, 'SIGKILL')
  await ended
  clearTimeout(timer)
}

/** The group, so that its children go too. */
function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It has already ended.
  }
}
