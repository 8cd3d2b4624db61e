import { describe, expect, test } from 'vitest'
import { ask, type Claims, ISSUER, POST } from '../support/denial-world.js'

const SITUATIONS: [title: string, lines: string[], claims: Claims, line: string][] = [
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
  ['role_claim in another case', ['role_claim: Roles'], { roles: ['editor'] }, 'role_claim: roles'],
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
  ['no sub', [], { sub: undefined, scope: 'items:write' }, 'subject: optional'],
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
]

describe('the line that the denial proposes makes it an allow', () => {
  test.each(SITUATIONS)('%s', async (_title, lines, claims, line) => {
    const first = await ask(lines, claims, POST)
    expect(first.exit).toBeGreaterThan(0)
    expect(first.said).toContain(`\`${line}\``)
    expect(first.said).toContain('under token:')
    expect(JSON.stringify(first.document)).toContain(JSON.stringify(line).slice(1, -1))
    expect((await ask([...lines, line], claims, POST)).exit).toBe(0)
  })
})

describe('with a profile, that line belongs into the profile and changes no other', () => {
  const WITH = [...POST, '--profile', 'auth0']
  const OTHER = [...POST, '--profile', 'other']
  test.each(SITUATIONS)('%s', async (_title, lines, claims, line) => {
    // What the profile sets itself, and what it inherits.
    for (const [base, own] of [
      [lines, []],
      [[], lines],
    ] as const) {
      const first = await ask(base, claims, WITH, own)
      expect(first.exit).toBeGreaterThan(0)
      expect(first.said).toContain(`\`${line}\``)
      expect(first.said).toContain('under profiles.auth0:')
      expect(first.said).not.toContain('under token:')
      expect(JSON.stringify(first.document)).not.toContain('under token:')
      expect((await ask(base, claims, WITH, [...own, line])).exit).toBe(0)
      const other = await ask(base, claims, OTHER, own)
      expect((await ask(base, claims, OTHER, [...own, line])).said).toBe(other.said)
    }
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
