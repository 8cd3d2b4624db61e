import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { load, messageOf } from '../../src/node.js'
import { tempDir } from '../support/temp-dir.js'
import { access, loose, rejection, thrown } from './world.js'

describe('no message of the library mentions a flag of the command line', () => {
  const bare = tempDir({
    'scopes.yaml':
      'token: { algorithm: HS256, key: env:A_KEY }\nscopes: { a: A }\nroutes: { GET /a: a }\n',
  })
  const dotEnv = tempDir({
    'scopes.yaml':
      'token: { algorithm: HS256, key: env:A_KEY }\nscopes: { a: A }\nroutes: { GET /a: a }\n',
    '.env': `A_KEY=${'k'.repeat(40)}\n`,
  })
  const open = load(join(bare, 'scopes.yaml'))
  const withDotEnv = load(join(dotEnv, 'scopes.yaml'), { env: {} })

  test.each<[string, () => unknown]>([
    ['bad-route', () => access.can({ user: 'bob' }, '/me')],
    ['no-route', () => access.can({ user: 'bob' }, 'GET /nothing/like/that/at/all')],
    ['no-such-user', () => open.can({ user: 'bob' }, 'GET /a')],
    ['no-such-client', () => open.can({ client: 'bob' }, 'GET /a')],
    ['more-than-granted', () => access.mint({ user: 'bob' }, { scope: 'admin' })],
    ['audience-any', () => access.mint({ user: 'bob' }, { audience: 'any' })],
    ['not-a-token', () => access.verify('read')],
    ['token-blank', () => access.verify(' ')],
    ['env-unset', () => withDotEnv.verify('a.b.c')],
    ['catalog-missing', () => load(join(bare, 'none.yaml'))],
  ])('%s', async (_, call) => {
    const { message } = await rejection((async () => await call())())
    expect(message).not.toMatch(/(^|[\s(`])--?[a-z]/)
    expect(message).not.toMatch(/\bscopectl [a-z]/)
  })

  test('the hint about a token that is a little too old', async () => {
    const at = new Date('2026-01-01T00:00:00Z')
    const token = await access.mint({ user: 'bob' }, { at, lifetime: '1m' })
    const late = await access.verify(token, { at: new Date(at.getTime() + 61_000) })
    const said = late.kind === 'rejected' ? messageOf(late.refusals[0].detail) : ''
    expect(said).toContain('{ leeway: "')
    expect(said).not.toContain('--')
  })
})

test('a forgotten await is named', async () => {
  const pending = Promise.resolve('x')
  const calls = [
    () => loose.can(pending, 'GET /me'),
    () => loose.can({ user: pending }, 'GET /me'),
    () => loose.can({ role: [pending] }, 'GET /me'),
    () => loose.can({ user: 'bob' }, pending),
    () =>
      loose.can(
        access.verify('a.b.c').catch(() => {}),
        'GET /me',
      ),
  ]
  for (const call of calls) {
    const { problems, message } = thrown(call)
    expect(problems.map(({ code }) => code)).toEqual(['argument-promise'])
    expect(message).toMatch(/got a Promise; did you forget `await`\?$/)
  }
  const later = [
    loose.verify(pending),
    loose.mint(pending),
    loose.mint({ user: 'bob' }, pending),
    loose.mint({ user: 'bob' }, { scope: pending }),
    loose.decide({ user: 'bob' }, pending),
  ] as Promise<unknown>[]
  for (const call of later) {
    const { problems } = await rejection(call)
    expect(problems.map(({ code }) => code)).toEqual(['argument-promise'])
  }
  expect(thrown(() => load(pending as unknown as string)).message).toContain('await')
})

test('verify() says why a token grants nothing, as decide() does, once', async () => {
  const dir = tempDir({
    'scopes.yaml': `token: { role_claim: realm.roles, issuer: i, audience: a }
scopes: { a: A }
roles: { r: { scopes: [a] } }
routes: { GET /a: a }
`,
    'users.yaml': 'users: { zoe: {} }\n',
  })
  const own = load(join(dir, 'scopes.yaml'))
  const token = await own.mint({ user: 'zoe' }, { claims: { realm: { roles: ['r'] } } })
  const presented = await own.verify(token)
  const decided = await own.decide(presented, 'GET /a')
  const said = presented.notes.map(messageOf)
  expect(said.join('\n')).toContain('/realm/roles')
  expect(decided.status).toBe(403)
  const all = decided.notes.map(messageOf)
  expect(new Set(all).size).toBe(all.length)
})
