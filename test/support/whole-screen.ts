import type { IPtyForkOptions } from '@lydell/node-pty'
import { heldTerminal } from './held-terminal.js'

/** Runs a program on a pseudo-terminal, and returns everything that it showed. */
export async function wholeScreen(
  program: string,
  args: readonly string[],
  options: IPtyForkOptions,
): Promise<string> {
  let all = ''
  const { ended } = heldTerminal(program, args, options, (text) => {
    all += text
  })
  await ended
  return all
}
