import { describe, expect, test } from 'vitest'
import { text } from '../../src/report/check.js'
import { json } from '../../src/report/check-json.js'
import { alice, bob, catalog, show, users } from './check-world.js'
import {
  catalogOf,
  checkOf,
  NOW,
  plain,
  SAMPLE,
  signed,
  tokenFor,
  userOf,
  usersOf,
  widest,
} from './sample.js'

describe('a denial by scopes', () => {
  test('shows what was asked, needed, held and missing, who has it, and what to ask next', async () => {
    expect(await show({ subject: bob, route: 'DELETE /users/42' })).toBe(
      [
        'deny 403 insufficient_scope',
        '  route    DELETE /users/{id}',
        '  needs    users:delete + users:read, or admin',
        '  holds    read  write  users:read',
        '  missing  users:delete',
        '  held by  admin (given when is_admin: true)',
        'next: scopectl check --user bob --route "DELETE /users/42" --explain',
        '',
      ].join('\n'),
    )
  })

  test('for a token, suggests the token that would do, and never shows the token', async () => {
    const token = await tokenFor(catalog, alice, ['read'])
    expect(await show({ token, source: 'stdin', need: 'write' })).toBe(
      [
        'deny 403 insufficient_scope',
        '  subject  alice, by a token that expires in 15m',
        '  needs    write',
        '  holds    read',
        '  missing  write',
        '  held by  editor, admin (given when is_admin: true)',
        'next: scopectl token --user alice --scope "read write"',
        '',
      ].join('\n'),
    )
    const key = { ...SAMPLE, token: { ...SAMPLE.token, key: 'https://idp.test/jwks' } }
    const elsewhere = await show({ catalog: catalogOf(key), token, source: 'stdin', need: 'write' })
    expect(elsewhere).toContain('next: scopectl who-can --need write\n')
  })

  test('if only another way in remains', async () => {
    const shown = await show({ subject: bob, route: 'GET /files/a' })
    expect(shown.replace(/\n {2,}/g, ' ')).toContain(
      'missing  scheme ApiKey, which is outside this catalog: tokens of this catalog cannot satisfy it\n',
    )
    expect(shown).not.toContain('held by')
  })

  test('explained: every part with its grant, then what would allow it', async () => {
    expect(await show({ subject: bob, route: 'DELETE /users/42', explain: true })).toBe(
      [
        'deny 403 insufficient_scope',
        '  route  DELETE /users/{id}   scopes.yaml:20',
        '  ✗ users:delete + users:read',
        '      ✗ users:delete  not held; held by admin (given when is_admin: true)',
        "      ✓ users:read    bob's own scopes (users.yaml:20)",
        '  ✗ admin             not held; held by admin (given when is_admin: true)',
        '  to allow it, narrowest first',
        '    1  users:delete for bob     users.yaml:20   +1 scope  +1 route  1 user',
        '    2  users:delete for editor  scopes.yaml:20  +1 scope  +1 route  1 of 2 users',
        '  Scopes say who may call a route, not for which object: that needs other tests.',
        '',
      ].join('\n'),
    )
  })
})

describe('a refusal', () => {
  test('shows every failed check, what is valid, and how to ask about that time', async () => {
    const token = await tokenFor(catalog, alice)
    const late = { token, source: 'env:OLD', need: 'read', now: NOW + 900 + 7440 }
    expect(await show(late)).toBe(
      [
        'deny 401 expired',
        '  ✗ expired 2h 4m ago (2026-11-24 06:46:31Z), after a lifetime of 15m',
        '  everything else is valid: signature, issuer, audience, subject',
        'next: scopectl check --need read --token env:OLD --at iat',
        '',
      ].join('\n'),
    )
    expect(await show({ ...late, source: 'argument' })).not.toContain('next:')
    expect(await show({ ...late, source: 'stdin' })).toContain(
      'next: scopectl token --user alice | scopectl check --need read\n',
    )
    for (const source of ['argument', 'stdin', 'env:OLD', 'file:t']) {
      expect(await show({ ...late, source })).not.toContain(token.slice(0, 20))
    }
  })

  test('without a verified signature nothing else is shown as valid', async () => {
    const token = `${(await tokenFor(catalog, alice)).slice(0, -4)}AAAA`
    const shown = await show({ token, source: 'argument', need: 'read' })
    expect(shown).toMatch(/^deny 401 bad-signature\n/)
    expect(shown).toContain('not verified, but as expected: times, issuer, audience, subject')
    expect(shown).not.toContain('everything else')
    const trusting = catalogOf({ ...SAMPLE, token: { issuer: 'any' } })
    const other = await signed({ sub: 'x', exp: NOW + 9, aud: 'them' })
    expect(
      await show({ catalog: trusting, token: other, source: 'stdin', need: 'read' }),
    ).toContain('everything else is valid: signature, times, subject\n')
  })

  test('an anonymous subject is not named in the next step', async () => {
    const shown = await show({ subject: userOf(users, 'carol'), route: 'GET /me' })
    expect(shown).toMatch(/^deny 401 no-token\n/)
    expect(shown).toContain('needs  any accepted token')
    expect(shown).toContain('next: scopectl who-can "GET /me"')
  })
})

describe('further rows', () => {
  test('what was expected, and what was answered', async () => {
    const ask = { subject: bob, route: 'DELETE /users/42' }
    expect(await show({ ...ask, expect: 'allow' })).toContain(
      '\n  ✗ expected allow, got deny 403 insufficient_scope\n',
    )
    const met = await show({ ...ask, expect: '403' })
    expect(met).toContain('\n  ✓ as expected: 403\n')
    expect(met).not.toContain('next:')
  })

  test('if the views differ', async () => {
    const subject = { kind: 'scopes', scopes: ['admin'] } as const
    const answer = await checkOf({ subject, route: 'GET /users/1', expect: '403' })
    const shown = await text(answer, plain)
    expect(shown).toContain('views    literal denies, implied allows; `enforce` is not set')
    expect(shown).toContain('(uncertain')
    expect(widest(shown)).toBeLessThanOrEqual(80)
    expect(await json(answer)).toMatchObject({
      views: { literal: 'deny', implied: 'allow' },
      passed: false,
    })
  })

  test('the whole challenge', async () => {
    const shown = await show({ subject: bob, route: 'DELETE /users/42', challenge: true })
    expect(shown).toContain('Bearer error="insufficient_scope", scope="users:delete users:read"\n')
    expect(await show({ subject: bob, route: 'GET /items/', challenge: true })).toContain(
      'none: the request is allowed',
    )
  })

  test('surplus by name', async () => {
    const answer = { ...(await checkOf({ subject: bob, need: 'read' })), decision: undefined }
    const over = { ...answer, atMost: { limit: ['read'], surplus: ['write', 'x'] } }
    expect(await text(over, plain)).toBe('over the limit\n  at most  read\n  surplus  write  x\n')
    expect(await json(over)).toMatchObject({
      decision: null,
      passed: false,
      at_most: { surplus: ['write', 'x'] },
    })
    const kept = { ...answer, atMost: { limit: ['read'], surplus: [] } }
    expect(await text(kept, plain)).toBe('within the limit\n  at most  read\n  surplus  none\n')
    const disabled = { ...answer, atMost: { limit: ['read'], surplus: undefined } }
    expect(await text(disabled, plain)).toMatch(/^refused no-token\n {2}✗ user `bob` is disabled/)
  })
})

test('a batch line is one line', async () => {
  const ask = { subject: bob, route: 'DELETE /users/42', line: 3 }
  expect(await show({ ...ask, expect: '403' })).toBe(
    'line 3  deny 403 insufficient_scope  (expected 403)\n',
  )
  expect(await show({ ...ask, expect: '401' })).toBe(
    'line 3  deny 403 insufficient_scope  ✗ (expected 401)\n',
  )
})

test('levels read well', async () => {
  expect(await show({ subject: { kind: 'anonymous' }, route: 'GET /health' })).toBe(
    'allow\n  route  GET /health\n  needs  nothing: it is public\n',
  )
  expect(await show({ subject: bob, route: 'HEAD /me' })).toContain(
    'GET /me   (also handles HEAD)\n',
  )
})

test('long lists wrap between names', async () => {
  const names = Array.from({ length: 40 }, (_, i) => `scope:number:${i}`)
  const many = catalogOf({
    ...SAMPLE,
    scopes: { ...SAMPLE.scopes, ...Object.fromEntries(names.map((name) => [name, ''])) },
    routes: { 'GET /all': { all: names }, 'GET /any': { any: names } },
  })
  const subject = { kind: 'scopes', scopes: names.slice(1) } as const
  for (const route of ['GET /all', 'GET /any']) {
    const shown = await show({
      catalog: many,
      users: usersOf(many),
      subject,
      route,
      challenge: true,
    })
    const rows = shown.replace(/^next:.*\n/m, '')
    expect(widest(rows)).toBeLessThanOrEqual(80)
    expect(rows.match(/needs.*holds/s)?.[0].match(/scope:number:\d+/g)).toEqual(names)
  }
})

test('the members of the JSON document', async () => {
  const answer = await checkOf({ subject: bob, route: 'DELETE /users/42' })
  expect(await json(answer)).toEqual({
    decision: 'deny',
    status: 403,
    oauth_error: 'insufficient_scope',
    subject: { kind: 'user', name: 'bob', source: '--user' },
    route: { method: 'DELETE', template: '/users/{id}', path: '/users/42' },
    requirement: {
      kind: 'scopes',
      any: [
        { scopes: ['users:delete', 'users:read'], other: [] },
        { scopes: ['admin'], other: [] },
      ],
    },
    held: ['read', 'write', 'users:read'],
    missing: ['users:delete'],
    granted_by: [{ roles: ['admin'], conditional: true }],
    reasons: [{ code: 'insufficient_scope', message: 'missing `users:delete`', hint: null }],
    challenge: 'Bearer error="insufficient_scope", scope="users:delete users:read"',
    at: '2026-11-24T06:31:31Z',
    expected: null,
    passed: null,
  })
  expect(await json(await checkOf({ subject: { kind: 'anonymous' }, need: 'read' }))).toMatchObject(
    {
      status: 401,
      oauth_error: null,
      route: null,
      held: null,
      missing: null,
      granted_by: null,
    },
  )
  expect(await json({ ...answer, now: 1e300 })).toMatchObject({ at: null })
})
