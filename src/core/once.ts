/** Runs the work on the first call only: later calls get the same result, or the same error. */
export function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | { readonly error: unknown } | undefined
  return () => {
    done ??= attempt(work)
    if ('error' in done) throw done.error
    return done.value
  }
}

function attempt<T>(work: () => T) {
  try {
    return { value: work() }
  } catch (error) {
    return { error }
  }
}
