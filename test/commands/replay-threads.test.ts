import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sign } from '../../src/core/token/sign.js'
import { call, FILES, KEY, ndjson, SECRET } from '../support/replay-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

/** Counts what threads answer, or takes them away. */
const PRELOADED = `const threads = require('node:worker_threads')
const { Worker } = threads
let answers = 0
if (threads.isMainThread) process.on('exit', () => process.stderr.write('answers ' + answers))
threads.Worker = class extends Worker {
  constructor(program, options) {
    if (process.env.THREADS === 'none') throw new Error('not permitted')
    super(process.env.THREADS === 'ended' ? 'throw new Error()' : program, options)
    this.on('message', () => answers++)
  }
}`

const NOW = 1_800_000_000
const COUNT = 1500
let log: string

beforeAll(async () => {
  const claims = { iss: 'https://idp.test', aud: 'api', iat: NOW, exp: NOW + 60, scope: 'read' }
  const tokens = await Promise.all(
    Array.from({ length: COUNT }, (_, i) => sign({}, { ...claims, sub: `user-${i}` }, KEY)),
  )
  const rows = tokens.map((token, i) =>
    call({ user: undefined, time: NOW, token: i % 3 === 0 ? forged(token, tokens[i + 1]) : token }),
  )
  log = ndjson(rows)
})

/** With the signature of another one. */
function forged(token: string, other = ''): string {
  return `${token.slice(0, token.lastIndexOf('.'))}${other.slice(other.lastIndexOf('.'))}`
}

describe('a log with more tokens than WebCrypto verifies alone', () => {
  test.each([
    ['with threads', 'some', true],
    ['where none can be started', 'none', false],
    ['whose threads all end', 'ended', false],
  ])('%s', async (_, threads, answered) => {
    const cwd = tempDir({ ...FILES, 'access.log': log, 'threads.cjs': PRELOADED })
    const NODE_OPTIONS = `--require ${join(cwd, 'threads.cjs')}`
    const { stdout, stderr, exit } = await scopectl(['replay', 'access.log', '--json'], {
      cwd,
      env: { KEY: SECRET, NODE_OPTIONS, THREADS: threads },
    })
    expect(exit).toBe(0)
    expect(JSON.parse(stdout).counts.answers).toMatchObject({ allowed: 1000, refused: 500 })
    expect(stderr).toMatch(answered ? /^answers [1-9][0-9]*$/ : /^answers 0$/)
  })
})
