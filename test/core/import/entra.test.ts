import { describe, expect, test } from 'vitest'
import { readEntra } from '../../../src/core/import/entra.js'
import { catalogOf, documentOf, leftOut, problemsOf } from './support.js'

const ID = '6f1b7a52-8f0e-4f5b-9a4e-2f6a1f3d9c11'
const entra = (value: object) => readEntra(documentOf(value))
const scope = (value: string, more: object = {}) => ({ value, isEnabled: true, ...more })
const role = (value: string, types: string[], more: object = {}) => ({
  ...scope(value, more),
  allowedMemberTypes: types,
  displayName: `May ${value}`,
})

describe('import entra', () => {
  test('both formats are the same catalog', () => {
    const scopes = [scope('Orders.Read', { adminConsentDisplayName: 'Read orders' })]
    const appRoles = [role('Approver', ['User']), role('Orders.All', ['Application'])]
    const now = entra({
      appId: ID,
      appRoles,
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: scopes },
    })
    const older = entra({
      appId: ID,
      appRoles,
      accessTokenAcceptedVersion: 2,
      oauth2Permissions: scopes,
    })
    expect(catalogOf(now)).toEqual({
      version: 1,
      token: { audience: ID, scope_claim: ['scp', 'roles'], role_claim: 'roles' },
      scopes: { 'Orders.Read': 'Read orders', 'Orders.All': 'May Orders.All' },
      roles: { Approver: { description: 'May Approver' } },
    })
    expect(catalogOf(older)).toEqual(catalogOf(now))
    expect([now.format, older.format]).toEqual([
      'Microsoft Entra app manifest',
      'Azure AD Graph app manifest',
    ])
  })

  test('an app role for both is both; without app roles, `roles` is not read', () => {
    const both = entra({ appRoles: [role('Reader', ['User', 'Application'])] })
    expect([[...both.scopes.keys()], [...both.roles.keys()]]).toEqual([['Reader'], ['Reader']])
    expect(both.roles.get('Reader')?.scopes).toEqual([])
    expect(entra({ oauth2Permissions: [scope('a')] }).token).toEqual({ scope_claim: 'scp' })
  })

  test('the audience: the id in version 2, also the URIs in version 1, never a placeholder', () => {
    const audience = (version: number | null, more: object) => {
      const oauth2PermissionScopes = [scope('a')]
      const api = { requestedAccessTokenVersion: version, oauth2PermissionScopes }
      return entra({ api, ...more }).token.audience
    }
    const uris = { identifierUris: ['api://a', 'api://${{ID}}'] }
    expect(audience(2, { appId: ID, ...uris })).toBe(ID)
    expect(audience(null, { appId: ID, ...uris })).toEqual([ID, 'api://a'])
    expect(audience(1, uris)).toBe('api://a')
    expect(audience(2, { appId: '<id>', ...uris })).toBeUndefined()
  })

  test('what a catalog does not have is listed by name', () => {
    const carried = entra({
      displayName: 'orders',
      signInAudience: 'AzureADMyOrg',
      api: {
        acceptMappedClaims: true,
        knownClientApplications: ['known'],
        oauth2PermissionScopes: [
          scope('Read', { type: 'Admin' }),
          { ...scope('Old'), isEnabled: false },
          { value: '', displayName: 'Nothing' },
          scope('has space'),
          scope('__proto__'),
        ],
        preAuthorizedApplications: [{ appId: 'pre', delegatedPermissionIds: ['1'] }],
        newInApi: 1,
      },
      appRoles: [
        { ...role('Gone', ['User']), isEnabled: false },
        { ...role('x', ['User']), value: null, displayName: 'Blank' },
        role('Device', ['Device']),
        role('everyone', ['User']),
        role('bell\u0007', ['User']),
      ],
      groupMembershipClaims: 'SecurityGroup',
      optionalClaims: {
        accessToken: [
          { name: 'idtyp' },
          { name: 'groups', additionalProperties: ['emit_as_roles'] },
        ],
        idToken: [{ name: 'email' }],
      },
      requiredResourceAccess: [{ resourceAppId: 'graph', resourceAccess: [{ id: 'User.Read' }] }],
      tokenEncryptionKeyId: 'key',
      '@odata.context': 'https://graph.microsoft.com',
      surprise: { allow: 'all' },
      nothing: null,
      passwordCredentials: [{ secretText: 'secret' }],
    })
    expect(leftOut(carried)).toEqual({
      'admin-consent': ['Read'],
      'disabled-scope': ['Old'],
      'scope-without-value': ['Nothing'],
      'scope-name': ['has space', '__proto__'],
      'disabled-app-role': ['Gone'],
      'app-role-without-value': ['Blank'],
      'member-type': ['Device'],
      'role-name': ['everyone', 'bell\u0007'],
      audience: ['orders'],
      issuer: ['AzureADMyOrg'],
      'preauthorized-application': ['pre'],
      'known-client': ['known'],
      'required-resource': ['graph User.Read'],
      'group-claims': ['SecurityGroup'],
      'optional-claim': ['idtyp'],
      'groups-as-roles': ['groups'],
      'mapped-claims': ['acceptMappedClaims'],
      'token-encryption': ['key'],
      'unknown-key': ['surprise', 'api.newInApi'],
    })
    expect([...carried.scopes.keys()]).toEqual(['Read'])
    expect(carried.roles.size).toBe(0)
  })

  test.each([
    ['a wrong type', { appRoles: 'x' }, ['import-wrong-type 1:13']],
    ['a flag as text', { appRoles: [{ isEnabled: 'no' }] }, ['import-wrong-type 1:27']],
    [
      'duplicates',
      {
        appRoles: [role('a', ['User']), role('a', ['User'])],
        oauth2Permissions: [scope('b'), scope('b')],
      },
      ['import-duplicate', 'import-duplicate'],
    ],
    ['nothing to import', { appId: ID, appRoles: [] }, ['import-nothing']],
  ])('%s is a problem, and there is no catalog', (_what, value, codes) => {
    const found = problemsOf(() => entra(value))
    expect(found.map((each, i) => (codes[i]?.includes(' ') ? each : each.split(' ')[0]))).toEqual(
      codes,
    )
  })
})
