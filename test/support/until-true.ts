import { setTimeout as sleep } from 'node:timers/promises'

/** A server listens within two seconds. */
const LONGEST_SECONDS = 120

/**
 * Waits until what another program does is true: a call that throws is not.
 *
 * @param isOver the program has ended, and nothing will change
 * @throws Error with `what` if it never was
 */
export async function untilTrue(
  what: string,
  is: () => Promise<boolean>,
  isOver: () => boolean = () => false,
): Promise<void> {
  const late = Date.now() + LONGEST_SECONDS * 1000
  while (Date.now() < late && !isOver()) {
    if (await is().catch(() => false)) return
    await sleep(100)
  }
  throw new Error(`${what}: not so after ${LONGEST_SECONDS} s, or its program has ended`)
}
