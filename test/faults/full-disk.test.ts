import { join } from 'node:path'
import { beforeAll, describe, test } from 'vitest'
import { tempDir } from '../support/temp-dir.js'
import { contents, copyOf, prepared, runWriter, unringed, WRITERS } from '../support/writers.js'

/**
 * From the nth call on that needs space on the disk, counted from 0, each of them fails; a write first writes half. Files
 * can still be removed.
 */
const PRELOAD = `const fs = require('node:fs')
let calls = 0, cut = false
const { FULL_AT } = process.env
for (const name of ['mkdir', 'writeFile', 'open', 'write', 'fsync', 'link', 'rename']) {
  const call = fs[name + 'Sync']
  fs[name + 'Sync'] = (...args) => {
    // A name that exists can be given to another file.
    const counts = (name !== 'open' || args[1] === 'wx') && !(name === 'write' && args[0] <= 2)
      && !(name === 'rename' && fs.existsSync(args[1]))
    const path = String(args[0])
    if (!counts || path.includes('/dist/') || calls++ < Number(FULL_AT)) return call(...args)
    if (name === 'write' && !cut) {
      cut = true
      return call(args[0], args[1], args[2] ?? 0, (args[1].length - (args[2] ?? 0)) >> 1)
    }
    throw Object.assign(new Error('ENOSPC, ' + name), { code: 'ENOSPC', syscall: name })
  }
}`
let preload: string
beforeAll(() => {
  preload = join(tempDir({ 'full.cjs': PRELOAD }), 'full.cjs')
})
const fullAt = (moment: number) => ({
  NODE_OPTIONS: `--require ${preload}`,
  NODE_DISABLE_COMPILE_CACHE: '1',
  FULL_AT: `${moment}`,
})
describe.concurrent.each(Object.entries(WRITERS))('%s, with the disk full', (name, writer) => {
  test('from any moment on: nothing has changed, and exit 2 says why', async ({ expect }) => {
    const template = await prepared(writer)
    const before = contents(template)
    const done = copyOf(template)
    expect((await runWriter(writer, done, {})).exit).toBe(0)
    const after = contents(done)

    let moment = 0
    for (let exit = 2; exit === 2; moment++) {
      const cwd = copyOf(template)
      const run = await runWriter(writer, cwd, fullAt(moment))
      exit = run.exit
      expect([name, moment, run.exit, run.stderr]).toEqual([
        name,
        moment,
        exit === 0 ? 0 : 2,
        expect.not.stringContaining('report it'),
      ])
      if (exit === 2) {
        expect(run.stderr).toMatch(/no space left on the device/)
        expect([name, moment, unringed(contents(cwd))]).toEqual([name, moment, unringed(before)])
      } else if (writer.random) expect(Object.keys(contents(cwd))).toEqual(Object.keys(after))
      else expect(contents(cwd)).toEqual(after)
    }
    expect(moment).toBeGreaterThan(4)
  })
})
