import { expect, test } from 'vitest'
import { factsOf } from '../../../src/core/access/facts.js'
import { compare } from '../../../src/core/diff/compare.js'
import { load } from '../lock/support.js'
import { said } from './compare-world.js'

const key = { scheme: 'ApiKey' }
const other = { scheme: 'Other' }
const anyOrKey = { any: ['authenticated', key] }
const bothKey = { all: ['authenticated', key] }

test.each([
  ['another way in beside it', 'authenticated', anyOrKey, ['opened - GET /x']],
  ['one way fewer', anyOrKey, 'authenticated', ['stronger - GET /x']],
  ['another way instead', anyOrKey, { any: ['authenticated', other] }, ['opened']],
  ['scopes beside it', 'authenticated', { any: ['authenticated', 'read'] }, []],
  ['the order', anyOrKey, { any: [key, 'authenticated', key] }, []],
  ['scopes, then any token', 'read', anyOrKey, ['opened everyone GET /x']],
  ['undecided, then any token', 'undecided', anyOrKey, ['opened everyone GET /x']],
  ['the key alone, then any token too', { any: [key] }, anyOrKey, ['opened everyone GET /x']],
  ['the key no longer needs a token', bothKey, { any: [key] }, ['opened']],
  ['the key needs a token', { any: [key] }, bothKey, ['stronger']],
  ['either instead of both', bothKey, anyOrKey, ['opened everyone GET /x']],
  ['public', anyOrKey, 'public', ['opened anonymous GET /x']],
  ['no token', anyOrKey, { any: [key] }, ['loss']],
  ['a scope instead of any token', anyOrKey, { any: ['write', key] }, ['loss']],
  ['a scope that everyone has', anyOrKey, { any: ['read', key] }, ['stronger']],
])('%s', (_name, before, after, expected) => {
  const [older, newer] = [before, after].map((needs) =>
    load({
      scopes: { read: '', write: '' },
      roles: { reader: { default: true, scopes: ['read'] } },
      routes: { 'GET /x': needs },
    }),
  )
  const changes = compare(
    factsOf(older!.catalog, older!.users),
    factsOf(newer!.catalog, newer!.users),
    newer!,
  )
  const found = said(changes)
  expect(found.map((line, i) => (expected[i]?.includes(' ') ? line : line.split(' ')[0]))).toEqual(
    expected,
  )
})
