import { describe, expect, test } from 'vitest'
import { outputOf } from '../../src/cli/output.js'
import type { OutputStream } from '../../src/cli/sink.js'
import { problem } from '../../src/core/problem.js'

const FLAGS = { json: false, github: false, quiet: false, verbose: false, color: false }
const CLEARED = '\r\u001b[K'

function terminal(isTTY: boolean, env: Record<string, string> = {}, flags = FLAGS) {
  const written: string[] = []
  const stream: OutputStream = {
    isTTY,
    write(text, done) {
      written.push(`${text}`)
      setImmediate(() => done(null))
      return true
    },
    on: () => stream,
  }
  const outside = { env, stdout: stream, stderr: stream, context: () => ({}) as never }
  return { output: outputOf(outside, flags), written }
}

describe('progress', () => {
  test('overwrites itself, and is cleared before anything else is printed', async () => {
    const { output, written } = terminal(true)
    output.draw(256, 1000)
    output.draw(512, 1000)
    await output.finish()
    await output.failure(new Error('x'))
    expect(written.slice(0, 3)).toEqual([
      `${CLEARED}256 of 1000  25 %`,
      `${CLEARED}512 of 1000  51 %`,
      CLEARED,
    ])
    expect(written[3]).toMatch(/^\S/)
  })

  test('gives way to a note', async () => {
    const { output, written } = terminal(true)
    output.draw(1, 2)
    output.tell(problem('no-token', {}))
    await output.finish()
    expect(written).toEqual([`${CLEARED}1 of 2  50 %`, CLEARED, 'note: no token was given\n'])
  })

  test.each([
    ['not a terminal', terminal(false)],
    ['a dumb one', terminal(true, { TERM: 'dumb' })],
    ['a terminal of a CI job, whose log keeps everything', terminal(true, { CI: 'true' })],
    ['-q', terminal(true, {}, { ...FLAGS, quiet: true })],
  ])('is not shown with %s', async (_what, { output, written }) => {
    output.draw(1, 2)
    await output.finish()
    expect(written).toEqual([])
  })
})
