import { type CryptoKey, importJWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { publicJwk } from '../../src/core/token/key-rules.js'
import { makeKey } from '../../src/io/make-key.js'
import { scopectlHere } from '../support/in-process.js'
import { tempDir } from '../support/temp-dir.js'

// Tokens in the form of real identity providers. Each test starts with a catalog that does not know the provider, takes
// the line that the message suggests, writes it into the catalog, and gets the right answer.

const NOW = 1_767_268_800
const at = String(NOW)
let privateKey: CryptoKey
let jwks: string

beforeAll(async () => {
  const { jwk } = await makeKey('RS256')
  privateKey = (await importJWK(jwk as never, 'RS256')) as CryptoKey
  jwks = JSON.stringify({ keys: [{ ...publicJwk(jwk), kid: 'k1', use: 'sig' }] })
})

const issue = (claims: Record<string, unknown>): Promise<string> =>
  new SignJWT({ sub: 'user-1', iat: NOW - 60, exp: NOW + 3600, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'k1', typ: 'JWT' })
    .sign(privateKey)

const catalog = (token: string): string => `
token:
  key: file:jwks.json
${token.replace(/^/gm, '  ')}
scopes:
  items.read: Read items
  items.write: Write items
roles:
  editor: { scopes: [items.read, items.write] }
routes:
  GET /items: items.read
  POST /items: items.write
`

interface Answer {
  exit: number
  json: {
    status: number | null
    reasons: { code: string; message: string }[]
    notes: { message: string; hint: string | null }[]
    problem?: { code: string; message: string; hint: string }
  }
  /** Everything that it printed. */
  said: string
}

async function check(settings: string, token: string, route = 'GET /items'): Promise<Answer> {
  const cwd = tempDir({ 'scopes.yaml': catalog(settings), 'jwks.json': jwks })
  const [asJson, asText] = await Promise.all([
    scopectlHere(['check', '--route', route, '--json'], { cwd, at, input: token }),
    scopectlHere(['check', '--route', route], { cwd, at, input: token }),
  ])
  expect(asText.exit).toBe(asJson.exit)
  return {
    exit: asJson.exit,
    json: JSON.parse(asJson.stdout),
    said: (asText.stdout + asText.stderr).replace(/\s+/g, ' '),
  }
}

const AUTH0 = {
  iss: 'https://acme.eu.auth0.com/',
  aud: ['https://api.acme.test', 'https://acme.eu.auth0.com/userinfo'],
}
const auth0 = 'issuer: https://acme.eu.auth0.com/\naudience: https://api.acme.test'

test('Auth0 with RBAC: scope and permissions differ, so the catalog must say which one counts', async () => {
  const token = await issue({ ...AUTH0, scope: 'openid profile', permissions: ['items.read'] })
  const unsure = await check(auth0, token)
  expect(unsure.exit).toBe(2)
  expect(unsure.json.problem?.code).toBe('scope-claims-differ')
  expect(unsure.said).toContain('scope_claim: permissions')
  const sure = await check(`${auth0}\nscope_claim: permissions`, token)
  expect(sure.json.status).toBe(200)
  expect((await check(`${auth0}\nscope_claim: permissions`, token, 'POST /items')).exit).toBe(4)
})

describe('Entra', () => {
  const tenant = '8a3d5b0e-0000-4000-8000-000000000000'
  const v1 = `https://sts.windows.net/${tenant}/`
  const v2 = `https://login.microsoftonline.com/${tenant}/v2.0`

  test('a user token has scp, and needs no line', async () => {
    const token = await issue({ iss: v2, aud: 'api://items', scp: 'items.read' })
    expect((await check(`issuer: ${v2}\naudience: api://items`, token)).json.status).toBe(200)
  })

  test('an application token has only roles', async () => {
    const token = await issue({ iss: v2, aud: 'api://items', roles: ['items.read'] })
    const settings = `issuer: ${v2}\naudience: api://items`
    const first = await check(settings, token)
    expect(first.exit).toBe(4)
    expect(first.said).toContain('scope_claim: [scp, roles]')
    const second = await check(`${settings}\nscope_claim: [scp, roles]`, token)
    expect(second.json.status).toBe(200)
  })

  test('the two forms of the issuer', async () => {
    const token = await issue({ iss: v1, aud: 'api://items', scp: 'items.read' })
    const first = await check(`issuer: ${v2}\naudience: api://items`, token)
    expect(first.exit).toBe(3)
    expect(first.json.reasons.map(({ code }) => code)).toEqual(['wrong-issuer'])
    const line = `issuer: [${v2}, ${v1}]`
    expect(first.said).toContain(line)
    expect((await check(`${line}\naudience: api://items`, token)).json.status).toBe(200)
  })
})

test('Keycloak: roles are in realm_access', async () => {
  const iss = 'https://sso.acme.test/realms/acme'
  const token = await issue({
    iss,
    aud: 'items',
    realm_access: { roles: ['offline_access', 'editor'] },
  })
  const settings = `issuer: ${iss}\naudience: items`
  const first = await check(settings, token)
  expect(first.exit).toBe(4)
  expect(first.said).toContain('role_claim: /realm_access/roles')
  const second = await check(`${settings}\nrole_claim: /realm_access/roles`, token, 'POST /items')
  expect(second.json.status).toBe(200)
})

test('Cognito: an access token has no audience', async () => {
  const iss = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AAAAAAAAA'
  const token = await issue({ iss, client_id: 'abc123', token_use: 'access', scope: 'items.read' })
  const first = await check(`issuer: ${iss}\naudience: items`, token)
  expect(first.exit).toBe(3)
  expect(first.json.reasons.map(({ code }) => code)).toEqual(['wrong-audience'])
  expect(first.said).toContain('remove `audience:`')
  expect((await check(`issuer: ${iss}`, token)).json.status).toBe(200)
})

test('Okta: scp is an array, and needs no line', async () => {
  const iss = 'https://acme.okta.com/oauth2/default'
  const token = await issue({ iss, aud: 'api://default', scp: ['items.read', 'openid'] })
  const settings = `issuer: ${iss}\naudience: api://default`
  expect((await check(settings, token)).json.status).toBe(200)
  expect((await check(settings, token, 'POST /items')).exit).toBe(4)
})

describe('scopes in a claim with another name, or in another form', () => {
  const iss = 'https://idp.acme.test'
  const settings = `issuer: ${iss}\naudience: items`

  test.each([
    [{ Scope: 'items.read' }, 'scope_claim: Scope'],
    [{ authorities: ['items.read'] }, 'scope_claim: authorities'],
    [
      { 'http://schemas.example.com/identity/claims/scope': 'openid items.read' },
      'scope_claim: http://schemas.example.com/identity/claims/scope',
    ],
    [
      { resource_access: { 'my-api': { roles: ['items.read'] } } },
      'scope_claim: /resource_access/my-api/roles',
    ],
    [{ 'a, b': ['items.read'] }, 'scope_claim: "a, b"'],
  ])('%j: the line', async (claims, line) => {
    const token = await issue({ iss, aud: 'items', ...claims })
    const first = await check(settings, token)
    expect(first.exit).toBe(4)
    expect(first.said).toContain(`\`${line}\``)
    expect((await check(`${settings}\n${line}`, token)).json.status).toBe(200)
  })

  test.each([
    [{ scope: 'items.read,items.write' }, '"scope": "items.read items.write"'],
    [{ scope: ['items.read items.write'] }, '"scope": ["items.read","items.write"]'],
    [{ scp: '["items.read", "x"]' }, '"scp": ["items.read","x"]'],
  ])('%j: what the issuer must write', async (claims, right) => {
    const refused = await check(settings, await issue({ iss, aud: 'items', ...claims }))
    expect(refused.exit).toBe(4)
    expect(refused.said).toContain(right)
    const written = JSON.parse(`{${right}}`)
    const accepted = await check(settings, await issue({ iss, aud: 'items', ...written }))
    expect(accepted.json.status).toBe(200)
  })

  test('another name, and no scopes at all: what it contains', async () => {
    const of = async (claims: object) =>
      check(settings, await issue({ iss, aud: 'items', ...claims }))
    expect((await of({ scope: 'SCOPE_items.read' })).said).toContain('by the prefix `SCOPE_`')
    expect((await of({ scp: 'api://1f3a/items.read' })).said).toContain(
      '`api://1f3a/items.read: ...`',
    )
    expect((await of({ scope: 'Items.Read' })).said).toContain('in case')
    expect((await of({})).said).toContain('none of the claims `scope`, `scp`, `scopes` or')
  })
})
