import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { heldTerminal } from '../support/held-terminal.js'
import { plainEnv, wrapperDir } from '../support/scopectl.js'
import { files } from '../support/serve-files.js'

const COUNT = 500

// As after ctrl-s, or under a program that started the server in a terminal and does not read it. Only Linux lets a program open its
// terminal again.
test.skipIf(process.platform !== 'linux')(
  'a terminal that takes no more text does not block: every request is answered, and SIGTERM ends it',
  async () => {
    const cwd = files()
    const program = join(wrapperDir(), 'scopectl')
    const started = ['-c', 'echo $$ > pid; exec "$@"', 'sh', program, 'serve', '--port', '0']
    const options = { cwd, env: plainEnv(cwd), cols: 120, rows: 30 }
    let said = ''
    let wake = () => {}
    const terminal = heldTerminal('sh', started, options, (text) => {
      said += text
      wake()
    })
    onTestFinished(terminal.kill)
    const url = await new Promise<string>((resolve) => {
      wake = () => {
        const [found] = /http:\/\/127[^\s]+(?=\s+3 routes)/.exec(said) ?? []
        if (found === undefined) return
        wake = () => {}
        terminal.pause()
        resolve(found)
      }
    })
    const long = 'x'.repeat(150)
    for (let i = 0; i < COUNT; i++) expect((await fetch(`${url}/${long}`)).status).toBe(404)
    process.kill(Number(readFileSync(join(cwd, 'pid'), 'utf8')), 'SIGTERM')
    terminal.resume()
    expect(await terminal.ended).toBe(0)
    expect(said.slice(-50)).toContain(`${COUNT} requests`)
  },
)
