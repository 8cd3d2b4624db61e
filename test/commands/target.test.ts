import { describe, expect, test } from 'vitest'
import { targetOf } from '../../src/commands/target.js'
import { ScopectlError } from '../../src/core/errors.js'
import { targetWords } from '../../src/report/words/target.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

function problemOf(text: string) {
  try {
    targetOf(text, {}, 'probe http://localhost:8000')
  } catch (error) {
    if (error instanceof ScopectlError) return error.problems[0]
    throw error
  }
  return undefined
}

test.each([
  ['localhost:8000', 'localhost:8000'],
  ['items', 'items'],
  ['ftp://[::1]:8000/a~b', 'ftp://[::1]:8000/a~b'],
  ['http://bob:hunter2pw@host:99999/', 'http://…'],
  ['http://bob:hunter2/pw@localhost:8000/', 'http://…'],
  ['http://bob:hunter2\\pw@localhost:8000/', 'http://…'],
  ['http://bob:hunter2pw%40localhost:8000/', 'http://…'],
  ['http://u:top@secret1@h:99999/', 'http://…'],
  ['http://u:a?b#secret1@h:99999/', 'http://…'],
  ['u:topsecret1@h', '…'],
  ['ftp://h/?key=topsecret1', 'ftp://…'],
  ['ftp://h/?key=top@secret1', 'ftp://…'],
])('what is not a URL is shown without what may be a password: %s', (text, shown) => {
  expect(problemOf(text)).toMatchObject({ code: 'target-url', args: { text: shown } })
})

test('the hint for an IPv6 address can be pasted into a shell', () => {
  const { hint } = targetWords['target-host']({ host: '[2001:db8::2]' })
  expect(hint).toContain('--i-may-test "[2001:db8::2]"')
})

const CATALOG = `
token: { issuer: http://localhost:8000, audience: items-api }
scopes: { read: Read data }
roles: { reader: { scopes: [read] } }
routes: { GET /items: read }
`
/** Nothing listens on the discard port. */
const CLOSED = '127.0.0.1:9'

describe.each([
  ['probe', ['probe']],
  ['server learn', ['server', 'learn', '--role', 'reader', '-o', 'server.yaml']],
])('%s', (_name, command) => {
  const cwd = tempDir({ 'scopes.yaml': CATALOG })
  const codeOf = async (url: string, ...flags: string[]) => {
    const { exit, stdout, stderr } = await scopectl([...command, url, ...flags], { cwd })
    return { exit, code: /^error\[([\w-]+)\]/m.exec(stderr)?.[1], text: stdout + stderr }
  }

  test.each([
    [`http://bob:hunter2pw@${CLOSED}/items`, 'target-url-parts'],
    [`http://bob:hunter2/pw@${CLOSED}/items`, 'target-url'],
    [`http://bob:x@hunter2/pw@${CLOSED}/items`, 'target-url-parts'],
    [`http://bob:hunter2\\pw@${CLOSED}/items`, 'target-url'],
    [`http://bob:hunter2?pw@${CLOSED}/items`, 'target-url'],
    [`http://bob:hunter2#pw@${CLOSED}/items`, 'target-url'],
    [`http://${CLOSED}/items?key=hunter2pw`, 'target-url-parts'],
    [`http://${CLOSED}/items#hunter2pw`, 'target-url-parts'],
    [`bob:hunter2pw@${CLOSED}/items`, 'target-url'],
  ])('refuses %s, and does not print what is secret in it', async (url, due) => {
    for (const more of [[], ['--json'], ['-v']]) {
      const { exit, code, text } = await codeOf(url, ...more)
      expect(exit).toBe(2)
      expect(code ?? text).toContain(due)
      expect(text).not.toMatch(/hunter2|pw/)
    }
  })

  test.each([
    ['http://api.example.test/items', [], 'target-host'],
    ['https://10.de/items', [], 'target-host'],
    ['https://169.254.169.254/items', [], 'target-host'],
    ['https://[::ffff:127.0.0.1]/items', [], 'target-host'],
    ['http://0.0.0.0:9/items', [], 'target-host'],
    ['http://api.example.test/items', ['--allow-http'], 'target-host'],
    ['https://api.example.test/items', ['--i-may-test', 'example.test'], 'target-host'],
    ['http://api.example.test/items', ['--i-may-test', 'api.example.test'], 'target-http'],
    ['http://10.0.0.1/items', [], 'target-http'],
    ['http://10.0.0.1/items', ['--i-may-test', '10.0.0.1'], 'target-http'],
    ['http://[fd00::1]/items', [], 'target-http'],
  ])('does not send anything to %s with %j', async (url, flags, due) => {
    expect(await codeOf(url, ...flags)).toMatchObject({ exit: 2, code: due })
  })

  test.each([
    [`http://${CLOSED}/items`, []],
    [
      'http://api.invalid/items',
      ['--i-may-test', 'b.invalid', '--i-may-test', 'api.invalid', '--allow-http'],
    ],
    ['https://api.invalid/items', ['--i-may-test', 'api.invalid']],
  ])('tries to reach %s with %j', async (url, flags) => {
    expect((await codeOf(url, ...flags)).code).toMatch(/^(learn|probe)-unreachable$/)
  })
})
