import { expect, test } from 'vitest'
import { unneededScopes } from '../../../src/core/catalog/unneeded-scopes.js'
import { catalogOf } from './support.js'

const names = (value: object, alsoNeeded?: readonly string[]): string[] =>
  unneededScopes(catalogOf(value), alsoNeeded).map(({ name }) => name)

test('scopes that no route needs, themselves or by what they imply', () => {
  const scopes = {
    read: '',
    write: '',
    any: '',
    admin: { implies: ['write'] },
    lonely: { implies: ['alone'] },
    alone: '',
  }
  const routes = {
    'GET /': 'read',
    'PUT /': { any: ['write', { all: ['any', { scheme: 'ApiKey' }] }] },
    'GET /health': 'public',
    'GET /me': 'authenticated',
    'GET /draft': 'undecided',
  }
  expect(names({ scopes, routes })).toEqual(['lonely', 'alone'])
  expect(names({ scopes, routes }, ['alone'])).toEqual([])
  expect(names({ scopes, routes }, ['lonely'])).toEqual(['alone'])
  expect(names({ scopes, routes: {} })).toEqual(Object.keys(scopes))
})

test('the scopes of OpenID Connect guard no route by design', () => {
  const openid = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access']
  const scopes = Object.fromEntries([...openid, 'emails'].map((name) => [name, '']))
  expect(names({ scopes, routes: {} })).toEqual(['emails'])
})
