import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Access, load } from '../../src/node.js'
import { access, cwd, loose, rejection, thrown } from './world.js'

// Two profiles trust different issuers, so what one accepts says nothing about the other.

describe('a token that another load() verified is an error, not an answer', () => {
  const other = load(join(cwd, 'scopes.yaml'), { profile: 'other' })
  const codes = (error: { problems: readonly { code: string }[] }) =>
    error.problems.map(({ code }) => code)

  test('accepted there, refused here', async () => {
    const token = await access.mint({ user: 'alice' })
    const theirs = await access.verify(token)
    expect(access.can(theirs, 'DELETE /users/42')).toBe(true)
    expect((await other.verify(token)).kind).toBe('rejected')
    const error = thrown(() => other.can(theirs, 'DELETE /users/42'))
    expect(codes(error)).toEqual(['argument-foreign'])
    expect(error.message).toMatch(/^the token passed to can\(\) was not verified by the same load/)
    expect(codes(await rejection(other.decide(theirs, 'GET /me')))).toEqual(['argument-foreign'])
  })

  test('a refusal too: a test that expects a denial would pass', async () => {
    const refused = await other.verify(await access.mint({ user: 'alice' }))
    expect(other.can(refused, 'GET /me')).toBe(false)
    expect(codes(thrown(() => access.can(refused, 'GET /me')))).toEqual(['argument-foreign'])
  })

  test('the same files, loaded twice, are two loads', async () => {
    const again = load(join(cwd, 'scopes.yaml'))
    const presented = await again.verify(await again.mint({ user: 'alice' }))
    expect(codes(thrown(() => access.can(presented, 'GET /me')))).toEqual(['argument-foreign'])
  })

  test('an object that only looks like a result, or is a changed copy of one', async () => {
    const presented = await access.verify(await access.mint({ user: 'bob' }, { scope: 'read' }))
    const { token } = presented
    if (!token) throw new Error('rejected')
    const changed = {
      ...presented,
      token: { ...token, claims: { ...token.claims, scope: 'admin' } },
    }
    for (const forged of [changed, structuredClone(presented)])
      expect(codes(thrown(() => loose.can(forged, 'GET /me')))).toEqual(['argument-foreign'])
  })
})

describe('an argument that nobody reads is an error', () => {
  test.each<[keyof Access, readonly unknown[], string]>([
    ['can', [{ user: 'bob' }, 'GET /me', { at: 'yesterday' }], 'can() takes only `who` and `goal`'],
    ['decide', [{ user: 'bob' }, 'GET /me', {}], 'decide() takes only `who` and `goal`'],
    ['mint', [{ user: 'bob' }, {}, '5m'], 'mint() takes only `holder` and `options`'],
    ['verify', ['a.b.c', {}, new Date()], 'verify() takes only `token` and `options`'],
  ])('%s', async (method, args, says) => {
    const { message } = await rejection((async () => await loose[method](...args))())
    expect(message.split('\n')[0]).toBe(says)
  })

  test('load, and the hint of can', () => {
    const more = load as (...args: unknown[]) => unknown
    expect(thrown(() => more(join(cwd, 'scopes.yaml'), {}, 'dev')).message).toBe(
      'load() takes only `file` and `options`',
    )
    expect(thrown(() => loose.can({ user: 'bob' }, 'GET /me', 1)).problems[0]).toMatchObject({
      code: 'extra-argument',
    })
    const late = thrown(() => loose.can({ user: 'bob' }, 'GET /me', { at: new Date() }))
    expect(late.message).toContain('verify(token, { at })')
  })
})

describe('each option is checked at run time, with a full sentence', () => {
  const pending = Promise.resolve('x')
  const loadWith = (options: unknown) => () =>
    load(join(cwd, 'scopes.yaml'), options as Parameters<typeof load>[1])

  test.each<[unknown, string]>([
    [{ usersFile: 5 }, 'invalid `usersFile` in load(): expected a string that is not empty'],
    [{ usersFile: '' }, 'invalid `usersFile` in load(): expected a string that is not empty'],
    [{ profile: null }, 'invalid `profile` in load(): expected a string that is not empty'],
    [{ profile: ['dev'] }, 'invalid `profile` in load(): expected a string that is not empty'],
    [{ envFile: true }, 'invalid `envFile` in load(): expected a string that is not empty'],
    [{ env: 'A=1' }, 'invalid `env` in load(): expected an object'],
    [{ env: null }, 'invalid `env` in load(): expected an object'],
    [{ env: { A: 5 } }, 'invalid `env.A` in load(): expected a string'],
    [{ usersFile: pending }, 'invalid `usersFile` in load(): got a Promise'],
    [{ profile: pending }, 'invalid `profile` in load(): got a Promise'],
    [{ envFile: pending }, 'invalid `envFile` in load(): got a Promise'],
    [{ env: pending }, 'invalid `env` in load(): got a Promise'],
    [{ env: { A: pending } }, 'invalid `env.A` in load(): got a Promise'],
    [{ profil: 'dev' }, 'load() has no option `profil`\nhint: did you mean `profile`?'],
  ])('load: %j', (options, says) => {
    expect(thrown(loadWith(options)).message).toContain(says)
  })

  test('load: a URL that is not a file', () => {
    const { message } = thrown(() => load(new URL('https://idp.test/scopes.yaml')))
    expect(message).toBe(
      'invalid `file` in load(): expected a path, or a URL that begins with `file:`',
    )
  })

  test.each<[keyof Access, unknown, string]>([
    ['mint', { flaw: 'expird' }, 'unknown flaw `expird`\nhint: did you mean `expired`?'],
    ['mint', { flaw: 'nonsense' }, 'unknown flaw `nonsense`\nhint: flaws: expired not-yet-valid'],
    ['mint', { flaw: 'all' }, 'expected the name of a flaw, such as "expired"'],
    ['mint', { flaw: pending }, 'invalid `flaw` in mint(): got a Promise'],
    ['mint', { lifetime: pending }, 'invalid `lifetime` in mint(): got a Promise'],
    ['mint', { lifetime: null }, 'expected a duration such as "15m", or a number of seconds'],
    ['mint', { at: pending }, 'invalid `at` in mint(): got a Promise'],
    ['mint', { lifetme: '5m' }, 'mint() has no option `lifetme`\nhint: did you mean `lifetime`?'],
    ['verify', { leeway: pending }, 'invalid `leeway` in verify(): got a Promise'],
    ['verify', { leeway: {} }, 'expected a duration such as "15m", or a number of seconds'],
    ['verify', { leway: 5 }, 'verify() has no option `leway`\nhint: did you mean `leeway`?'],
  ])('%s: %j', async (method, options, says) => {
    const token = await access.mint({ user: 'bob' })
    const first = method === 'mint' ? { user: 'bob' } : token
    const { message } = await rejection(loose[method](first, options) as Promise<unknown>)
    expect(message).toContain(says)
  })
})

describe('a misspelled argument has a hint', () => {
  test.each<[unknown, unknown, string]>([
    [{ roles: ['editor'] }, 'GET /me', 'hint: did you mean `role`?'],
    [{ token: 'a.b.c' }, 'GET /me', 'hint: verify the token first, and pass the result: can(await'],
    [{ user: 'bob' }, { need: 'read', all: true }, 'can() has no option `all`'],
    [{ user: 'bob', name: 'x' }, 'GET /me', 'can() has no option `name`'],
    [{ user: 'bob' }, { ned: 'read' }, 'hint: did you mean `need`?'],
    [{ user: 'bob' }, undefined, 'expected a route such as "GET /items/", or scopes such as {'],
  ])('%j, %j', (who, goal, says) => {
    expect(thrown(() => loose.can(who, goal)).message).toContain(says)
  })

  test('a promise that became text', async () => {
    const token = access.mint({ user: 'bob' })
    const { message } = await rejection(access.verify(`Bearer ${token}`))
    expect(message).toBe('invalid `token` in verify(): got a Promise; did you forget `await`?')
    expect(thrown(() => access.can({ user: 'bob' }, `GET /users/${token}`)).message).toContain(
      'got a Promise',
    )
    await token
  })
})
