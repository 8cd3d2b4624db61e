import { describe, expect, test } from 'vitest'
import {
  ask,
  at,
  type Claims,
  catalog,
  ISSUER,
  issue,
  jwks,
  POST,
} from '../support/denial-world.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

describe('the reason, where no line helps', () => {
  const ROLES = ['role_claim: roles']
  test.each<[title: string, lines: string[], claims: Claims, codes: string[], says: string]>([
    [
      'nothing at all',
      [],
      {},
      ['scope-claim-missing'],
      'none of the claims `scope`, `scp`, `scopes` or `permissions`',
    ],
    ['an empty scope', [], { scope: '' }, ['scope-claim-empty'], 'claim `scope` is empty'],
    [
      'no role claim',
      ROLES,
      {},
      ['role-claim-missing', 'scope-claim-missing'],
      'the token has no claim `roles`',
    ],
    [
      'no role claim beside a scope',
      ROLES,
      { scope: 'items:read' },
      ['role-claim-missing'],
      'no claim `roles`',
    ],
    [
      'a role claim that is an object',
      ROLES,
      { roles: { editor: true }, scope: 'x' },
      ['role-claim-type'],
      'is an object',
    ],
    [
      'a role claim that is null',
      ROLES,
      { roles: null, scope: 'x' },
      ['role-claim-type'],
      'is null',
    ],
    [
      'no role of the catalog',
      ROLES,
      { roles: ['Boss'], scope: 'x' },
      ['role-claim-unknown'],
      'only `Boss`',
    ],
    [
      'no role',
      ROLES,
      { roles: [], scope: 'x' },
      ['role-claim-unknown'],
      'role claim `roles` is empty',
    ],
    [
      'one role that is unknown',
      ROLES,
      { roles: ['viewer', 'boss'] },
      ['undeclared-roles'],
      '`boss`',
    ],
    [
      'a role in another case',
      ROLES,
      { roles: ['EDITOR'] },
      ['scope-spelling'],
      '`EDITOR` differs from `editor` in case',
    ],
    [
      'a role with a prefix',
      ROLES,
      { roles: ['ROLE_editor'] },
      ['scope-spelling'],
      'by the prefix `ROLE_`',
    ],
    [
      'a group with its path',
      ROLES,
      { roles: ['/editor'] },
      ['scope-spelling'],
      'by the prefix `/`',
    ],
    [
      'roles in another spelling elsewhere',
      [],
      { groups: ['/editor'] },
      ['no-scope-claim', 'scope-spelling'],
      'role_claim: groups',
    ],
    ['SCOPE_', [], { scope: 'SCOPE_items:write' }, ['scope-spelling'], 'by the prefix `SCOPE_`'],
    [
      'the URI of an API',
      [],
      { scp: 'api://1f3a/items:write' },
      ['scope-spelling'],
      'by the prefix `api://1f3a/`',
    ],
    ['in capitals', [], { scope: 'ITEMS:WRITE' }, ['scope-spelling'], 'in case'],
    ['a dot for a colon', [], { scope: 'items.write' }, ['scope-spelling'], 'in punctuation'],
    ['in another order', [], { scope: 'write:items' }, ['scope-spelling'], 'in another order'],
    ['misspelled', [], { scope: 'items:wrtie' }, ['scope-spelling'], 'looks like `items:write`'],
    [
      'in a list of objects',
      [],
      { authorities: [{ authority: 'items:write' }] },
      ['no-scope-claim'],
      '/authorities/0/authority',
    ],
  ])('%s', async (_title, lines, claims, codes, says) => {
    const { exit, said, notes } = await ask(lines, claims, POST)
    expect(exit).toBe(4)
    expect(said).toContain(says)
    expect(
      notes
        .map(({ code }: { code: string }) => code)
        .filter((code: string) => code !== 'undeclared-scopes'),
    ).toEqual(codes)
  })

  test.each([
    [{ iss: `${ISSUER}/` }, 'they differ only by the slash at the end'],
    [{ iss: 'http://idp.test' }, 'they differ only in `http` and `https`'],
    [{ iss: 'https://IDP.test/' }, 'they differ only by the slash at the end and in case'],
    [{ iss: 'https://ipd.test' }, 'they differ only in a letter or two'],
    [{ aud: 'Items-Api' }, 'they differ only in case'],
    [{ aud: ['x', 'items-apis'] }, '`items-apis` and `items-api` differ only in a letter or two'],
  ])('a near miss is named as such: %j', async (claims, says) => {
    const { exit, said } = await ask([], { scope: 'items:write', ...claims }, ['verify'])
    expect(exit).toBe(3)
    expect(said).toContain(says)
  })
})

test('verify, decode and can say it too, where the token holds nothing of the catalog', async () => {
  const lines = ['role_claim: realm_access.roles']
  const claims = { realm_access: { roles: ['editor'] } }
  for (const line of [['verify'], ['decode'], ['can'], ['decode', '--need', 'items:write']]) {
    const { said, notes } = await ask(lines, claims, line)
    expect(said, line.join(' ')).toContain('`role_claim: /realm_access/roles`')
    expect(notes.map(({ code }: { code: string }) => code)).toEqual(['role-claim-missing'])
  }
})

test('a token that scopectl makes for a question says nothing of a role claim, which it never has', async () => {
  const cwd = tempDir({
    'scopes.yaml': catalog(['role_claim: roles']),
    'users.yaml': 'users: { bob: {} }\n',
    'jwks.json': jwks,
  })
  const { exit, stderr } = await scopectl([...POST, '--user', 'bob'], { cwd, at })
  expect([exit, stderr]).toEqual([4, ''])
})

test('--explain names the role of the claim that a scope came from', async () => {
  const lines = ['role_claim: /realm_access/roles']
  const claims = { realm_access: { roles: ['editor'] }, scope: 'openid' }
  const { said, document } = await ask(lines, claims, [
    'check',
    '--route',
    'GET /items',
    '--explain',
  ])
  expect(said).toContain("editor through viewer in the token's `/realm_access/roles` (scopes.yaml:")
  const [{ parts }] = document.explanation.alternatives
  expect(parts[0].grant).toMatchObject({
    via: 'role',
    role: 'editor',
    how: 'claim',
    from: 'viewer',
  })
  const carried = await ask(lines, { ...claims, scope: 'items:read' }, [
    'check',
    '--route',
    'GET /items',
    '--explain',
  ])
  expect(carried.said).toContain('carried by the token')
})

test('a variable that is not set: the one that looks like it, in the environment or in .env', async () => {
  const cwd = tempDir({
    'scopes.yaml': catalog(['key: env:JWT_SECRET']).replace('token:', 'token:\n  algorithm: HS256'),
    '.env': 'JWT_SECRETS=x\n',
  })
  const line = [...POST, '--token', 'env:TOKEN']
  const near = await scopectl(line, { cwd, env: { TOKENS: 'x' } })
  expect([near.exit, near.stderr]).toEqual([2, expect.stringContaining('did you mean `TOKENS`?')])
  const inFile = await scopectl(POST, { cwd, input: await issue({}) })
  expect(inFile.stderr).toContain('did you mean `JWT_SECRETS`? It is in .env')
})
