import { type CryptoKey, importJWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { publicJwk } from '../../src/core/token/key-rules.js'
import { makeKey } from '../../src/io/make-key.js'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// A token is denied for a reason that is in the token and the catalog: the answer says which one it is, and the line that it
// proposes, written into the catalog, turns it into an allow.

const NOW = 1_767_268_800
const at = String(NOW)
const ISSUER = 'https://idp.test'
let privateKey: CryptoKey
let jwks: string

beforeAll(async () => {
  const { jwk } = await makeKey('ES256')
  privateKey = (await importJWK(jwk as never, 'ES256')) as CryptoKey
  jwks = JSON.stringify({ keys: [{ ...publicJwk(jwk), kid: 'k1' }] })
})

type Claims = Record<string, unknown>

const issue = (claims: Claims): Promise<string> =>
  new SignJWT({ sub: 'u1', iss: ISSUER, aud: 'items-api', iat: NOW - 60, exp: NOW + 60, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .sign(privateKey)

/** Later lines take the place of earlier ones. */
function catalog(lines: readonly string[]): string {
  const usual = ['key: file:jwks.json', `issuer: ${ISSUER}`, 'audience: items-api']
  const settings = new Map([...usual, ...lines].map((line) => [line.split(':')[0], `  ${line}`]))
  return `token:
${[...settings.values()].join('\n')}
scopes:
  items:read: Read items
  items:write: Write items
roles:
  viewer: { scopes: [items:read] }
  editor: { extends: [viewer], scopes: [items:write] }
routes:
  GET /items: items:read
  POST /items: items:write
`
}

interface Answer {
  readonly exit: number
  readonly said: string
  readonly notes: readonly { code: string; message: string; hint: string | null }[]
}

async function ask(lines: readonly string[], claims: Claims, line: readonly string[]) {
  const cwd = tempDir({ 'scopes.yaml': catalog(lines), 'jwks.json': jwks })
  const input = await issue(claims)
  const [asText, asJson] = await Promise.all([
    scopectl(line, { cwd, at, input }),
    scopectl([...line, '--json'], { cwd, at, input }),
  ])
  expect(asText.exit).toBe(asJson.exit)
  const said = (asText.stdout + asText.stderr).replace(/\s+/g, ' ')
  const document = JSON.parse(asJson.stdout)
  const notes = document.notes ?? [{ ...document.problem }]
  return { exit: asText.exit, said, notes, document } satisfies Answer & { document: unknown }
}

const POST = ['check', '--route', 'POST /items']

describe('the line that the denial proposes makes it an allow', () => {
  test.each<[title: string, lines: string[], claims: Claims, line: string]>([
    [
      'role_claim in dots',
      ['role_claim: realm_access.roles'],
      { realm_access: { roles: ['offline_access', 'editor'] } },
      'role_claim: /realm_access/roles',
    ],
    [
      'role_claim in dots, of a client whose name has one',
      ['role_claim: resource_access.my.api.roles'],
      { resource_access: { 'my.api': { roles: ['editor'] } } },
      'role_claim: /resource_access/my.api/roles',
    ],
    [
      'role_claim as JSONPath',
      ['role_claim: $.realm_access.roles[*]'],
      { realm_access: { roles: ['editor'] } },
      'role_claim: /realm_access/roles',
    ],
    [
      'scope_claim in dots',
      ['scope_claim: app.scopes'],
      { app: { scopes: 'items:write' } },
      'scope_claim: /app/scopes',
    ],
    ['role_claim a letter off', ['role_claim: roles'], { role: 'editor' }, 'role_claim: role'],
    [
      'role_claim in another case',
      ['role_claim: Roles'],
      { roles: ['editor'] },
      'role_claim: roles',
    ],
    [
      'role_claim absent, and roles elsewhere',
      ['role_claim: roles'],
      { realm_access: { roles: ['editor'] } },
      'role_claim: /realm_access/roles',
    ],
    [
      'role_claim without a role, and roles elsewhere',
      ['role_claim: groups'],
      { groups: ['staff'], 'https://acme.test/roles': ['editor'] },
      'role_claim: https://acme.test/roles',
    ],
    ['roles as one string', [], { roles: 'editor' }, 'role_claim: roles'],
    ['role', [], { role: 'editor' }, 'role_claim: role'],
    ['cognito:groups', [], { 'cognito:groups': ['editor'] }, 'role_claim: cognito:groups'],
    [
      'resource_access',
      [],
      { resource_access: { account: { roles: ['x'] }, 'my-api': { roles: ['editor'] } } },
      'role_claim: /resource_access/my-api/roles',
    ],
    [
      'roles beside an unrelated scope',
      [],
      { scope: 'openid profile', realm_access: { roles: ['editor'] } },
      'role_claim: /realm_access/roles',
    ],
    [
      'a list where text is pinned',
      ['scope_format: string'],
      { scope: ['items:write'] },
      'scope_format: array',
    ],
    [
      'text where a list is pinned',
      ['scope_format: array'],
      { scope: 'items:write' },
      'scope_format: string',
    ],
    [
      'permissions',
      ['scope_claim: scope'],
      { scope: 'openid', permissions: ['items:write'] },
      'scope_claim: permissions',
    ],
    ['scopes: null beside scope', [], { scope: 'items:write', scopes: null }, 'scope_claim: scope'],
    [
      'an issuer with a slash',
      [],
      { iss: `${ISSUER}/`, scope: 'items:write' },
      `issuer: [${ISSUER}, ${ISSUER}/]`,
    ],
    [
      'an issuer by http',
      [],
      { iss: 'http://idp.test', scope: 'items:write' },
      `issuer: [${ISSUER}, http://idp.test]`,
    ],
    [
      'an audience in another case',
      [],
      { aud: 'Items-API', scope: 'items:write' },
      'audience: [items-api, Items-API]',
    ],
    [
      'an audience with api://',
      [],
      { aud: ['x', 'api://items-api'], scope: 'items:write' },
      'audience: [items-api, api://items-api]',
    ],
  ])('%s', async (_title, lines, claims, line) => {
    const first = await ask(lines, claims, POST)
    expect(first.exit).toBeGreaterThan(0)
    expect(first.said).toContain(`\`${line}\``)
    expect(JSON.stringify(first.document)).toContain(JSON.stringify(line).slice(1, -1))
    expect((await ask([...lines, line], claims, POST)).exit).toBe(0)
  })
})

describe('what the issuer would have to write makes it an allow', () => {
  test.each<[claims: Claims, right: string]>([
    [{ scope: 'items:read,items:write' }, '"scope": "items:read items:write"'],
    [{ scope: 'items:read+items:write' }, '"scope": "items:read items:write"'],
    [{ scope: 'items:read\nitems:write' }, '"scope": "items:read items:write"'],
    [{ roles: 'editor,viewer' }, '"roles": ["editor","viewer"]'],
    [{ roles: 'editor viewer' }, '"roles": ["editor","viewer"]'],
    [{ roles: ['viewer, editor'] }, '"roles": ["viewer","editor"]'],
    [{ roles: '["editor"]' }, '"roles": ["editor"]'],
  ])('%j', async (claims, right) => {
    const lines = 'roles' in claims ? ['role_claim: roles'] : []
    const first = await ask(lines, claims, POST)
    expect(first.exit).toBe(4)
    expect(first.said).toContain(right)
    expect((await ask(lines, JSON.parse(`{${right}}`), POST)).exit).toBe(0)
  })
})

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
