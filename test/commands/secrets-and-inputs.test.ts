import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const SECRET = 'hunter2-my-real-hmac-secret-value-0123456789'
const rest =
  'scopes: { read: Read }\nroles: { reader: { default: true, scopes: [read] } }\nroutes: { GET /: read }\n'

describe.concurrent('SEC4: a key pasted into the catalog is refused by every command, and never shown', () => {
  const pasted = [
    SECRET,
    `https://user:${SECRET}@idp.test/jwks`,
    `env:${SECRET}`,
    `"${SECRET}"`,
    `|\n    -----BEGIN PRIVATE KEY-----\n    ${SECRET}`,
  ]
  test.each(pasted)('%#', async (key) => {
    const form = `token:\n  algorithm: HS256\n  key: ${key}\n  isuer: x\n${rest}`
    const flow = key.startsWith('|') ? form : `token: { isuer: x, key: ${key} }\n${rest}`
    for (const [i, text] of [form, flow].entries()) {
      const cwd = tempDir({ 'scopes.yaml': text, 'users.yaml': 'users: { bob: {} }\n' })
      for (const line of [
        'lint',
        'lock',
        'check --user bob --need read',
        'matrix',
        'lint --json',
      ]) {
        const { stdout, stderr, exit } = await scopectl(line.split(' '), { cwd })
        expect(exit, line).toBe(2)
        expect(stdout + stderr, `${i} ${line}`).not.toContain(SECRET)
        expect(stdout + stderr, line).toContain('key-place')
      }
    }
  })
})

test('a report never replaces a file that the run reads', async () => {
  const suite = 'tests: [{ as: { anonymous: true }, unauthorized: ["GET /"] }]\n'
  const cwd = tempDir({
    'scopes.yaml': rest,
    'users.yaml': 'users: { bob: {} }\n',
    'scopes.test.yaml': suite,
    'access.lock': 'x\n',
  })
  for (const file of [
    'scopes.yaml',
    'users.yaml',
    'scopes.test.yaml',
    'access.lock',
    './x/../scopes.yaml',
  ]) {
    const before = readFileSync(join(cwd, file.split('/').at(-1) ?? ''), 'utf8')
    const { exit, stderr } = await scopectl(['test', '--report', `junit=${file}`], { cwd })
    expect(exit, file).toBe(2)
    expect(stderr).toContain('report-over-input')
    expect(readFileSync(join(cwd, file.split('/').at(-1) ?? ''), 'utf8')).toBe(before)
  }
  expect((await scopectl(['test', '--report', 'junit=out/r.xml'], { cwd })).exit).toBe(0)
  expect((await scopectl(['test', '--report', 'junit=out/r.xml'], { cwd })).exit).toBe(0)
})

test('nor a key, a token or an environment file that it reads', async () => {
  const cwd = tempDir({
    'scopes.yaml': rest,
    'my.env': 'K=only-for-this-test-0123456789abcdef01234567\n',
    token: 'no.token.here\n',
    'scopes.test.yaml': 'tests: [{ as: { token: "file:token" }, deny: ["GET /"] }]\n',
  })
  for (const file of ['my.env', 'token']) {
    const before = readFileSync(join(cwd, file), 'utf8')
    const args = ['test', '--env', 'my.env', '--report', `junit=${file}`]
    const { exit, stderr } = await scopectl(args, { cwd })
    expect([exit, stderr], file).toEqual([2, expect.stringContaining('report-over-input')])
    expect(readFileSync(join(cwd, file), 'utf8')).toBe(before)
  }
})

test('`any` is not an audience for a token', async () => {
  const cwd = tempDir({ 'scopes.yaml': rest, 'users.yaml': 'users: { bob: {} }\n' })
  expect((await scopectl(['token', '--user', 'bob', '--audience', 'any'], { cwd })).exit).toBe(2)
})
