import { type IPty, type IPtyForkOptions, spawn } from '@lydell/node-pty'

/** Before and after the exit code, behind the program's last line; no program under test prints it. */
const MARK = '\u001e'
const END = new RegExp(`${MARK}(\\d+)${MARK}`)
/** Keeps the terminal open until it is killed; a key for the program (ctrl-c) does not end it. */
const HOLD = `trap : INT; "$@"; printf '\\036%d\\036' $?; while :; do read -r _ || sleep 1; done`

/** A pseudo-terminal whose program can be read to its last character. */
export interface HeldTerminal extends Pick<IPty, 'write' | 'pause' | 'resume'> {
  /** The exit code, after everything that the program showed was read; 128 and more after a signal, as in a shell. */
  readonly ended: Promise<number>
  /** Ends the program and the terminal. To be awaited: a thread that ends before its terminals aborts the whole process. */
  kill(): Promise<void>
}

/**
 * Runs a program on a pseudo-terminal.
 *
 * node-pty closes a terminal 200 ms after its process has ended, whether or not everything was read: on a busy machine the
 * output was cut, even within an escape sequence. So a shell holds the terminal open until the end mark was read.
 *
 * @param show called with each piece of what the program shows
 */
export function heldTerminal(
  program: string,
  args: readonly string[],
  options: IPtyForkOptions,
  show: (text: string) => void,
): HeldTerminal {
  const terminal = spawn('sh', ['-c', HOLD, 'sh', program, ...args], options)
  let code: number | undefined
  let isOver = false
  const over = new Promise<void>((resolve) => {
    terminal.onExit(() => {
      isOver = true
      resolve()
    })
  })
  const kill = () => {
    if (!isOver) terminal.kill('SIGKILL')
    return over
  }
  let tail = ''
  terminal.onData((data) => {
    const all = tail + data
    const mark = all.indexOf(MARK)
    tail = mark < 0 ? '' : all.slice(mark)
    const text = mark < 0 ? all : all.slice(0, mark)
    if (code === undefined && text !== '') show(text)
    const found = END.exec(tail)?.[1]
    if (found === undefined || code !== undefined) return
    code = Number(found)
    kill()
  })
  const ended = over.then(() => {
    if (code === undefined) throw new Error('the terminal ended before its program')
    return code
  })
  // Whoever only kills it does not wait for its end.
  ended.catch(() => {})
  return {
    ended,
    kill,
    write: (keys) => terminal.write(keys),
    pause: () => terminal.pause(),
    resume: () => terminal.resume(),
  }
}
