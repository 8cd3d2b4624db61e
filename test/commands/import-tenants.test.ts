import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const TENANT = `# ours
resourceServers:
  - identifier: https://api.example.com
    enforce_policies: true
    allowed: @@LIST@@
    scopes: [{ value: "read:items" }, { value: "write:items" }]
roles:
  - name: Editor
    permissions:
      - { permission_name: "write:items", resource_server_identifier: https://api.example.com }
      - { permission_name: "gone", resource_server_identifier: https://api.example.com }
`
const REALM = JSON.stringify({
  realm: 'acme',
  roles: {
    realm: [
      { name: 'admin', composites: { realm: ['Super Editor'] } },
      { name: 'Super Editor', description: 'Edits\u001b[2J' },
    ],
  },
  clientScopes: [{ name: 'items:write' }],
  scopeMappings: [{ clientScope: 'items:write', roles: ['admin'] }],
  clients: [{ clientId: 'web', fullScopeAllowed: true }],
})
const run = (cwd: string, ...argv: string[]) => scopectl(argv, { cwd })

describe.concurrent('imports of tenants and realms', () => {
  test('what was left out has its place in the file as it is written', async () => {
    const cwd = tempDir({ 'tenant.yaml': TENANT })
    const { exit, stdout } = await run(cwd, 'import', 'auth0', 'tenant.yaml', '--json')
    expect(exit).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      kind: 'import',
      source: 'auth0',
      summary: { scopes: 2, roles: 1, routes: 0, left_out: 3 },
      left_out: [
        { what: 'auth0-undeclared', name: 'Editor: gone', place: 'tenant.yaml:11:28' },
        { what: 'auth0-issuer', name: 'AUTH0_DOMAIN', place: 'tenant.yaml:3:5' },
        { what: 'unknown-key', name: 'allowed', place: 'tenant.yaml:5:14' },
      ],
    })
  })

  test('an error shows the line as it is written', async () => {
    const cwd = tempDir({ 'tenant.yaml': 'resourceServers:\n  - { identifier: [##A##] }\n' })
    const { exit, stderr } = await run(cwd, 'import', 'auth0', 'tenant.yaml')
    expect(exit).toBe(2)
    expect(stderr).toContain('tenant.yaml:2:19')
    expect(stderr).toContain('- { identifier: [##A##] }')
  })

  test('the catalog of a tenant loads, and answers as the tenant grants', async () => {
    const cwd = tempDir({ 'tenant.yaml': TENANT })
    expect(await run(cwd, 'import', 'auth0', 'tenant.yaml', '-o', 'scopes.yaml')).toMatchObject({
      exit: 0,
    })
    const check = (need: string) => run(cwd, 'check', '--role', 'Editor', '--need', need)
    expect((await check('write:items')).exit).toBe(0)
    expect((await check('read:items')).exit).toBe(4)
    const again = await run(cwd, 'import', 'auth0', 'tenant.yaml', '-o', 'scopes.yaml')
    expect(again.stdout).toContain('scopes.yaml is already up to date')
  })

  test('the catalog of a realm reads roles from tokens, and never from their scopes', async () => {
    const cwd = tempDir({ 'realm.json': REALM })
    const made = await run(cwd, 'import', 'keycloak', 'realm.json', '-o', 'scopes.yaml')
    expect(made).toMatchObject({ exit: 0 })
    const path = join(cwd, 'scopes.yaml')
    const text = readFileSync(path, 'utf8')
    expect(text).not.toContain('\u001b')
    for (const scope of ['role:admin', 'role:Super%20Editor', 'items:write']) {
      expect((await run(cwd, 'check', '--role', 'admin', '--need', scope)).exit, scope).toBe(0)
    }
    const editor = ['check', '--role', 'Super Editor', '--need', 'role:admin']
    expect((await run(cwd, ...editor)).exit).toBe(4)

    // As Keycloak writes them: roles in one claim, and what a client requested in another.
    writeFileSync(path, `${text}profiles: { keycloak: { role_claim: none } }\n`)
    const token = async (role: string): Promise<string> => {
      const claim = `realm_access:=${JSON.stringify({ roles: [role] })}`
      const as = ['--role', 'Super Editor', '--scope', 'items:write', '--claim', claim]
      const issued = await run(cwd, 'token', '--profile', 'keycloak', ...as)
      expect(issued.exit, issued.stderr).toBe(0)
      return issued.stdout.trim()
    }
    const held = async (jwt: string, need: string) =>
      (await run(cwd, 'check', '--token', jwt, '--need', need)).exit
    const admin = await token('admin')
    expect(await held(admin, 'role:admin')).toBe(0)
    const other = await token('unknown')
    expect(await held(other, 'items:write')).toBe(0)
    expect(await held(other, 'role:admin')).toBe(4)
  })
})
