import { type IPtyForkOptions, spawn } from '@lydell/node-pty'

/** Printed after the program's last line; no program under test prints it. */
const END = '\u001e'
/** Keeps the terminal open until it is killed; a key for the program (ctrl-c) does not end it. */
const HOLD = `trap : INT; "$@"; printf '\\036'; while :; do read -r _ || sleep 1; done`

/**
 * Runs a program on a pseudo-terminal, and returns everything that it showed.
 *
 * node-pty closes a terminal 200 ms after its process has ended, whether or not everything was read: on a busy machine the
 * output was cut, even within an escape sequence. So a shell holds the terminal open until the end mark was read.
 */
export function wholeScreen(
  program: string,
  args: readonly string[],
  options: IPtyForkOptions,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let all = ''
    const terminal = spawn('sh', ['-c', HOLD, 'sh', program, ...args], options)
    terminal.onData((data) => {
      all += data
      if (!all.endsWith(END)) return
      terminal.kill('SIGKILL')
      resolve(all.slice(0, -END.length))
    })
    terminal.onExit(() => reject(new Error(`the terminal ended early, after:\n${all}`)))
  })
}
