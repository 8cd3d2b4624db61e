import { expect, test } from 'vitest'
import { allWays, letIn, otherWaysIn, tokenWays } from '../../../src/core/catalog/callers.js'
import { normOf } from '../../../src/core/catalog/requirement.js'
import { catalogOf } from './support.js'

const normIn = (needs: unknown) => {
  const [route] = catalogOf({ scopes: { a: '', b: '' }, routes: { 'GET /': needs } }).routes
  return normOf(route?.requirement ?? expect.unreachable())
}
/** Who gets in by the second requirement and not by the first: with a token alone, or in another way. */
function newCallers(from: unknown, to: unknown): string {
  const known = allWays(normIn(from))
  const token = letIn(tokenWays(normIn(to)), known) ? ['token'] : []
  return [...token, ...(letIn(otherWaysIn(normIn(to)), known) ? ['other'] : [])].join(' ')
}

const key = (...scopes: string[]) => ({ scheme: 'Key', scopes })
const KEY = { scheme: 'Key' }
const RULE = { other: 'the owner' }
const any = (...ways: unknown[]) => ({ any: ways })
const all = (...ways: unknown[]) => ({ all: ways })

test.each([
  ['public', 'public', ''],
  ['public', 'a', ''],
  ['public', any(KEY), ''],
  ['a', 'public', 'token'],
  ['authenticated', 'public', 'token'],
  ['authenticated', 'authenticated', ''],
  ['authenticated', 'a', ''],
  ['a', 'authenticated', 'token'],
  ['a', 'b', 'token'],
  ['a b', 'a', 'token'],
  ['a', 'a b', ''],
  ['undecided', 'a', 'token'],
  ['a', 'undecided', ''],
  // What needs a scheme or a rule too lets in fewer
  ['a', all('a', KEY), ''],
  [all('a', KEY), 'a', 'token'],
  [all('a', KEY), all('b', KEY), 'other'],
  ['authenticated', all('authenticated', KEY), ''],
  ['authenticated', all('a', KEY), ''],
  [all('authenticated', KEY), all('a', KEY), ''],
  [all('a', KEY), all('authenticated', KEY), 'other'],
  [all('authenticated', KEY), any(KEY), 'other'],
  [any(KEY), all('authenticated', KEY), ''],
  // without a token of the catalog
  ['authenticated', any(KEY), 'other'],
  ['authenticated', any(RULE), 'other'],
  [any('a', RULE), any('b', RULE), 'token'],
  [any(RULE), any({ other: 'the admin' }), 'other'],
  [any(RULE), any({ scheme: 'the owner' }), 'other'],
  [any(RULE), all(RULE, KEY), ''],
  [any(KEY), any({ scheme: 'Basic' }), 'other'],
  [any(KEY), any(key('r')), ''],
  [any(key('r')), any(KEY), 'other'],
  [any(key('r')), any(key('w')), 'other'],
  [any(key('r')), any(key('w', 'r')), ''],
  [any(key('r')), all(key('w'), { scheme: 'Basic', scopes: ['r'] }), 'other'],
  // scopes that look like the punctuation of a norm
  [any(key('(')), any(key('r')), 'other'],
  [any(key(')')), any(key('r')), 'other'],
])('from %j to %j: %j', (from, to, callers) => {
  expect(newCallers(from, to)).toBe(callers)
})
