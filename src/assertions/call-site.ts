/**
 * Runs an assertion whose error has the stack of its caller. Test runners show the code at the top of the stack, which should be
 * a line of the test and not of this library.
 * @param entry the function that the test called
 */
export async function calledBy<T>(
  entry: (...given: never[]) => unknown,
  run: () => Promise<T>,
): Promise<T> {
  const here: { stack?: string } = {}
  Error.captureStackTrace(here, entry)
  try {
    return await run()
  } catch (error) {
    if (error instanceof Error && here.stack !== undefined)
      error.stack = here.stack.replace(/^.*\n?/, () => `${error.name}: ${error.message}\n`)
    throw error
  }
}
