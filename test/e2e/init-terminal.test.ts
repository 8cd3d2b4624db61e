import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CTRL_C, CTRL_D, converse, DOWN, ENTER, SPACE } from '../support/conversation.js'
import { COLOUR, enterUpTo, FILES, QUESTIONS, SHOP, shell } from '../support/init-conversation.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

describe.skipIf(process.platform === 'win32')('init on a terminal', () => {
  test('Enter all the way writes what --yes writes, and it works at once', async () => {
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

  test('chosen answers are what is written', async () => {
    const cwd = tempDir()
    const talk = converse(['init'], cwd)
    await talk.answer(/A file with your users/, ENTER)
    await talk.answer(/Scopes, separated/, 'read write orders:refund', ENTER)
    await talk.answer(/Roles, separated/, 'clerk boss', ENTER)
    await talk.answer(/Which role does every user/, ENTER) // neither promises only to read
    await talk.answer(/Which role do users/, ENTER)
    await talk.answer(/Scopes of clerk/, SPACE, ENTER)
    await talk.answer(/Scopes of boss/, DOWN, SPACE, DOWN, SPACE, ENTER)
    await talk.answer(/Which routes/, SPACE, ENTER)
    await talk.answer(/How are tokens signed/, ENTER)
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

  test('a secret in a variable: its name is asked for, and its tokens have no issuer unless one is given', async () => {
    const cwd = tempDir()
    const talk = converse(['init'], cwd)
    await enterUpTo(/How are tokens signed/, talk)
    await talk.answer(/How are tokens signed/, DOWN, ENTER)
    await talk.answer(/Name of the variable/, 'JWT_SECRET', ENTER)
    await talk.answer(/Which algorithm/, ENTER)
    await talk.answer(/Issuer/, ENTER)
    await talk.answer(/Audience/, 'shop', ENTER)
    await talk.answer(/first user/, ENTER)
    await talk.answer(/Write /, ENTER)
    const { exit, shown } = await talk.end()
    expect(exit, shown).toBe(0)
    const env = { JWT_SECRET: 'k7Jw2pQ9vX4mR8tY1nB6cD3fG5hL0sZa' }
    const token = await scopectl(['token', '--user', 'bob'], { cwd, env })
    const check = await scopectl(['check', '--need', 'write'], { cwd, env, input: token.stdout })
    expect(check.stdout).toMatch(/^allow/)
    const [header = '', payload = ''] = token.stdout.split('.')
    const parts = [header, payload].map((part) => JSON.parse(`${Buffer.from(part, 'base64url')}`))
    expect(parts).toMatchObject([{ alg: 'HS256' }, { aud: 'shop' }])
    expect(parts[1]).not.toHaveProperty('iss')
  })

  test('a JWKS URL: the issuer is guessed from it, and an audience must be given', async () => {
    const cwd = tempDir()
    const talk = converse(['init'], cwd)
    const keys = 'https://id.example.test/realms/shop/protocol/openid-connect/certs'
    await enterUpTo(/How are tokens signed/, talk)
    await talk.answer(/How are tokens signed/, DOWN, DOWN, ENTER)
    await talk.answer(/JWKS URL/, 'id.example.test', ENTER)
    await talk.answer(/an address is expected/, ...Array(15).fill('\u007f'), keys, ENTER)
    await talk.answer(/Which algorithm/, ENTER)
    await talk.answer(/Issuer.*realms\/shop\)/s, ENTER)
    await talk.answer(/Audience/, ENTER)
    await talk.answer(/enter the value/, 'shop', ENTER)
    await talk.answer(/first user/, ENTER)
    await talk.answer(/Write /, ENTER)
    const { exit, shown } = await talk.end()
    expect(exit, shown).toBe(0)
    expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toContain(`token:
  key: ${keys}
  algorithm: RS256
  issuer: https://id.example.test/realms/shop
  audience: shop
  scope_claim: scope
`)
  })

  test('users from a CSV file: its roles are asked about, and the descriptions are those of the document', async () => {
    const cwd = tempDir({
      'people.csv': 'user,roles,is_staff\nada,support,\nben,auditor,true\n',
      'openapi.json': JSON.stringify(SHOP),
    })
    const talk = converse(['init', '--from', 'openapi.json'], cwd)
    await talk.answer(/No security is stated for POST \/login/, DOWN, ENTER)
    await talk.answer(/A file with your users/, 'persons.csv', ENTER)
    await talk.answer(/there is no such file/, ...Array(11).fill('\u007f'), 'people.csv', ENTER)
    await talk.answer(/Scopes of support.*items:read +See what is on the shelves/s, SPACE, ENTER)
    await talk.answer(/Scopes of auditor/, ENTER)
    await talk.answer(/Scopes of staff/, ENTER)
    for (const question of [/How are tokens signed/, /Issuer/, /Audience/])
      await talk.answer(question, ENTER)
    await talk.answer(/Write scopes\.yaml, scopes\.test\.yaml, access\.lock/, ENTER)
    const { exit, shown } = await talk.end()
    expect(exit, shown).toBe(0)
    const catalog = readFileSync(join(cwd, 'scopes.yaml'), 'utf8')
    expect(catalog).toContain('users: people.csv\n')
    expect(catalog).toContain('  support: { scopes: [items:read] }\n  auditor: { scopes: [] }\n')
    expect(catalog).toContain('  staff: { scopes: [], when: { is_staff: true } }')
    expect(catalog).toContain('  POST /login: public')
    const lint = await scopectl(['lint', '--deny-warnings'], { cwd })
    expect(lint).toMatchObject({ exit: 0, stdout: '' })
    expect((await scopectl(['check', '--user', 'ada', '--need', 'items:read'], { cwd })).exit).toBe(
      0,
    )
  })

  test('an invalid name is reported and asked for again', async () => {
    const talk = converse(['init'], tempDir())
    await talk.answer(/A file with your users/, ENTER)
    await talk.answer(/Scopes, separated/, 'read, write', ENTER)
    await talk.answer(/no commas/, CTRL_C)
    expect((await talk.end()).exit).toBe(2)
  })

  test.each([
    ['Ctrl-C at the first question', QUESTIONS[0]!, CTRL_C],
    ['Ctrl-C in a list', /Scopes of editor, in addition to read/, CTRL_C],
    ['Ctrl-C at the last question', QUESTIONS.at(-1)!, CTRL_C],
    ['Ctrl-D', /Roles, separated by spaces/, CTRL_D],
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

  test('files that are there are named before anything is asked', async () => {
    const cwd = tempDir({ 'users.yaml': 'users: {}\n' })
    const { exit, shown } = await converse(['init'], cwd).end()
    expect(shown).toContain('users.yaml')
    expect(shown).not.toContain('A file with your users')
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
      await talk.answer(/A file with your users/, ENTER)
      await talk.answer(/Scopes, separated/, ENTER)
      await talk.answer(/Roles, separated/, ENTER)
      await talk.answer(/every user/, CTRL_C)
      expect((await talk.end()).raw).not.toMatch(COLOUR)
    }
  })
})
