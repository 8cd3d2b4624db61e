import type { OutputStream } from '../../src/cli/sink.js'

/**
 * A stream that keeps what is written to it, and is never full.
 *
 * @param hear called after each write
 */
export function collector(hear: () => void = () => {}): {
  readonly output: OutputStream
  text(): string
} {
  const written: string[] = []
  const output: OutputStream = {
    write(text, done) {
      written.push(`${text}`)
      hear()
      setImmediate(() => done(null))
      return true
    },
    on: () => output,
  }
  return { output, text: () => written.join('') }
}
