import { expect, test } from 'vitest'
import {
  isReservedClaim,
  isWrittenClaim,
  nestedClaim,
  whyReserved,
} from '../../../src/core/token/reserved-claims.js'

const NOTHING = { scopeClaims: undefined, roleClaim: undefined }
const NESTED = { scopeClaims: ['scp', '/realm/scope'], roleClaim: '/access/roles' }

test('claims that scopectl writes, that hold scopes, and that the catalog reads', () => {
  for (const claim of ['sub', 'exp', 'client_id', 'cnf', 'act']) {
    expect(isWrittenClaim(claim), claim).toBe(true)
    expect(isReservedClaim(claim, NOTHING), claim).toBe(true)
    expect(whyReserved(claim, { scopeClaims: [claim], roleClaim: claim }), claim).toEqual({})
  }
  for (const claim of ['scope', 'scp', 'scopes', 'permissions']) {
    expect(isReservedClaim(claim, NOTHING), claim).toBe(true)
    expect(isWrittenClaim(claim), claim).toBe(false)
    expect(whyReserved(claim, NOTHING)).toEqual({})
  }
  for (const [claim, reads] of [
    ['realm', 'scopes'],
    ['scp', 'scopes'],
    ['access', 'roles'],
  ] as const) {
    expect(isReservedClaim(claim, NESTED), claim).toBe(true)
    expect(whyReserved(claim, NESTED), claim).toEqual({ reads })
  }
})

test('other claims are free, also those inside a nested one', () => {
  for (const claim of ['roles', 'tenant', 'access.roles', '/access/roles']) {
    expect(isReservedClaim(claim, NESTED), claim).toBe(false)
    expect(isReservedClaim(claim, NOTHING), claim).toBe(false)
    expect(whyReserved(claim, NESTED), claim).toEqual({})
  }
})

test('the path of the role claim with dots, which would be another claim', () => {
  expect(nestedClaim('access.roles', NESTED)).toBe('/access/roles')
  for (const claim of ['access', 'roles', 'access.role', 'realm.scope'])
    expect(nestedClaim(claim, NESTED), claim).toBeUndefined()
  expect(nestedClaim('roles', { ...NOTHING, roleClaim: 'roles' })).toBeUndefined()
  expect(nestedClaim('a.b', NOTHING)).toBeUndefined()
})
