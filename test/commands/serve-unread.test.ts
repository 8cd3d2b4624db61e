import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { files } from '../support/serve-files.js'

// What many test fixtures do: start the server with pipes, read the first line, and nothing after it.

const COUNT = 2100

/** `serve`, of which only the first line was read. */
async function unread(flags: readonly string[]): Promise<{ child: ChildProcess; url: string }> {
  const cwd = files()
  const program = join(wrapperDir(), 'scopectl')
  const child = spawn(program, ['serve', '--port', '0', ...flags], { cwd, env: plainEnv(cwd) })
  onTestFinished(() => void child.kill('SIGKILL'))
  const url = await new Promise<string>((resolve) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      const found = /http:\/\/[^\s"]+/.exec(said)
      if (!found) return
      child.stdout.removeAllListeners('data')
      child.stdout.pause()
      resolve(found[0])
    })
  })
  return { child, url }
}

/** @returns how many answers had each status */
async function ask(url: string, count: number): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {}
  let left = count
  const worker = async () => {
    while (left-- > 0) {
      const { status } = await fetch(`${url}/items/`)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return statuses
}

describe('nobody reads the log', () => {
  test.each([[['--json']], [['-v']]])(
    '%j: every request is answered, and SIGTERM ends it',
    async (flags) => {
      const { child, url } = await unread(flags)
      expect(await ask(url, COUNT)).toEqual({ 401: COUNT })
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      expect(await ended).toEqual([0, null])
    },
  )

  test('a reader that comes back sees the oldest lines, then how many are missing, then new ones', async () => {
    const { child, url } = await unread(['--json'])
    const asked = 2500 // more than the pipe and the queue hold
    expect(await ask(url, asked)).toEqual({ 401: asked })
    const lines: Record<string, unknown>[] = []
    let rest = ''
    let missing = 0
    child.stdout?.on('data', (chunk) => {
      const parts = `${rest}${chunk}`.split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts.map((part) => JSON.parse(part)))
    })
    child.stdout?.resume()
    while (missing === 0) {
      await once(child.stdout as NonNullable<typeof child.stdout>, 'data')
      missing = Number(lines.find(({ event }) => event === 'dropped')?.['lines'] ?? 0)
    }
    const logged = lines.filter(({ event }) => event === 'request').length
    expect([logged > 0, logged + missing]).toEqual([true, asked])
    expect(lines.at(-1)).toMatchObject({ event: 'dropped', ok: true, exit: 0 })
    expect(await ask(url, 1)).toEqual({ 401: 1 })
    const ended = once(child, 'close')
    child.kill('SIGTERM')
    await ended
    expect(lines.slice(-2)).toMatchObject([
      { event: 'request', status: 401 },
      { event: 'stopped', requests: asked + 1, unlogged: missing },
    ])
  })
})
