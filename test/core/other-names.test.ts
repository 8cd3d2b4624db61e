import { expect, test } from 'vitest'
import { meantName } from '../../src/core/other-names.js'

const TOKEN = [
  'issuer',
  'audience',
  'algorithm',
  'subject',
  'key',
  'lifetime',
  'scope_claim',
  'role_claim',
]
const ROUTE = ['needs', 'params', 'description']

test.each([
  ['alg', TOKEN, 'algorithm'],
  ['secret', TOKEN, 'key'],
  ['expires', TOKEN, 'lifetime'],
  ['expiresIn', TOKEN, 'lifetime'],
  ['jwks_uri', TOKEN, 'key'],
  ['jwksUri', TOKEN, 'key'],
  ['iss', TOKEN, 'issuer'],
  ['scopeClaim', TOKEN, 'scope_claim'],
  ['scope-claim', TOKEN, 'scope_claim'],
  ['isuer', TOKEN, 'issuer'],
  ['requires', ROUTE, 'needs'],
  ['scopes', ['needs'], undefined],
  ['permissions', ROUTE, 'needs'],
  ['email', TOKEN, undefined],
  // The opposite of a setting is not that setting.
  ['enabled', ['disabled'], undefined],
  ['active', ['disabled'], undefined],
])('%s', (name, known, meant) => {
  expect(meantName(name, known)).toBe(meant)
})
