import { describe, expect, test } from 'vitest'
import type { Output } from '../../src/cli/sink.js'
import { talkerOf } from '../../src/cli/talker.js'
import { problem } from '../../src/core/problem.js'

const MANNER = { json: false, quiet: false, verbose: false, color: false }
const CLEARED = '\r\u001b[K'

function terminal(isTTY: boolean, env: Record<string, string> = {}, manner = MANNER) {
  const written: string[] = []
  const stream: Output = {
    isTTY,
    write(text, done) {
      written.push(`${text}`)
      setImmediate(() => done(null))
      return true
    },
    on: () => stream,
  }
  const outside = { env, stdout: stream, stderr: stream, context: () => ({}) as never }
  return { talker: talkerOf(outside, manner), written }
}

describe('progress', () => {
  test('is written over by itself, and goes before anything else is said', async () => {
    const { talker, written } = terminal(true)
    talker.draw(256, 1000)
    talker.draw(512, 1000)
    await talker.finish()
    await talker.failure(new Error('x'))
    expect(written.slice(0, 3)).toEqual([
      `${CLEARED}256 of 1000  25 %`,
      `${CLEARED}512 of 1000  51 %`,
      CLEARED,
    ])
    expect(written[3]).toMatch(/^\S/)
  })

  test('gives way to a note', async () => {
    const { talker, written } = terminal(true)
    talker.draw(1, 2)
    talker.tell(problem('no-token', {}))
    await talker.finish()
    expect(written).toEqual([`${CLEARED}1 of 2  50 %`, CLEARED, 'note: there is no token\n'])
  })

  test.each([
    ['no terminal', terminal(false)],
    ['a dumb one', terminal(true, { TERM: 'dumb' })],
    ['-q', terminal(true, {}, { ...MANNER, quiet: true })],
  ])('is not shown with %s', async (_what, { talker, written }) => {
    talker.draw(1, 2)
    await talker.finish()
    expect(written).toEqual([])
  })
})
