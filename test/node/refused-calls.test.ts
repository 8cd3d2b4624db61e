import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { load } from '../../src/node.js'
import { scopectl } from '../support/scopectl.js'
import { access, cwd, loose, rejection, thrown } from './world.js'

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
    [Buffer.from('bob'), 'argument-type'],
    [Object('bob'), 'argument-type'],
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
    [{ need: 'read', all: true }, 'unknown-option'],
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
    [{ audience: 5 }, 'argument-type'],
    [{ claims: null }, 'argument-type'],
    [{ claims: ['a'] }, 'argument-type'],
    [{ downscope: 'false' }, 'argument-type'],
    [{ flaw: 'expired', withConfiguredKey: 'no' }, 'argument-type'],
    [{ claims: { sub: 'alice' } }, 'reserved-claim'],
    [{ claims: { scope: 'admin' } }, 'reserved-claim'],
    [{ claims: { constructor: 1 } }, 'reserved-name'],
    [{ flaw: 'all' }, 'argument-type'],
    [{ flaw: 'expird' }, 'unknown-flaw'],
    [{ flaw: 5 }, 'argument-type'],
    [{ lifetime: ['5m'] }, 'argument-type'],
    [{ lifetime: true }, 'argument-type'],
    [{ lifetime: '' }, 'bad-span'],
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
