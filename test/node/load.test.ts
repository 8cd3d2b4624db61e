import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { load, messageOf } from '../../src/node.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'
import { access, cwd, FILES, rejection, thrown } from './world.js'

describe('can() answers as scopectl check does', () => {
  const routes = [...access.catalog.routes]
  const people = [
    ...[...access.users.users.keys()].map((user) => ({ user })),
    ...[...access.users.clients.keys()].map((client) => ({ client })),
    ...[...access.catalog.roles.keys()].map((role) => ({ role })),
    ...[...access.catalog.scopes.keys()].map((scopes) => ({ scopes })),
    { anonymous: true } as const,
  ]

  test('for every subject and every route', async () => {
    const asked = people.flatMap((who) => routes.map((route) => ({ who, route: route.name })))
    const lines = asked.map(({ who, route }) => JSON.stringify({ as: who, route }))
    const { stdout } = await scopectl(['check', '--batch', '-', '--json'], {
      cwd,
      input: `${lines.join('\n')}\n`,
    })
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(answers).toHaveLength(asked.length)
    const statuses = answers.map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200, 401, 403]))
    expect(asked.map(({ who, route }) => access.can(who, route))).toEqual(
      statuses.map((status) => status === 200),
    )
    const decisions = await Promise.all(asked.map(({ who, route }) => access.decide(who, route)))
    expect(decisions.map(({ status }) => status)).toEqual(statuses)
  })

  test('for tokens, accepted and refused', async () => {
    const token = await access.verify(await access.mint({ user: 'bob' }))
    const stale = await access.verify(await access.mint({ user: 'bob' }, { flaw: 'expired' }))
    expect([token.kind, stale.kind]).toEqual(['verified', 'rejected'])
    for (const { name } of routes) {
      expect(access.can(token, name)).toBe(access.can({ user: 'bob' }, name))
      expect(access.can(stale, name)).toBe(access.can({ anonymous: true }, name))
      expect((await access.decide(token, name)).status === 200).toBe(access.can(token, name))
    }
  })
})

describe('load()', () => {
  test('lists every problem of the files, with places, in its message', () => {
    const dir = tempDir({ 'scopes.yaml': 'scopes: { a: A }\nroutes: { GET /a: b }\nx: 1\n' })
    const error = thrown(() => load(join(dir, 'scopes.yaml')))
    expect(error.problems.map(({ code }) => code)).toEqual(['unknown-scope', 'unknown-key'])
    expect(error.message).toMatch(/scopes\.yaml:2:\d+\)/)
    expect(error.message).toMatch(/scopes\.yaml:3:\d+\)/)
  })

  test('takes a URL, users and variables', async () => {
    const dir = tempDir({
      'scopes.yaml':
        'token: { algorithm: HS256, key: env:A_KEY }\nscopes: { a: A }\nroutes: { GET /a: a }\n',
      'people.yaml': 'users: { zoe: { scopes: [a] } }\n',
      'vars.env': `A_KEY=${'k'.repeat(40)}\n`,
    })
    const url = pathToFileURL(join(dir, 'scopes.yaml'))
    const usersFile = join(dir, 'people.yaml')
    const byEnv = load(url, { usersFile, env: { A_KEY: 'k'.repeat(40) } })
    const byFile = load(url, { usersFile, env: {}, envFile: join(dir, 'vars.env') })
    const without = load(url, { usersFile, env: {} })
    expect(byEnv.can({ user: 'zoe' }, 'GET /a')).toBe(true)
    const token = await byEnv.mint({ user: 'zoe' })
    expect((await byFile.verify(token)).kind).toBe('verified')
    expect((await rejection(without.verify(token))).problems[0]?.code).toBe('env-unset')
    expect(existsSync(join(dir, '.scopectl'))).toBe(false)
  })

  test('verifies what scopectl token issues, and the other way round', async () => {
    const { stdout } = await scopectl(['token', '--user', 'bob', '--scope', 'read'], { cwd })
    const presented = await access.verify(`Bearer ${stdout}`)
    expect(presented.kind).toBe('verified')
    const own = await access.mint({ client: 'ci-bot' }, { lifetime: 60, claims: { tenant: 'a' } })
    const verified = await scopectl(['verify', '--token', own, '--json'], { cwd })
    expect(JSON.parse(verified.stdout)).toMatchObject({ exit: 0 })
  })

  test('has times of its own for a token', async () => {
    const at = new Date('2026-01-01T00:00:00Z')
    const token = await access.mint({ user: 'bob' }, { at, lifetime: '1m' })
    const kinds = [
      await access.verify(token, { at }),
      await access.verify(token, { at: new Date(at.getTime() + 61_000) }),
      await access.verify(token, { at: new Date(at.getTime() + 61_000), leeway: '5s' }),
      await access.verify(token),
    ].map(({ kind }) => kind)
    expect(kinds).toEqual(['verified', 'rejected', 'verified', 'rejected'])
  })
})

describe('an answer that rests on how the server compares scopes', () => {
  const source = FILES['scopes.yaml'].replace('  enforce: literal\n', '')
  const dir = tempDir({ 'scopes.yaml': source, 'users.yaml': FILES['users.yaml'] })

  test('is an error where the catalog does not say how', async () => {
    const open = load(join(dir, 'scopes.yaml'))
    const error = thrown(() => open.can({ scopes: 'admin' }, { need: 'users:read' }))
    expect(error.problems[0]?.code).toBe('views-differ')
    expect(error.message).toContain('enforce:')
    expect((await open.decide({ scopes: 'admin' }, { need: 'users:read' })).views).toEqual({
      literal: false,
      implied: true,
    })
  })

  test('is the answer where it does', () => {
    expect(access.can({ scopes: 'admin' }, { need: 'users:read' })).toBe(false)
  })
})

test('messageOf says what is wrong with a refused token, and hides secrets', async () => {
  const refused = await access.verify(await access.mint({ user: 'bob' }, { flaw: 'wrong-issuer' }))
  expect(refused.kind === 'rejected' && messageOf(refused.refusals[0].detail)).toMatch(/issuer/)
  const dir = tempDir({ 'scopes.yaml': 'token: { secret: hunter2-hunter2 }\nscopes: { a: A }\n' })
  expect(thrown(() => load(join(dir, 'scopes.yaml'))).message).not.toContain('hunter2')
})
