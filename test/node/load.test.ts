import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Access, load, messageOf, ScopectlError } from '../../src/node.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const FILES = {
  'scopes.yaml': readFileSync('scopes.yaml', 'utf8').replace(
    'scope_claim: scope',
    'scope_claim: scope\n  enforce: literal\nprofiles: { other: { issuer: https://other.test } }',
  ),
  'users.yaml': readFileSync('users.yaml', 'utf8'),
}
const cwd = tempDir(FILES)
const access = load(join(cwd, 'scopes.yaml'))

/** What a call throws, as its message has it. */
function thrown(call: () => unknown): ScopectlError {
  try {
    call()
  } catch (error) {
    if (error instanceof ScopectlError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const rejection = async (call: Promise<unknown>): Promise<ScopectlError> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof ScopectlError) return error
  throw new Error(`rejected with ${String(error)}`)
}

/** Past the compiler, as JavaScript calls. */
const loose = access as unknown as Record<keyof Access, (...args: unknown[]) => unknown>

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

describe('a name that does not exist is an error with the words of the command line', () => {
  test.each<[string, () => unknown, ...string[]]>([
    ['user', () => access.can({ user: 'bbo' }, 'GET /me'), '--user', 'bbo', '--route', 'GET /me'],
    [
      'client',
      () => access.can({ client: 'cibot' }, 'GET /me'),
      '--client',
      'cibot',
      '--route',
      'GET /me',
    ],
    [
      'role',
      () => access.can({ role: 'editro' }, 'GET /me'),
      '--role',
      'editro',
      '--route',
      'GET /me',
    ],
    [
      'one of two roles',
      () => access.can({ role: ['editor', 'x'] }, 'GET /me'),
      '--role',
      'editor',
      '--role',
      'x',
      '--route',
      'GET /me',
    ],
    [
      'scope',
      () => access.can({ scopes: 'raed' }, 'GET /me'),
      '--scopes',
      'raed',
      '--route',
      'GET /me',
    ],
    [
      'needed scope',
      () => access.can({ role: 'editor' }, { need: 'wirte' }),
      '--role',
      'editor',
      '--need',
      'wirte',
    ],
    [
      'route',
      () => access.can({ role: 'editor' }, 'GET /helth'),
      '--role',
      'editor',
      '--route',
      'GET /helth',
    ],
    [
      'route of nobody',
      () => access.can({ anonymous: true }, 'GET /helth'),
      '--anonymous',
      '--route',
      'GET /helth',
    ],
    [
      'method',
      () => access.can({ role: 'editor' }, 'PUT /items/'),
      '--role',
      'editor',
      '--route',
      'PUT /items/',
    ],
    [
      'bad path',
      () => access.can({ role: 'editor' }, 'GET /a/../me'),
      '--role',
      'editor',
      '--route',
      'GET /a/../me',
    ],
    [
      'profile',
      () => load(join(cwd, 'scopes.yaml'), { profile: 'othre' }),
      '--profile',
      'othre',
      '--anonymous',
      '--route',
      'GET /me',
    ],
  ])('%s', async (_, call, ...line) => {
    const error = thrown(call)
    // From the same folder, so that files are called alike.
    const args = ['check', '-c', join(cwd, 'scopes.yaml'), ...line]
    const { exit, stderr } = await scopectl(args, { cwd: process.cwd() })
    expect(exit).toBe(2)
    expect(error.outcome).toBe('notAsked')
    const [says = '', ...more] = error.message.split('\n')
    expect(stderr).toContain(`: ${says.replace(/ \(.*:\d+:\d+\)$/, '')}\n`)
    for (const hint of more) expect(stderr).toContain(`${hint}\n`)
  })

  test('in mint too, and the promise is rejected', async () => {
    expect((await rejection(access.mint({ role: 'editro' }))).message).toContain('`editro`')
    const { message } = await rejection(access.mint({ role: 'editor' }, { scope: 'wirte' }))
    expect(message).toContain('`wirte`')
  })
})

describe('what the compiler would not let pass is an error, and not somebody else', () => {
  test.each<[unknown, string]>([
    [undefined, 'argument-type'],
    [null, 'argument-type'],
    ['bob', 'argument-type'],
    [['bob'], 'argument-type'],
    [{}, 'argument-unclear'],
    [{ rol: 'editor' }, 'argument-unclear'],
    [{ user: 'bob', role: 'editor' }, 'argument-unclear'],
    [{ user: undefined }, 'argument-type'],
    [{ user: '' }, 'argument-type'],
    [{ user: 42 }, 'argument-type'],
    [{ role: [] }, 'argument-type'],
    [{ role: [undefined] }, 'argument-type'],
    [{ scopes: [] }, 'argument-type'],
    [{ scopes: ' ' }, 'blank-scopes'],
    [{ anonymous: false }, 'argument-type'],
    [{ anonymous: undefined }, 'argument-type'],
    [{ kind: 'verified' }, 'argument-unclear'],
    [{ kind: 'none' }, 'argument-unclear'],
  ])('who: %j', (who, code) => {
    const error = thrown(() => loose.can(who, 'DELETE /users/42'))
    expect(error.problems.map((each) => each.code)).toEqual([code])
    expect(error.message).toMatch(/ /)
  })

  test.each<[unknown, string]>([
    [undefined, 'argument-type'],
    [42, 'argument-type'],
    ['', 'bad-route'],
    ['write', 'bad-route'],
    [{}, 'argument-unclear'],
    [{ scope: 'write' }, 'argument-unclear'],
    [{ need: 'read', route: 'GET /me' }, 'argument-unclear'],
    [{ need: [] }, 'argument-type'],
    [{ need: ' ' }, 'blank-scopes'],
    [{ need: undefined }, 'argument-type'],
    [{ need: 'read', any: 'yes' }, 'argument-type'],
    [{ route: 'GET /me', any: true }, 'unknown-option'],
  ])('goal: %j', (goal, code) => {
    const error = thrown(() => loose.can({ user: 'bob' }, goal))
    expect(error.problems.map((each) => each.code)).toEqual([code])
  })

  test.each<[unknown, string]>([
    [{ scopes: 'read' }, 'unknown-option'],
    [{ scope: undefined }, 'argument-type'],
    [{ scope: '' }, 'argument-type'],
    [{ scope: ' ' }, 'blank-scopes'],
    [{ scope: 'admin' }, 'more-than-granted'],
    [{ lifetime: 'soon' }, 'bad-span'],
    [{ lifetime: -5 }, 'bad-span'],
    [{ lifetime: Number.NaN }, 'bad-span'],
    [{ at: new Date('never') }, 'argument-type'],
    [{ at: 1_700_000_000_000 }, 'argument-type'],
    [{ audience: 'any' }, 'audience-any'],
    [{ claims: { sub: 'alice' } }, 'reserved-claim'],
    [{ claims: { scope: 'admin' } }, 'reserved-claim'],
    [{ flaw: 'all' }, 'argument-type'],
    [{ flaw: 'expird' }, 'argument-type'],
    [null, 'argument-type'],
  ])('options of mint: %j', async (options, code) => {
    const error = await rejection(loose.mint({ user: 'bob' }, options) as Promise<string>)
    expect(error.problems.map((each) => each.code)).toEqual([code])
  })

  test.each<[unknown, string]>([
    ['', 'argument-type'],
    [undefined, 'argument-type'],
    [' ', 'token-blank'],
    ['null', 'not-a-token'],
    ['env:HOME', 'not-a-token'],
    ['file:/etc/hostname', 'not-a-token'],
    ['<html>', 'not-a-token'],
  ])('token: %j', async (token, code) => {
    const error = await rejection(loose.verify(token) as Promise<unknown>)
    expect(error.problems.map((each) => each.code)).toEqual([code])
  })

  test('options of load, and of verify', async () => {
    const options = { userFile: 'x' } as object
    expect(thrown(() => load(join(cwd, 'scopes.yaml'), options)).message).toBe(
      'load() has no option `userFile`\nhint: did you mean `usersFile`?',
    )
    const error = await rejection(loose.verify('a.b.c', { now: 1 }) as Promise<unknown>)
    expect(error.message).toBe('verify() has no option `now`\nhint: options: `at` and `leeway`')
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
