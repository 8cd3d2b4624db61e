import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

// Roles in a claim give scopes, so an issued token has them only if a profile of the catalog allows it.

const CATALOG = `token: { issuer: http://localhost:8000, audience: shop, role_claim: /realm_access/roles }
profiles:
  issue: { role_claim: none }
scopes: { read: Read, write: Write }
roles: { viewer: { scopes: [read] }, admin: { scopes: [write] } }
routes: { POST /orders: write }
`
const CLAIM = 'realm_access:={"roles":["admin"]}'
const TOKEN = ['token', '--user', 'alice', '--claim']
const world = (users = 'users: { alice: { roles: [viewer] } }\n') =>
  tempDir({ 'scopes.yaml': CATALOG, 'users.yaml': users })

describe('a token with roles in a claim', () => {
  test('the refusal says who reads the claim, and the profile that it proposes works', async () => {
    const cwd = world()
    const refused = await scopectl([...TOKEN, CLAIM], { cwd })
    expect(refused.exit).toBe(2)
    expect(refused.stderr).toContain(
      '`--claim` sets the claim `realm_access`, from which roles are read',
    )
    expect(refused.stderr).toContain('use a profile with `role_claim: none`')
    const { exit, stdout } = await scopectl([...TOKEN, CLAIM, '--profile', 'issue'], { cwd })
    expect(exit).toBe(0)
    const check = ['check', '--route', 'POST /orders']
    expect((await scopectl(check, { cwd, input: stdout })).exit).toBe(0)
    expect((await scopectl([...check, '--profile', 'issue'], { cwd, input: stdout })).exit).toBe(4)
  })

  test('a path with dots is not the nested claim', async () => {
    const { exit, stderr } = await scopectl([...TOKEN, 'realm_access.roles=admin'], {
      cwd: world(),
    })
    expect(exit).toBe(2)
    expect(stderr).toContain('roles are read from `/realm_access/roles`, which is nested')
  })

  test('claims: of a user', async () => {
    const cwd = world('users: { alice: { claims: { realm_access: { roles: [admin] } } } }\n')
    const { exit, stderr } = await scopectl(['can', '--user', 'alice'], { cwd })
    expect(exit).toBe(2)
    expect(stderr).toContain('sets the claim `realm_access`, from which roles are read')
  })

  test('a claim that scopectl writes is reported as such', async () => {
    const { stderr } = await scopectl([...TOKEN, 'sub=bob'], { cwd: world() })
    expect(stderr).toContain('`--claim` sets the claim `sub`, which scopectl sets itself')
  })

  test.each([
    ['__proto__:={"exp":1}', '__proto__'],
    ['a:=[{"constructor":1}]', 'constructor'],
  ])('%s has a name that claims in the users file cannot have either', async (claim, name) => {
    const { exit, stdout, stderr } = await scopectl([...TOKEN, claim], { cwd: world() })
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`error[reserved-name]: \`${name}\` cannot be a name`)
    const cwd = world(`users: { alice: { claims: { ${name}: { exp: 1 } } } }\n`)
    expect((await scopectl([...TOKEN, 'b=c'], { cwd })).stderr).toContain('reserved-name')
  })
})
