/** Calls a function once after this many milliseconds. @returns what cancels it */
export function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

/** Waits for some work, but at most this many milliseconds. */
export async function within(ms: number, work: Promise<unknown> | undefined): Promise<void> {
  let cancel = () => {}
  const late = new Promise<void>((resolve) => {
    cancel = later(ms, resolve)
  })
  await Promise.race([work, late])
  cancel()
}
