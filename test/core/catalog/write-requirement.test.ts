import { expect, test } from 'vitest'
import { writeRequirement } from '../../../src/core/catalog/write-requirement.js'
import { catalogOf } from './support.js'

const SCOPES = { read: '', write: '', public: '', authenticated: '' }
const requirementOf = (needs: unknown, scopes: object = SCOPES) => {
  const [route] = catalogOf({ scopes, routes: { 'GET /': needs } }).routes
  return route?.requirement ?? expect.unreachable()
}
const KEY = { scheme: 'Key' }

test.each<[unknown, unknown]>([
  ['undecided', 'undecided'],
  ['read', 'read'],
  [' write  read ', 'write read'],
  [{ all: ['read', 'write'] }, 'read write'],
  [{ any: ['read'] }, 'read'],
  [{ any: ['read', 'write'] }, { any: ['read', 'write'] }],
  [{ any: ['read', { all: ['write', 'read'] }] }, { any: ['read', 'write read'] }],
  [{ any: [{ scheme: 'Key', scopes: [] }] }, { any: [KEY] }],
  [{ all: [KEY] }, { any: [KEY] }],
  [{ any: [{ other: 'x' }, 'read'] }, { any: [{ other: 'x' }, 'read'] }],
  [
    { all: ['read', { scheme: 'Key', scopes: ['a'] }] },
    { all: ['read', { scheme: 'Key', scopes: ['a'] }] },
  ],
  [{ all: [KEY, { other: 'x' }] }, { all: [KEY, { other: 'x' }] }],
  // A scope with the name of a keyword
  [{ all: ['public'] }, { all: ['public'] }],
  [
    { any: ['read', { all: ['public', 'write'] }] },
    { any: ['read', { all: ['public', 'write'] }] },
  ],
])('%j is written as %j', (needs, written) => {
  const requirement = requirementOf(needs)
  expect(writeRequirement(requirement)).toEqual(written)
  expect(requirementOf(written)).toEqual(requirement)
})

test.each<[unknown, unknown]>([
  ['public', 'public'],
  ['authenticated', 'authenticated'],
  [{ any: ['authenticated'] }, 'authenticated'],
  [{ any: ['read', 'authenticated', KEY] }, { any: ['authenticated', 'read', KEY] }],
  [{ all: [KEY, 'authenticated'] }, { all: ['authenticated', KEY] }],
])('without such scopes %j is written as %j', (needs, written) => {
  const scopes = { read: '' }
  const requirement = requirementOf(needs, scopes)
  expect(writeRequirement(requirement)).toEqual(written)
  expect(requirementOf(written, scopes)).toEqual(requirement)
})
