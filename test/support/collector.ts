import type { OutputStream } from '../../src/cli/sink.js'

/** A stream that keeps what is written to it, and is never full. */
export function collector(): { readonly output: OutputStream; text(): string } {
  const written: string[] = []
  const output: OutputStream = {
    write(text, done) {
      written.push(`${text}`)
      setImmediate(() => done(null))
      return true
    },
    on: () => output,
  }
  return { output, text: () => written.join('') }
}
