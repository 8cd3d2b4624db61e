import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CTRL_C, converse } from '../support/conversation.js'
import { folder, holds } from '../support/probe-world.js'
import { scopectl } from '../support/scopectl.js'

/** Guards `/a`; `/b` is open, and answers only when it is told to. */
async function slow() {
  const waiting: ServerResponse[] = []
  let isReleased = false
  const server = createServer((request, response) => {
    if (request.url !== '/a' && request.url !== '/b') return void response.writeHead(404).end()
    if (request.url === '/b') {
      if (isReleased) return void response.end('{"b":1}')
      return void waiting.push(response)
    }
    const isToken = /eyJ/.test(request.headers.authorization ?? '')
    if (holds(request, 'read')) return void response.end('{"a resource":1}')
    response.writeHead(isToken ? 403 : 401, { 'www-authenticate': 'Bearer' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const release = (): void => {
    isReleased = true
    for (const response of waiting) response.end('{"b":1}')
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, release }
}

const ROW_A = /^ {2}[-✓✗?]{9} {2}found {9}GET \/a\r?$/m
const ROW_B = /^ {2}[-✓✗?]{9} {2}found {9}GET \/b\r?$/m

describe.skipIf(process.platform === 'win32')('probe on a terminal', () => {
  test('shows each route as soon as it is judged, then the findings, and no route twice', async () => {
    const { url, release } = await slow()
    const talk = converse(['probe', url, '--timeout', '60s'], folder())
    await talk.answer(ROW_A)
    release()
    const { exit, shown, raw } = await talk.end()
    expect(shown).toMatch(ROW_B)
    expect(shown.match(/1 no token {2}2 not a token/g)).toHaveLength(1)
    expect(shown.match(/GET \/a\r?$/gm)).toHaveLength(2)
    expect(shown.indexOf('critical  unguarded')).toBeGreaterThan(shown.search(ROW_B))
    // Nothing but lines and the clearing of one: no position, no other screen, and no colour with NO_COLOR.
    expect(raw.replaceAll('\u001b[K', '')).not.toContain('\u001b')
    expect(exit).toBe(5)
  })

  test('ctrl-c ends it, with what was found so far', async () => {
    const { url, release } = await slow()
    const talk = converse(['probe', url, '--timeout', '60s'], folder())
    await talk.answer(ROW_A, CTRL_C)
    release()
    const { exit, shown } = await talk.end()
    expect(shown).toContain('interrupted')
    expect(exit).toBe(5)
  })

  test('a report in a file has the matrix that the terminal has shown', async () => {
    const { url, release } = await slow()
    release()
    const cwd = folder()
    expect((await converse(['probe', url, '--report', 'text=out.txt'], cwd).end()).exit).toBe(5)
    expect(readFileSync(join(cwd, 'out.txt'), 'utf8')).toMatch(ROW_B)
  })

  test.each([
    ['a CI log', [], { CI: 'true' }],
    ['a dumb terminal', [], { TERM: 'dumb' }],
    ['--json', ['--json'], {}],
    ['-q', ['-q'], {}],
  ])('shows no rows before the answer with %s', async (_what, flags, env) => {
    const { url, release } = await slow()
    release()
    const { shown } = await converse(['probe', url, ...flags], folder(), env).end()
    expect(shown).not.toMatch(/^ {2}1 no token/)
    if (flags.length === 0) expect(shown.split('\n')[0]).toMatch(/^\d finding|^note/)
  })

  test('in a pipe, the answer comes first and has the matrix', async () => {
    const { url, release } = await slow()
    release()
    const { stdout, stderr } = await scopectl(['probe', url], { cwd: folder() })
    expect(stdout).toMatch(/^\d+ findings? {2}2 routes/)
    expect(stdout).toMatch(ROW_B)
    expect(stderr).not.toMatch(/GET \/b/)
  })
})
