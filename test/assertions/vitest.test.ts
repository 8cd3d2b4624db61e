import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { FILES } from '../node/world.js'
import { runProcess } from '../support/run-process.js'
import { plainEnv } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// The built matchers in a real vitest, in a project that has both packages installed: its tests pass and fail as they should.

const MATCHERS = `
import 'scopectl/vitest'
import { load } from 'scopectl/node'
import { expect, test } from 'vitest'

const access = load()
const bob = await access.mint({ user: 'bob' })
const expired = await access.mint({ user: 'bob' }, { flaw: 'expired' })

test('passes', async () => {
  await expect(bob).toAllow('POST /items/')
  await expect(bob).toDeny('DELETE /users/42')
  await expect(bob).toDeny('DELETE /users/42', { missing: 'users:delete' })
  await expect(bob).not.toBeUnauthorized()
  await expect(bob).not.toAllow('DELETE /users/42')
  await expect(bob).not.toDeny('POST /items/')
  await expect(expired).toBeUnauthorized({ reason: 'expired' })
  await expect(expired).not.toAllow('POST /items/')
  await expect({ role: 'editor' }).toAllow({ need: 'write' })
  await expect({ anonymous: true }).toBeUnauthorized({ route: 'GET /me' })
  await expect(access.mint({ user: 'bob' })).resolves.toAllow('POST /items/')
})
test('codes', async () => {
  const codeOf = async (call) => {
    try {
      await call()
    } catch (error) {
      return error.problems[0].code
    }
  }
  const negated = () => expect(bob).not.toDeny('POST /items/', { missing: 'write' })
  expect(await codeOf(negated)).toBe('assertion-negated-option')
  const nested = () => expect({ bob }).toEqual({ bob: expect.toAllow('POST /items/') })
  expect(await codeOf(nested)).toBe('assertion-asymmetric')
})
test('allowed', () => expect(bob).toDeny('POST /items/'))
test('denied', () => expect(bob).toAllow('DELETE /users/42'))
test('refused', () => expect(expired).toDeny('DELETE /users/42'))
test('accepted', () => expect(bob).toBeUnauthorized())
test('not allowed', () => expect(bob).not.toAllow('POST /items/'))
test('not denied', () => expect(bob).not.toDeny('DELETE /users/42'))
test('not refused', () => expect(expired).not.toBeUnauthorized())
test('rejected', () => expect(access.mint({ user: 'bob' })).resolves.toDeny('POST /items/'))
test('soft', async () => { await expect.soft(bob).toDeny('POST /items/') })
test('without await', () => { expect(bob).toDeny('POST /items/') })
test('without await, after an error', () => { expect(bob).not.toAllow('GET /nowhere') })
test('caught by the test', async () => {
  await expect(expect(bob).toDeny('POST /items/')).rejects.toThrow('to be denied')
})

test('unknown route', () => expect(bob).not.toAllow('POST /itmes/'))
test('unknown role', () => expect({ role: 'editro' }).not.toAllow('POST /items/'))
test('unknown missing scope', () => expect(bob).toDeny('DELETE /users/42', { missing: 'users:delte' }))
test('no token', () => expect(undefined).not.toBeUnauthorized())
test('text that is not a token', () => expect('null').toBeUnauthorized())
test('a promise', () => expect(access.mint({ user: 'bob' })).not.toAllow('POST /items/'))
test('negated missing', () => expect(bob).not.toDeny('POST /items/', { missing: 'write' }))
test('negated reason', () => expect(bob).not.toBeUnauthorized({ reason: 'expired' }))
test('nested', () => { expect({ bob }).toEqual({ bob: expect.toAllow('POST /items/') }) })
test('nested and negated', () => { expect({ bob }).toEqual({ bob: expect.not.toAllow('POST /items/') }) })
`
const catalogs = `
import { scopectlMatchers } from 'scopectl/vitest'
import { expect, test } from 'vitest'

const about = (catalog, options) => expect.extend(scopectlMatchers({ catalog, ...options }))
test('empty file', () => { about('other/empty.yaml'); return expect('a.b.c').not.toAllow('GET /a') })
test('empty catalog', () => { about('other/nothing.yaml'); return expect('a.b.c').toBeUnauthorized() })
test('missing file', () => { about('other/none.yaml'); return expect('a.b.c').toBeUnauthorized() })
test('no key', () => { about('other/keyed.yaml', { env: {} }); return expect('a.b.c').toBeUnauthorized() })
test('passes with a key', () => { about('other/keyed.yaml', { env: { A_KEY: 'k'.repeat(40) } }); return expect('a.b.c').toBeUnauthorized() })
`

const FAILURES: Readonly<Record<string, string>> = {
  allowed:
    'expected the token to be denied `POST /items/` (403), got allow\n  route    POST /items/\n',
  denied: 'expected the token to be allowed `DELETE /users/42`, got deny 403 insufficient_scope\n',
  refused: 'expected the token to be denied `DELETE /users/42` (403), got deny 401 expired\n',
  accepted: 'expected the token to be unauthorized (401), got allow\n',
  'not allowed': 'expected the token not to be allowed `POST /items/`, got allow\n',
  'not denied': 'expected the token not to be denied `DELETE /users/42` (403), got deny 403',
  'not refused': 'expected the token not to be unauthorized (401), got deny 401 expired\n',
  rejected: 'expected the token to be denied `POST /items/` (403), got allow\n',
  soft: 'expected the token to be denied',
  'without await': 'expected the token to be denied',
  'without await, after an error': 'the catalog has no route for `GET /nowhere`',
  'unknown route':
    'the catalog has no route for `POST /itmes/`\nhint: did you mean `POST /items/`?',
  'unknown role': 'the catalog has no role `editro`',
  'unknown missing scope': 'the catalog has no scope `users:delte`',
  'no token': 'invalid `subject` in toBeUnauthorized(): expected a token, or an object',
  'text that is not a token': 'the argument is `null`, not a token',
  'a promise': 'invalid `subject` in toAllow(): got a Promise; did you forget `await`?',
  'negated missing': 'a negated toDeny() takes no `missing`',
  'negated reason': 'a negated toBeUnauthorized() takes no `reason`',
  nested: 'toAllow() cannot be nested in another assertion',
  'nested and negated': 'toAllow() cannot be nested in another assertion',
  'empty file': '`other/empty.yaml` is empty',
  'empty catalog':
    'toBeUnauthorized() has nothing to check: `other/nothing.yaml` declares no scopes',
  'missing file': 'none.yaml',
  'no key': 'A_KEY',
}

interface Result {
  readonly title: string
  readonly status: string
  readonly failureMessages: readonly string[]
}

let results: Result[]
let printed: string
beforeAll(async () => {
  const keyed =
    'token: { algorithm: HS256, key: env:A_KEY }\nscopes: { a: A }\nroutes: { GET /a: a }\n'
  const dir = tempDir({
    ...FILES,
    'package.json': '{ "private": true, "type": "module" }',
    'matchers.test.js': MATCHERS,
    'catalogs.test.js': catalogs,
    ...{
      'other/empty.yaml': '',
      'other/nothing.yaml': 'scopes: {}\nroutes: {}\n',
      'other/keyed.yaml': keyed,
    },
  })
  mkdirSync(join(dir, 'node_modules'))
  symlinkSync(resolve('.'), join(dir, 'node_modules/scopectl'), 'dir')
  symlinkSync(resolve('node_modules/vitest'), join(dir, 'node_modules/vitest'), 'dir')
  const flags = ['run', '--reporter=json', '--reporter=default', '--outputFile.json=results.json']
  const vitest = resolve('node_modules/vitest/vitest.mjs')
  const run = await runProcess(process.execPath, [vitest, ...flags], {
    ...{ cwd: dir, env: plainEnv(dir), seconds: 120 },
  })
  expect(run.exit, run.stderr).toBe(1)
  printed = `${run.stdout}${run.stderr}`
  const file = JSON.parse(readFileSync(join(dir, 'results.json'), 'utf8'))
  results = file.testResults.flatMap(
    ({ assertionResults }: { assertionResults: Result[] }) => assertionResults,
  )
})

describe('matchers in vitest', () => {
  test('pass where the answer is as expected', () => {
    const passed = results.filter(({ status }) => status === 'passed').map(({ title }) => title)
    expect(passed.sort()).toEqual(['caught by the test', 'codes', 'passes', 'passes with a key'])
  })

  test('fail otherwise, with the reason: also if negated, nested, or without await', () => {
    const failed = results.filter(({ status }) => status === 'failed')
    expect(failed.map(({ title }) => title).sort()).toEqual(Object.keys(FAILURES).sort())
    for (const { title, failureMessages } of failed)
      expect.soft(failureMessages.join('\n'), title).toContain(FAILURES[title])
  })

  test('show the line of the test and both answers, and never a token', () => {
    expect(printed).toContain('Expected: "deny 403"')
    expect(printed).toContain('Received: "allow"')
    expect(printed).toMatch(/❯ matchers\.test\.js:\d+:\d+\n.*\n.*\n.*unknown route/)
    expect(printed).not.toMatch(/eyJ[\w-]{20}/)
  })
})
