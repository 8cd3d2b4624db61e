import { setTimeout as sleep } from 'node:timers/promises'

/** A server listens within two seconds of CPU time. */
const LONGEST_SECONDS = 120

/**
 * Waits until what another program does is true: a call that throws is not.
 *
 * @param isOver the program has ended, and nothing will change
 * @param seconds for a program that needs more CPU time than others
 * @throws Error with `what` if it never was
 */
export async function untilTrue(
  what: string,
  is: () => Promise<boolean>,
  isOver: () => boolean = () => false,
  seconds = LONGEST_SECONDS,
): Promise<void> {
  const late = Date.now() + seconds * 1000
  while (Date.now() < late && !isOver()) {
    if (await is().catch(() => false)) return
    await sleep(100)
  }
  throw new Error(`${what}: not so after ${seconds} s, or its program has ended`)
}
