import { describe, expect, test } from 'vitest'
import { claimLines, claimsOf, readClaimLine, valueText } from '../../../src/core/access/claims.js'
import { combosOf } from '../../../src/core/access/combos.js'
import { factsOf } from '../../../src/core/access/facts.js'
import { routesFor } from '../../../src/core/access/routes-for.js'
import { normOf } from '../../../src/core/catalog/requirement.js'
import { tokensOf } from '../../../src/core/word.js'
import { load } from '../lock/support.js'

const ROLES = {
  reader: { default: true, scopes: ['read'] },
  writer: { scopes: ['write'] },
  auditor: { scopes: ['audit'] },
  seer: { scopes: ['read'] },
}
const ROUTES = {
  'GET /up': 'public',
  'GET /me': 'authenticated',
  'GET /open': { any: ['audit', 'write'] },
  'GET /read': 'read',
  'PUT /both': 'write audit',
  'PUT /three': 'write audit read',
  'PUT /own': 'read write',
  'POST /draft': 'undecided',
}
const world = (users: object, clients: object = {}) =>
  load(
    { scopes: { read: '', write: '', audit: '' }, roles: ROLES, routes: ROUTES },
    { users, clients },
  )

describe('roles that open more in combination', () => {
  const combos = (users: object, clients: object = {}) => {
    const { catalog, users: all } = world(users, clients)
    const routes = new Map(catalog.routes.map((r) => [r.name, normOf(r.requirement)] as const))
    return [...combosOf(catalog, all, routes)].map(([name, opens]) => [name, ...opens])
  }
  test('what none of them opens alone; users have the default roles besides', () => {
    expect(combos({ ann: { roles: ['writer', 'auditor'] } })).toEqual([
      ['auditor+writer', 'PUT /both', 'PUT /three'],
    ])
    // What one role opens with the default roles is not a combination.
    expect(combos({ ann: { roles: ['writer', 'reader'] } })).toEqual([])
    expect(combos({ ann: { roles: ['writer'] } })).toEqual([])
  })
  test('clients have no default roles', () => {
    expect(combos({}, { ci: { roles: ['writer', 'auditor'] } })).toEqual([
      ['auditor+writer', 'PUT /both'],
    ])
  })
  test('a user and a client with the same roles: what either opens', () => {
    const both = { roles: ['writer', 'auditor'] }
    expect(combos({ ann: both }, { ci: both })).toEqual([
      ['auditor+writer', 'PUT /both', 'PUT /three'],
    ])
    expect(combos({ ann: { ...both, disabled: true } }, { ci: both })).toEqual([
      ['auditor+writer', 'PUT /both'],
    ])
    // A user has read anyhow, and so needs only one of the roles; a client needs both.
    const seer = { roles: ['seer', 'writer'] }
    expect(combos({ ann: seer }, { ci: seer })).toEqual([['seer+writer', 'PUT /own']])
  })
  test('whoever is disabled uses none', () => {
    const off = { roles: ['writer', 'auditor'], disabled: true }
    expect(combos({ ann: off }, { ci: off })).toEqual([])
  })
})

describe('the routes that some scopes open', () => {
  const { catalog, users } = world({ ann: {}, off: { disabled: true } })
  const facts = () => factsOf(catalog, users)
  test('in the order of the routes, whatever the order of the scopes', () => {
    const { routes } = facts()
    expect([...routesFor(routes, new Set(['write', 'read', 'audit']))]).toEqual([
      'GET /up',
      'GET /me',
      'GET /open',
      'GET /read',
      'PUT /both',
      'PUT /three',
      'PUT /own',
    ])
    expect([...routesFor(routes, new Set())]).toEqual(['GET /up', 'GET /me'])
    expect([...routesFor(routes, undefined)]).toEqual(['GET /up'])
  })
  test('a row for anonymous, for everyone and for each role', () => {
    expect([...facts().allows].map(([row, keys]) => [row, keys.size])).toEqual([
      ['anonymous', 1],
      ['everyone', 3],
      ['reader', 3],
      ['writer', 5],
      ['auditor', 4],
      ['seer', 3],
    ])
  })
  test('members: the roles of each user who gets a token; unknown without users', () => {
    expect(facts().members).toEqual(new Map([['ann', ['reader']]]))
    expect(factsOf(catalog, world({}).users).members).toBeUndefined()
  })
})

describe('claims of users', () => {
  const { users } = world({
    ann: { claims: { email: 'a@example.test', teams: ['red', 'blue'], n: 1, 't f': 'x y' } },
    off: { claims: { email: 'b@example.test' }, disabled: true },
    bob: {},
  })
  const lines = () => {
    const claims = claimsOf(users)
    return claims.kind === 'names' ? claimLines(claims) : expect.unreachable(claims.kind)
  }
  test('a line each, of everybody who gets a token', () => {
    expect(lines()).toEqual([
      'claim ann email = a@example.test',
      'claim ann teams := "[\\"red\\",\\"blue\\"]"',
      'claim ann n := 1',
      'claim ann "t f" = "x y"',
    ])
  })
  test('text and JSON that look alike differ', () => {
    expect(valueText('"1"')).toBe('= 1')
    expect(valueText('1')).toBe(':= 1')
  })
  test('a line is read as it was written', () => {
    const read = lines().map((line) => readClaimLine(tokensOf(line)?.slice(1) ?? []))
    expect(read).toEqual([
      { user: 'ann', claim: 'email', json: '"a@example.test"' },
      { user: 'ann', claim: 'teams', json: '["red","blue"]' },
      { user: 'ann', claim: 'n', json: '1' },
      { user: 'ann', claim: 't f', json: '"x y"' },
    ])
    expect(readClaimLine(tokensOf('ann a := "{\\"b\\":1,\\"a\\":2}"') ?? [])?.json).toBe(
      '{"a":2,"b":1}',
    )
  })
  test.each(['', 'ann', 'ann a', 'ann a =', '| a = b', 'ann | = b', 'ann a = |', 'ann a b c'])(
    '%s is not a claim',
    (text) => expect(readClaimLine(tokensOf(text) ?? [])).toBeUndefined(),
  )
  test.each(['ann a = b c', 'ann a := {', 'ann a : 1', 'ann a ":=" 1', 'ann a "=" 1'])(
    '%s is not a claim either',
    (text) => expect(readClaimLine(tokensOf(text) ?? [])).toBeUndefined(),
  )
})
