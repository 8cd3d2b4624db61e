import { join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import { expect, onTestFinished, test } from 'vitest'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { files } from '../support/serve-files.js'

const COUNT = 500

// As after ctrl-s, or under a program that started the server in a terminal and does not read it. Only Linux lets a program open its
// terminal again.
test.skipIf(process.platform !== 'linux')(
  'a terminal that takes no more text does not block: every request is answered, and SIGTERM ends it',
  { timeout: 300_000 },
  async () => {
    const cwd = files()
    const terminal = spawn(join(wrapperDir(), 'scopectl'), ['serve', '--port', '0'], {
      ...{ cwd, env: plainEnv(cwd), cols: 120, rows: 30 },
    })
    onTestFinished(() => {
      try {
        terminal.kill('SIGKILL')
      } catch {
        // It has ended.
      }
    })
    const ended = new Promise<number>((resolve) =>
      terminal.onExit(({ exitCode }) => resolve(exitCode)),
    )
    const url = await new Promise<string>((resolve) => {
      let said = ''
      terminal.onData((data) => {
        said += data
        const [found] = /http:\/\/127[^\s]+(?=\s+3 routes)/.exec(said) ?? []
        if (found === undefined) return
        terminal.pause()
        resolve(found)
      })
    })
    const long = 'x'.repeat(150)
    for (let i = 0; i < COUNT; i++) expect((await fetch(`${url}/${long}`)).status).toBe(404)
    process.kill(terminal.pid, 'SIGTERM')
    terminal.resume()
    expect(await ended).toBe(0)
  },
)
