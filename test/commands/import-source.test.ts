import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scopectl } from '../support/scopectl.js'
import { tempDir } from '../support/temp-dir.js'

const MANIFEST = `\ufeff// the orders API
{
  "appId": "6f1b7a52-8f0e-4f5b-9a4e-2f6a1f3d9c11",
  "signInAudience": "AzureADMyOrg",
  "api": {
    "requestedAccessTokenVersion": 2, /* v2 */
    "oauth2PermissionScopes": [{ "value": "Orders.Read", "adminConsentDisplayName": "Read" }],
  },
  "appRoles": [
    { "value": "Approver", "allowedMemberTypes": ["User"], "displayName": "Approve" },
    { "value": "Orders.All", "allowedMemberTypes": ["Application"], "isEnabled": true },
  ],
}
`
const PERMISSIONS = JSON.stringify({
  permissions: {
    'Item.Read': {
      schemes: { Work: { adminDisplayName: 'Read items' } },
      pathSets: [{ schemeKeys: ['Work'], methods: ['GET'], paths: { '/items': '', '/{a}}': '' } }],
    },
  },
})
const CATALOG = `# ours
token: { issuer: https://idp.test, role_claim: groups }
scopes:
  Orders.Read: Read
roles:
  Approver: { scopes: [Orders.Read] } # kept
routes:
  GET /orders: Orders.Read
`
const run = (cwd: string, line: string) => scopectl(line.split(' '), { cwd })

describe.concurrent('imports of other documents', () => {
  test('a manifest with comments and a byte order mark becomes a catalog that loads', async () => {
    const cwd = tempDir({ 'manifest.json': MANIFEST })
    const made = await run(cwd, 'import entra manifest.json -o scopes.yaml --json')
    expect(made).toMatchObject({ exit: 0 })
    expect(JSON.parse(made.stdout)).toMatchObject({
      source: 'entra',
      summary: { scopes: 2, roles: 1, routes: 0, undecided: 0, left_out: 1 },
      left_out: [{ what: 'issuer', name: 'AzureADMyOrg', place: 'manifest.json:4:21' }],
      written: 'scopes.yaml',
    })
    const file = readFileSync(join(cwd, 'scopes.yaml'), 'utf8')
    expect(file).toContain('scope_claim: [scp, roles]\n  role_claim: roles\n')
    const again = await run(cwd, 'import entra manifest.json -o scopes.yaml')
    expect(again.stdout).toBe('scopes.yaml is already up to date\n')
    expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toBe(file)
    expect((await run(cwd, 'matrix --by scope --json')).exit).toBe(0)
  })

  test('it is merged into a catalog, which keeps its grants and its token settings', async () => {
    const cwd = tempDir({ 'manifest.json': MANIFEST, 'scopes.yaml': CATALOG })
    const line = 'import entra manifest.json -o scopes.yaml'
    // Its roles are in another claim.
    expect((await run(cwd, line)).stderr).toContain('import-other-token')
    const { stdout, stderr } = await run(cwd, `${line} --force`)
    expect(stdout).toBe(
      'scopes.yaml: 1 change\n  + scope  Orders.All\nnext: scopectl init --suite\n',
    )
    expect(stderr).toContain('`token.audience`, `token.scope_claim` and `token.role_claim`')
    expect(readFileSync(join(cwd, 'scopes.yaml'), 'utf8')).toBe(
      CATALOG.replace('  Orders.Read: Read\n', '  Orders.Read: Read\n  Orders.All: ""\n'),
    )
  })

  test('routes are merged too, and a looser one needs --force', async () => {
    const cwd = tempDir({
      'it.json': PERMISSIONS,
      'scopes.json': '{"scopes":{"own":"Own"},"routes":{"GET /items":"own"}}',
    })
    const line = 'import permissions it.json --skip-invalid -o scopes.json'
    const refused = await run(cwd, `${line} --json`)
    expect(refused.exit).toBe(2)
    expect(JSON.parse(refused.stdout).problem.code).toBe('import-loosens')
    expect((await run(cwd, `${line} --force`)).exit).toBe(0)
    expect(JSON.parse(readFileSync(join(cwd, 'scopes.json'), 'utf8'))).toEqual({
      scopes: { own: 'Own', 'Item.Read': 'Read items' },
      routes: { 'GET /items': 'Item.Read', 'GET /{segment}': 'undecided' },
    })
  })

  test('a path that cannot be read has its name, its place, a caret, and the flag', async () => {
    const cwd = tempDir({ 'it.json': JSON.stringify(JSON.parse(PERMISSIONS), null, 2) })
    const { exit, stderr, stdout } = await run(cwd, 'import permissions it.json')
    expect([exit, stdout]).toEqual([2, ''])
    expect(stderr.split('\n')).toEqual([
      'error[import-bad-path]: the path `/{a}}` has `}`, which is neither a parameter nor text',
      '  it.json:19:13',
      '   19 |             "/{a}}": ""',
      '      |             ^^^^^^^',
      'hint: correct it in the document, or continue without it: --skip-invalid',
      '',
    ])
  })

  test('YAML is read like JSON', async () => {
    const yaml =
      'permissions: { A: { schemes: { W: {} }, pathSets: [{ schemeKeys: [W], methods: [GET], paths: { /a: "" } }] } }'
    const cwd = tempDir({ 'it.yaml': yaml })
    const { exit, stdout } = await run(cwd, 'import permissions it.yaml')
    expect(exit).toBe(0)
    expect(stdout).toContain('routes:\n  GET /a: A\n')
  })

  test('the excerpt shows a filter; what may be a secret appears nowhere', async () => {
    const cwd = tempDir({
      'it.json': PERMISSIONS.replace('/{a}}', '/a?$filter=b').replace('/items', '/b?sig=hunter2'),
    })
    const { exit, stderr } = await run(cwd, 'import permissions it.json')
    expect(exit).toBe(2)
    expect(stderr).toContain('the path `/a?$filter=b` has a query')
    expect(stderr).toContain('"schemeKeys":["Work"]')
    expect(stderr).toContain('"/a?$filter=b":""')
    expect(stderr).toContain('the path `***` has a query')
    expect(stderr).not.toContain('hunter2')
  })

  test.each([
    ['an empty file', '', 'file-empty'],
    ['a list', '[]', 'file-not-map'],
    ['an OpenAPI document', '{"openapi":"3.1.0","paths":{}}', 'import-not-one'],
    ['a comment that is not closed', '{} /* x', 'json-syntax'],
    ['a duplicate name', '{"api":{},"api":{}}', 'duplicate-name'],
    ['a reserved name', '{"api":{"__proto__":{}}}', 'reserved-name'],
    ['a control character', '{"appId":"x"} // \u0007', 'bad-character'],
    ['a number that is rounded', '{"appId":12345678901234567890}', 'number-too-big'],
  ])('%s is refused', async (_what, text, code) => {
    const cwd = tempDir({ 'it.json': text })
    const { exit, stdout } = await run(cwd, 'import entra it.json --json')
    expect([exit, JSON.parse(stdout).problem.code]).toEqual([2, code])
    if (code === 'import-not-one') expect(stdout).toContain('scopectl import openapi it.json')
  })

  test.each([
    ['openapi', '{"realm":"a"}', 'scopectl import keycloak it.json'],
    ['openapi', '{"appId":"x","appRoles":[]}', 'scopectl import entra it.json'],
    ['openapi', '{"permissions":{}}', 'scopectl import permissions it.json'],
    ['openapi', 'resourceServers: []', 'scopectl import auth0 it.json'],
    ['keycloak', 'roles: []', 'scopectl import auth0 it.json'],
    ['entra', 'openapi: 3.1.0', 'scopectl import openapi it.json'],
    ['permissions', 'resourceServers: []', 'scopectl import auth0 it.json'],
    ['permissions', 'permissions', null],
    // A catalog: no import reads it.
    ['keycloak', 'scopes: {}\nroles: {}', null],
  ])('import %s of %s names the import for it', async (source, text, line) => {
    const { exit, stdout } = await run(
      tempDir({ 'it.json': text }),
      `import ${source} it.json --json`,
    )
    const { problem } = JSON.parse(stdout)
    expect([exit, problem.code]).toEqual([2, 'import-not-one'])
    expect(problem.hint).toBe(line && `to import it: ${line}`)
  })
})
