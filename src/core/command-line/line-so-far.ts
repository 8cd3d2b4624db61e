/** A command line as far as it is typed, read as a POSIX shell reads words. */
export interface LineSoFar {
  /** The complete words; the first is the program. */
  readonly before: readonly string[]
  /** The word under the cursor without its quotes; '' after a space. */
  readonly current: string
  /** The quote that is still open. */
  readonly quote: '"' | "'" | undefined
}

/**
 * Splits a line into words: quotes are removed and backslashes resolved; variables and globs stay as they are.
 * @param line the line up to the cursor, as the shell's editor has it
 * @example lineSoFar('scopectl check --route "GET /it') // current: 'GET /it', quote: '"'
 */
export function lineSoFar(line: string): LineSoFar {
  const before: string[] = []
  let current: string | undefined
  let quote: LineSoFar['quote']
  for (let i = 0; i < line.length; i++) {
    const char = line[i] ?? ''
    if (quote !== undefined) {
      if (char === quote) quote = undefined
      else if (char === '\\' && quote === '"' && /["\\$`]/.test(line[i + 1] ?? ''))
        current += line[++i] ?? ''
      else current += char
    } else if (char === '"' || char === "'") {
      quote = char
      current ??= ''
    } else if (char === '\\') {
      current = (current ?? '') + (line[++i] ?? '')
    } else if (/\s/.test(char)) {
      if (current !== undefined) before.push(current)
      current = undefined
    } else {
      current = (current ?? '') + char
    }
  }
  return { before, current: current ?? '', quote }
}
