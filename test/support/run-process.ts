import { spawn } from 'node:child_process'

export interface Finished {
  readonly stdout: string
  readonly stderr: string
  readonly exit: number
}

export interface ProcessOptions {
  readonly cwd: string
  /** The whole environment: nothing is inherited, so that a test states everything that matters. */
  readonly env: Readonly<Record<string, string>>
  /** The contents of stdin; if left out, it is /dev/null, not an empty pipe. */
  readonly input?: string | undefined
  /** The time limit; LONGEST_SECONDS by default. */
  readonly seconds?: number
  /** The user and group to run as; only root can choose. */
  readonly uid?: number | undefined
}

/** The slowest program needs 8 s alone. */
const LONGEST_SECONDS = 120

/** Runs a program to its end. It and its children are killed if they hang, and a signal is an error, never an exit code. */
export function runProcess(
  command: string,
  args: readonly string[],
  { cwd, env, input, uid, seconds = LONGEST_SECONDS }: ProcessOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const stdin = input === undefined ? 'ignore' : 'pipe'
    // A group of its own, so that a hung pipeline can be ended as a whole.
    const child = spawn(command, args, {
      ...{ cwd, env, stdio: [stdin, 'pipe', 'pipe'], detached: true },
      ...(uid === undefined ? {} : { uid, gid: uid }),
    })
    const timer = setTimeout(() => killGroup(child.pid), seconds * 1000)
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout?.on('data', (chunk) => stdout.push(chunk))
    child.stderr?.on('data', (chunk) => stderr.push(chunk))
    // A program may close its stdin without reading it.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
    child.on('error', reject)
    child.on('close', (exit, signal) => {
      clearTimeout(timer)
      const said = { stdout: `${Buffer.concat(stdout)}`, stderr: `${Buffer.concat(stderr)}` }
      if (exit !== null) resolve({ ...said, exit })
      else reject(new Error(`${command} ${args.join(' ')} ended by ${signal}\n${said.stderr}`))
    })
  })
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has already ended.
  }
}
