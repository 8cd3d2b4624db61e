import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type Conversation,
  CTRL_C,
  CTRL_D,
  converse,
  DOWN,
  ENTER,
  SPACE,
} from '../support/conversation.js'
import { runProcess } from '../support/run-process.js'
import { scopectl, wrapperDir } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const FILES = ['scopes.yaml', 'users.yaml', 'scopes.test.yaml', 'access.lock', '.gitattributes']

const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]+m`)

const QUESTIONS = [
  /Scopes, with spaces between/,
  /Roles, with spaces between/,
  /Which role has every user/,
  /Which role follows from is_admin/,
  /Scopes of reader/,
  /Scopes of editor, besides read/,
  /Scopes of admin, besides read/,
  /Which routes/,
  /Issuer/,
  /Audience/,
  /Name of a first user/,
  /Write scopes\.yaml, users\.yaml, scopes\.test\.yaml, access\.lock, \.gitattributes\?/,
]

async function enterUpTo(last: RegExp, talk: Conversation): Promise<void> {
  for (const question of QUESTIONS) {
    if (question.source === last.source) return
    await talk.answer(question, ENTER)
  }
}

/** Runs a line as a shell would, with the program under test as `scopectl`. */
function shell(line: string, cwd: string) {
  const PATH = `${wrapperDir()}:${process.env['PATH']}`
  return runProcess('sh', ['-c', line], { cwd, env: { PATH, HOME: cwd, NO_COLOR: '1' } })
}

describe.skipIf(process.platform === 'win32')('init on a terminal', () => {
  test('pressing Enter at every question writes the same as --yes, and it works immediately', async () => {
    const [asked, unasked] = [tempDir(), tempDir()]
    const talk = converse(['init'], asked)
    for (const question of QUESTIONS) await talk.answer(question, ENTER)
    const [{ exit, shown }] = await Promise.all([
      talk.end(),
      scopectl(['init', '--yes'], { cwd: unasked }),
    ])
    expect(exit, shown).toBe(0)
    for (const file of FILES) {
      expect(readFileSync(join(asked, file), 'utf8')).toBe(
        readFileSync(join(unasked, file), 'utf8'),
      )
    }
    const used = await shell('scopectl token --user alice | scopectl check --need read', asked)
    expect(used.stdout).toMatch(/^allow/)
    expect(used.exit).toBe(0)
  })

  test('the chosen answers are written', async () => {
    const cwd = tempDir()
    const talk = converse(['init'], cwd)
    await talk.answer(/Scopes, with/, 'read write orders:refund', ENTER)
    await talk.answer(/Roles, with/, 'clerk boss', ENTER)
    await talk.answer(/Which role has every user/, ENTER) // nobody promises less than `clerk`
    await talk.answer(/Which role follows/, ENTER)
    await talk.answer(/Scopes of clerk/, SPACE, ENTER)
    await talk.answer(/Scopes of boss/, DOWN, SPACE, DOWN, SPACE, ENTER)
    await talk.answer(/Which routes/, SPACE, ENTER)
    await talk.answer(/Issuer/, 'https://idp.test', ENTER)
    await talk.answer(/Audience/, 'shop: "api"', ENTER)
    await talk.answer(/first user/, "o'brien: x", ENTER)
    await talk.answer(/Write /, ENTER)
    const { exit, shown } = await talk.end()
    expect(exit, shown).toBe(0)

    const catalog = readFileSync(join(cwd, 'scopes.yaml'), 'utf8')
    expect(catalog).not.toMatch(/default: true|when:|GET \/health/)
    expect(catalog).toContain('POST /orders/{id}/refund: orders:refund')
    const [token, clerk, boss] = await Promise.all([
      scopectl(['token', '--user', "o'brien: x"], { cwd }),
      scopectl(['check', '--role', 'clerk', '--need', 'write'], { cwd }),
      scopectl(['check', '--role', 'boss', '--need', 'write orders:refund'], { cwd }),
    ])
    const [, payload = ''] = token.stdout.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    expect(claims).toMatchObject({ iss: 'https://idp.test', aud: 'shop: "api"', sub: "o'brien: x" })
    expect([token.exit, clerk.exit, boss.exit]).toEqual([0, 4, 0])
  })

  test('an invalid name is reported and asked for again', async () => {
    const talk = converse(['init'], tempDir())
    await talk.answer(/Scopes, with/, 'read, write', ENTER)
    await talk.answer(/no commas/, CTRL_C)
    expect((await talk.end()).exit).toBe(2)
  })

  test.each([
    ['Ctrl-C at the first question', QUESTIONS[0]!, CTRL_C],
    ['Ctrl-C in a list', /Scopes of editor, besides read/, CTRL_C],
    ['Ctrl-C at the last question', QUESTIONS.at(-1)!, CTRL_C],
    ['Ctrl-D', /Roles, with spaces between/, CTRL_D],
    ['Ctrl-D in a list', /Which routes/, CTRL_D],
    ['no', QUESTIONS.at(-1)!, 'n\r'],
  ])('%s writes nothing', async (_what, question, key) => {
    const cwd = tempDir()
    const talk = converse(['init'], cwd)
    await enterUpTo(question, talk)
    await talk.answer(question, key)
    const { exit, shown } = await talk.end()
    expect(shown).toContain('error[init-cancelled]')
    expect(shown).not.toMatch(/\bat .*\.js:\d/)
    expect(exit).toBe(2)
    expect(readdirSync(cwd)).toEqual(['.git'])
  })

  test('existing files are reported before anything is asked', async () => {
    const cwd = tempDir({ 'users.yaml': 'users: {}\n' })
    const { exit, shown } = await converse(['init'], cwd).end()
    expect(shown).toContain('users.yaml')
    expect(shown).not.toContain('Scopes, with')
    expect(exit).toBe(2)
  })

  test.each([['--no-input'], ['--json']])('%s asks nothing', async (flag) => {
    const cwd = tempDir()
    const { exit, shown } = await converse(['init', flag], cwd).end()
    expect(shown).toContain('init-needs-yes')
    expect(exit).toBe(2)
    expect(existsSync(join(cwd, 'scopes.yaml'))).toBe(false)
  })

  test('--no-color, NO_COLOR: no colour in a question either', async () => {
    const talks = [
      converse(['init', '--no-color'], tempDir(), { NO_COLOR: '' }),
      converse(['init'], tempDir()),
    ]
    for (const talk of talks) {
      await talk.answer(/Scopes, with/, ENTER)
      await talk.answer(/Roles, with/, ENTER)
      await talk.answer(/every user/, CTRL_C)
      expect((await talk.end()).raw).not.toMatch(COLOUR)
    }
  })
})
