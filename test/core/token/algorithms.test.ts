import { expect, test } from 'vitest'
import { accepts, agreed, algorithmOf, namesOf } from '../../../src/core/token/algorithms.js'
import { noteClaims } from '../../../src/core/token/check-claims.js'
import type { JsonObject, Jwk } from '../../../src/core/token/model.js'
import { NOW } from './support.js'

const jwk = (fields: object) => fields as Jwk

test('a pinned algorithm accepts itself; EdDSA its new name too, but not the reverse', () => {
  expect(namesOf('ES256')).toEqual(['ES256'])
  expect([...namesOf('EdDSA')].sort()).toEqual(['Ed25519', 'EdDSA'])
  expect(namesOf('Ed25519')).toEqual(['Ed25519'])
  expect(accepts('HS256', 'none')).toBe(false)
})

test('what the key says and what is pinned: the stricter one, or none', () => {
  expect(agreed(jwk({ kty: 'RSA' }), 'RS256')).toBe('RS256')
  expect(agreed(jwk({ kty: 'RSA', alg: 'RS256' }), 'RS256')).toBe('RS256')
  expect(agreed(jwk({ kty: 'RSA', alg: 'RS256' }), 'PS256')).toBeUndefined()
  expect(agreed(jwk({ kty: 'RSA', alg: 'RSA-OAEP' }), 'RS256')).toBeUndefined()
  expect(agreed(jwk({ kty: 'OKP', alg: 'Ed25519' }), 'EdDSA')).toBe('Ed25519')
  expect(agreed(jwk({ kty: 'OKP', alg: 'EdDSA' }), 'Ed25519')).toBe('Ed25519')
})

test('what a key is for: its own alg, else what its curve allows, else nothing', () => {
  expect(algorithmOf(jwk({ kty: 'EC', crv: 'P-256' }))).toBe('ES256')
  expect(algorithmOf(jwk({ kty: 'EC', crv: 'P-384' }))).toBe('ES384')
  expect(algorithmOf(jwk({ kty: 'EC', crv: 'P-521' }))).toBe('ES512')
  expect(algorithmOf(jwk({ kty: 'OKP', crv: 'Ed25519' }))).toMatch(/^Ed/)
  expect(algorithmOf(jwk({ kty: 'OKP', crv: 'P-256' }))).toBeUndefined()
  expect(algorithmOf(jwk({ kty: 'EC', crv: 'Ed25519' }))).toBeUndefined()
  expect(algorithmOf(jwk({ kty: 'EC', crv: 'secp256k1' }))).toBeUndefined()
  for (const kty of ['RSA', 'oct']) expect(algorithmOf(jwk({ kty }))).toBeUndefined()
  expect(algorithmOf(jwk({ kty: 'RSA', alg: 'PS256' }))).toBe('PS256')
  expect(algorithmOf(jwk({ kty: 'EC', crv: 'P-256', alg: 'ECDH-ES' }))).toBeUndefined()
})

test('what only the leeway lets pass is noted, to the second', () => {
  const notes = (claims: JsonObject) =>
    noteClaims({ raw: '', header: {}, claims }, { now: NOW, leeway: 10 }).map(({ args }) => args)
  expect(notes({ exp: NOW })).toEqual([{ claim: 'exp', seconds: 0, leeway: 10 }])
  expect(notes({ exp: NOW - 9 })).toEqual([{ claim: 'exp', seconds: 9, leeway: 10 }])
  expect(notes({ exp: NOW + 1, nbf: NOW, iat: NOW })).toEqual([])
  expect(notes({ nbf: NOW + 10, iat: NOW + 10 })).toEqual([
    { claim: 'nbf', seconds: 10, leeway: 10 },
    { claim: 'iat', seconds: 10, leeway: 10 },
  ])
  expect(notes({ exp: NOW - 10, nbf: NOW + 11, iat: NOW + 11 })).toEqual([])
  expect(notes({})).toEqual([])
})
