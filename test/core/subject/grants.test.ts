import { describe, expect, test } from 'vitest'
import { ScopectlError } from '../../../src/core/errors.js'
import { findSubject, type SubjectNames } from '../../../src/core/subject/find.js'
import { explainGrants, grantsOf } from '../../../src/core/subject/grants.js'
import { nameOf, type Subject } from '../../../src/core/subject/model.js'
import { sharedExplanations, sharedGrants } from '../../../src/core/subject/shared-grants.js'
import { load } from '../../support/generators.js'
import { subjectsOf } from '../../support/subjects.js'

const entry = (roles: string[], scopes: string[] = [], disabled = false) => ({
  roles,
  scopes,
  disabled,
})
const world = load(
  {
    scopes: { read: '', write: '', purge: '', audit: '', admin: { implies: ['purge'] } },
    roles: {
      reader: { default: true, scopes: ['read'] },
      base: { scopes: ['write'] },
      middle: { extends: ['base'], scopes: ['audit'] },
      top: { extends: ['middle'] },
      second: { scopes: ['write'] },
      boss: { scopes: ['admin'], when: { level: 9 } },
    },
    routes: {},
  },
  {
    users: {
      ann: entry(['top']),
      bob: entry(['second', 'top'], ['audit']),
      cid: entry(['second']),
      dot: entry(['base']),
      eve: { ...entry([]), level: 9 },
      lists: entry(['reader']),
      none: entry([]),
      off: entry(['top'], ['admin'], true),
    },
    clients: { ci: entry(['base']), off: entry(['base'], ['admin'], true) },
  },
)
const { catalog, users } = world
const found = (names: SubjectNames) => {
  try {
    return findSubject(names, catalog, users)
  } catch (error) {
    if (!(error instanceof ScopectlError)) throw error
    return error.problems.map(({ code, args }) => [code, args])[0]
  }
}
const userCalled = (name: string) => found({ user: name }) as Subject

describe('what a name refers to', () => {
  test('exactly one, by its kind', () => {
    expect(found({ user: 'off' })).toEqual({ kind: 'user', user: users.users.get('off') })
    expect(found({ client: 'off' })).toEqual({ kind: 'client', client: users.clients.get('off') })
    expect(found({ role: ['base', 'top', 'base'] })).toEqual({
      kind: 'role',
      roles: ['base', 'top'],
    })
    expect(found({ scopes: ' write  read write' })).toEqual({
      kind: 'scopes',
      scopes: ['write', 'read'],
    })
    expect(found({ anonymous: true })).toEqual({ kind: 'anonymous' })
    expect(found({ anonymous: false })).toBeUndefined()
    expect(found({})).toBeUndefined()
  })
  test('a name that does not exist is refused with the nearest one', () => {
    expect(found({ user: 'anne' })).toEqual([
      'no-such-user',
      { user: 'anne', file: users.file, suggestion: 'ann' },
    ])
    expect(found({ client: 'cj' })).toEqual([
      'no-such-client',
      { client: 'cj', file: users.file, suggestion: 'ci' },
    ])
    expect(found({ role: ['base', 'midle'] })).toEqual([
      'no-such-role',
      { role: 'midle', suggestion: 'middle' },
    ])
    expect(found({ scopes: ' ' })).toEqual(['blank-scopes', { flag: '--scopes' }])
    expect(found({ scopes: 'raed' })?.[0 as never]).toBe('no-such-scope')
  })
  test('the name in answers', () => {
    expect(
      [userCalled('ann'), found({ client: 'ci' }), found({ role: ['base', 'top'] })].map((each) =>
        nameOf(each as Subject),
      ),
    ).toEqual(['ann', 'ci', 'base+top'])
    expect(nameOf({ kind: 'role', roles: [] })).toBe('everyone')
    expect(nameOf({ kind: 'scopes', scopes: ['read'] })).toBeNull()
    expect(nameOf({ kind: 'anonymous' })).toBeNull()
  })
})

describe('how a scope came to somebody', () => {
  const explained = (subject: Subject) =>
    [...explainGrants(catalog, subject).values()].map(
      ({ scope, via, role, how, from, impliedBy }) =>
        [scope, via, role, how, from, impliedBy].map((part) => part ?? '-').join(' '),
    )
  test('by the role that lists it, however far along extends', () => {
    expect(explained(userCalled('ann'))).toEqual([
      'read role reader default - -',
      'audit role top listed middle -',
      'write role top listed base -',
    ])
  })
  test('own scopes first, then the first role in the catalog’s order', () => {
    expect(explained(userCalled('bob'))).toEqual([
      'audit own - - - -',
      'read role reader default - -',
      'write role top listed base -',
    ])
  })
  test('by an attribute, and by implication', () => {
    expect(explained(userCalled('eve'))).toEqual([
      'read role reader default - -',
      'admin role boss when - -',
      'purge role boss when - admin',
    ])
  })
  test('bare scopes are exactly those; nobody has none', () => {
    expect(explained({ kind: 'scopes', scopes: ['admin'] })).toEqual(['admin own - - - -'])
    expect(explained(userCalled('off'))).toEqual([])
    expect(explained({ kind: 'anonymous' })).toEqual([])
  })
  test('each scope that is granted is explained, and no other', () => {
    for (const subject of subjectsOf(world)) {
      expect(new Set(explainGrants(catalog, subject).keys())).toEqual(
        grantsOf(catalog, subject) ?? new Set(),
      )
    }
  })
})

// Whoever is alike shares: never with somebody who has another role, another way to it, or is disabled.
test('shared among many, the grants and explanations are those of each alone, in any order', () => {
  const subjects = [...subjectsOf(world), { kind: 'scopes' as const, scopes: ['read'] }]
  for (const order of [subjects, subjects.toReversed(), [...subjects, ...subjects]]) {
    const grants = sharedGrants(catalog)
    const explain = sharedExplanations(catalog)
    for (const subject of order) {
      expect(grants(subject)).toEqual(grantsOf(catalog, subject))
      expect(explain(subject)).toEqual(explainGrants(catalog, subject))
    }
  }
})

test('people who are alike share one set', () => {
  const grants = sharedGrants(catalog)
  const alike = load(
    { scopes: { read: '' }, roles: { r: { scopes: ['read'] } }, routes: {} },
    {
      users: { a: entry(['r']), b: entry(['r']), c: entry([], ['read']) },
      clients: { a: entry(['r']) },
    },
  )
  const shared = sharedGrants(alike.catalog)
  const explain = sharedExplanations(alike.catalog)
  const [a, b, c] = [...alike.users.users.values()].map((user) => ({ kind: 'user' as const, user }))
  if (!a || !b || !c) throw new Error('three users are written above')
  expect(shared(a)).toBe(shared(b))
  expect(shared(a)).not.toBe(shared(c))
  expect(explain(a)).toBe(explain(b))
  const [client] = [...alike.users.clients.values()]
  expect(client && shared({ kind: 'client', client })).toBe(shared(a))
  // Bare scopes are alone of their kind.
  expect(grants({ kind: 'scopes', scopes: ['read'] })).toEqual(new Set(['read']))
})
