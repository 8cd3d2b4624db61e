import { describe, expect, test } from 'vitest'
import { catalog, ISSUER, idp, keyServer, lines } from '../support/one-run-world.js'
import { scopectl } from '../support/scopectl.js'
import { canSpy, spy } from '../support/spied.js'
import { tempDir } from '../support/temp-dir.js'

// A run loads everything it needs once, however many questions it answers.

describe.concurrent('keys behind a URL', () => {
  test('are fetched once for 1,000 lines of a batch', async () => {
    const { server, token, other } = await idp()
    const cwd = tempDir({ 'scopes.yaml': catalog(server.url) })
    const input = lines(1000, (i) => ({
      as: { token: i % 2 === 0 ? token : other },
      route: 'POST /items',
      expect: i % 2 === 0 ? 403 : 200,
    }))
    const run = await scopectl(['check', '--batch', '-'], { cwd, input })
    expect(run.stdout).toMatch(/^1000 passed, 0 failed$/m)
    expect(run.exit).toBe(0)
    expect(server.requests).toBe(1)
  })

  test('are fetched once even if that fails, and no line is answered', async () => {
    const server = await keyServer((_request, response) => response.writeHead(500).end())
    const { token } = await idp()
    const cwd = tempDir({ 'scopes.yaml': catalog(server.url) })
    const input = lines(20, () => ({ as: { token }, need: 'read', expect: 401 }))
    const run = await scopectl(['check', '--batch', '-', '--json'], { cwd, input })
    const documents = run.stdout.trim().split('\n')
    expect(documents).toHaveLength(20)
    for (const each of documents) {
      const { exit, decision, problem } = JSON.parse(each)
      expect([exit, decision, problem.code]).toEqual([2, null, 'key-url-status'])
    }
    expect(run.exit).toBe(2)
    expect(server.requests).toBe(1)
  })

  test('are fetched once for all suites, with all their tokens', async () => {
    const { server, token, other } = await idp()
    const suite = (as: string) =>
      `subjects: { a: { token: "${token}" }, b: { token: "env:OTHER" } }\n` +
      `tests:\n  - { as: ${as}, allow: [GET /items] }\n`
    const cwd = tempDir({
      'scopes.yaml': catalog(server.url),
      'scopes.test.yaml': suite('[a, b]'),
      'more.scopes.test.yaml': `${suite('a')}users: { alice: {} }\n`,
      'own.scopes.test.yaml': suite('b'),
    })
    const run = await scopectl(['test'], { cwd, env: { OTHER: other } })
    expect(run.stderr).toMatch(/^4 passed/)
    expect(run.exit).toBe(0)
    expect(server.requests).toBe(1)
  })

  test('are fetched once by verify, can, check and keys', async () => {
    const { server, token } = await idp()
    const cwd = tempDir({ 'scopes.yaml': catalog(server.url) })
    const runs = [
      ['verify', token],
      ['can', token],
      ['check', token, '--need', 'read', '--at-most', 'read', '--explain'],
      ['keys', 'list'],
      ['keys', 'jwks'],
      ['verify', token, '--key', server.url, '--issuer', ISSUER, '--audience', 'api'],
    ]
    for (const [i, args] of runs.entries()) {
      const { exit, stderr } = await scopectl(args, { cwd })
      expect([exit, stderr], args.join(' ')).toEqual([0, ''])
      expect(server.requests, args.join(' ')).toBe(i + 1)
    }
  })
})

describe.skipIf(!canSpy)('keys made for one run', () => {
  const flawed = lines(50, (i) => ({
    as: { user: 'alice', flaw: i % 2 === 0 ? 'expired' : 'wrong-key' },
    need: 'read',
    expect: 401,
  }))
  const suite = (name: string) =>
    `tests:\n  - { name: ${name}, as: { user: alice, flaw: expired }, unauthorized: [GET /items] }\n` +
    '  - { as: { user: alice, flaw: wrong-key }, deny: [GET /items, POST /items] }\n'
  const files = {
    'scopes.yaml': catalog('env:KEY'),
    'users.yaml': 'users: { alice: {} }\n',
    'batch.jsonl': flawed,
    'scopes.test.yaml': suite('a'),
    'b.scopes.test.yaml': suite('b'),
  }

  test.each([
    ['a batch of 50 flawed tokens', ['check', '--batch', 'batch.jsonl'], /^50 passed, 0 failed$/m],
    ['two suites of flawed tokens', ['test'], /^6 passed/m],
  ])('%s needs about two key pairs', async (_, args, passed) => {
    const cwd = tempDir(files)
    const { env, noted } = spy()
    const run = await scopectl(args, { cwd, env })
    expect(run.exit).toBe(0)
    expect(run.stdout + run.stderr).toMatch(passed)
    // One in 64 is made again, as its kid begins with `-`.
    expect(noted('key ec')).toBeGreaterThanOrEqual(2)
    expect(noted('key ec')).toBeLessThan(8)
  })
})
