import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../../src/core/catalog/model.js'
import { compareTokens } from '../../../src/core/diff/any-token.js'
import { callerText } from '../../../src/report/caller-words.js'
import { catalogForm, loadCatalog } from '../../support/generators.js'
import '../../support/seed.js'

const SCOPES = { a: 'A', b: 'B', c: 'C', all: { implies: ['a', 'b'] } }
interface Form {
  token?: object
  scopes?: object
  roles?: object
  routes?: object
  profiles?: object
}
const catalogOf = (form: Form): Catalog => loadCatalog({ scopes: SCOPES, ...form })

const between = (older: Form, newer: Form) =>
  compareTokens({ catalog: catalogOf(older) }, { catalog: catalogOf(newer) })

/** `gain GET /x: a b`, one line for each difference. */
const said = (older: Form, newer: Form): string[] =>
  between(older, newer).map(({ kind, way, route, scope, field, profile, witness, trusted }) => {
    const what = route ?? scope ?? field ?? profile
    const shown = trusted ? `${trusted.value}` : witness ? callerText(witness.caller) : '-'
    return `${kind === way ? kind : `${kind} (${way})`} ${what}: ${shown}`
  })
const needing = (needs: unknown, more: Form = {}): Form => ({
  ...more,
  routes: { 'GET /x': needs },
})
const implied = { token: { enforce: 'implied' } }
const any = (...all: string[]) => ({ any: all })

describe('the smallest token that shows a difference', () => {
  test.each<[string, Form, Form, string[]]>([
    ['an alternative more', needing('a b'), needing(any('a b', 'c a')), ['gain GET /x: a c']],
    ['one less', needing(any('a', 'b')), needing('a'), ['loss GET /x: b']],
    ['another one', needing('a'), needing('b'), ['gain GET /x: b', 'loss GET /x: a']],
    ['written differently', needing(any('a b', 'a')), needing('a'), []],
    ['implied, literally', needing(any('a', 'all')), needing('a'), ['loss GET /x: all']],
    ['implied', needing(any('a', 'all'), implied), needing('a', implied), []],
    [
      'implied by one scope',
      needing('c', implied),
      needing(any('c', 'a b'), implied),
      ['gain GET /x: all'],
    ],
    [
      'any token',
      needing('a'),
      needing('authenticated'),
      ['opened (gain) GET /x: token without scopes'],
    ],
    ['no token', needing('authenticated'), needing('public'), ['opened (gain) GET /x: no token']],
    ['closed', needing('public'), needing('a'), ['loss GET /x: no token']],
    ['decided', needing('undecided'), needing('a b'), ['gain GET /x: a b']],
    [
      'no longer decided',
      needing('authenticated'),
      needing('undecided'),
      ['loss GET /x: token without scopes'],
    ],
    [
      'another scheme',
      needing('a'),
      needing({ any: ['a', { scheme: 'K' }] }),
      ['opened (gain) GET /x: -'],
    ],
    [
      'one way in instead of another',
      needing({ any: ['a', { scheme: 'K' }] }),
      needing({ any: ['a', 'b', { other: 'the owner' }] }),
      ['gain GET /x: b', 'opened (gain) GET /x: -', 'stronger (loss) GET /x: -'],
    ],
    [
      'a scheme less',
      needing({ any: ['a', { scheme: 'K' }] }),
      needing('a'),
      ['stronger (loss) GET /x: -'],
    ],
  ])('%s', (_, older, newer, changes) => expect(said(older, newer)).toEqual(changes))

  test('names scopes that one side does not declare', () => {
    const [change] = between(
      needing('a'),
      needing(any('a', 'new b'), { scopes: { ...SCOPES, new: 'N' } }),
    )
    expect(change?.witness?.undeclared).toEqual({ before: ['new'], after: [] })
  })

  test('may be a role in the role claim', () => {
    const roles = (scopes: string[]): Form =>
      needing('a', { token: { role_claim: '/roles' }, roles: { r: { scopes } } })
    expect(said(roles([]), roles(['a']))).toEqual(['gain GET /x: /roles: r'])
    expect(said(needing('a', { roles: { r: { scopes: ['a'] } } }), roles(['a']))).toEqual([
      'gain GET /x: /roles: r',
      'trust (gain) role_claim: /roles: r',
    ])
  })
})

describe('enforce and implies', () => {
  const more = { scopes: { ...SCOPES, c: { implies: ['a'] } } }
  test('an implication changes no answer where scopes are compared literally, but tokens issued', () => {
    expect(said(needing('a'), needing('a', more))).toEqual(['issued (gain) c: -'])
    expect(said(needing('a', more), needing('a'))).toEqual(['issued (loss) c: -'])
  })
  test('and answers where the server expands scopes', () => {
    expect(said(needing('a', implied), needing('a', { ...implied, ...more }))).toEqual([
      'gain GET /x: c',
      'issued (gain) c: -',
    ])
  })
  test('and the part of a token in other ways in', () => {
    const both = (name: string, form: Form) =>
      needing({ any: [{ all: [name, { scheme: 'K' }] }] }, form)
    const [was, is] = [both('a', implied), both('a', { ...implied, ...more })]
    expect(said(was, is)).toEqual(['opened (gain) GET /x: -', 'issued (gain) c: -'])
    expect(said(is, was)).toEqual(['issued (loss) c: -', 'stronger (loss) GET /x: -'])
    expect(said(both('all', implied), both('a', implied))).toEqual(['opened (gain) GET /x: -'])
  })
  test('enforce itself', () => {
    expect(said(needing('a'), needing('a', implied))).toEqual([
      'gain GET /x: all',
      'trust (gain) enforce: all',
    ])
  })
})

describe('routes on one side only', () => {
  const wide = { 'GET /x/{id}': 'a' }
  const [narrow, equal] = [
    { ...wide, 'GET /x/me': any('a', 'b') },
    { ...wide, 'GET /x/me': 'a' },
  ]
  test.each<[string, object, object, string[]]>([
    ['a new one', {}, { 'GET /x': 'a' }, ['new-route (gain) GET /x: a']],
    [
      'a new public one',
      {},
      { 'GET /x': 'public' },
      ['opened (gain) GET /x: no token', 'new-route (gain) GET /x: no token'],
    ],
    ['a removed one', { 'GET /x': 'a' }, {}, ['gone-route (loss) GET /x: a']],
    ['one inside another', wide, narrow, ['gain GET /x/me: b', 'new-route (gain) GET /x/me: a']],
    ['one that is alike', wide, equal, ['new-route (gain) GET /x/me: a']],
    [
      'removed inside another',
      narrow,
      wide,
      ['loss GET /x/me: b', 'gone-route (loss) GET /x/me: a'],
    ],
    [
      'HEAD beside GET',
      { 'GET /x': 'a' },
      { 'GET /x': 'a', 'HEAD /x': 'authenticated' },
      [
        'opened (gain) HEAD /x: token without scopes',
        'new-route (gain) HEAD /x: token without scopes',
      ],
    ],
    ['a renamed parameter', wide, { 'GET /x/{name}': 'a' }, []],
  ])('%s', (_, older, newer, changes) =>
    expect(said({ routes: older }, { routes: newer })).toEqual(changes),
  )
})

test('P18 nothing differs between a catalog and itself in another order', () => {
  const reversed = <T>(all: Record<string, T>) => Object.fromEntries(Object.entries(all).reverse())
  fc.assert(
    fc.property(catalogForm, (form) => {
      const other = { ...form, scopes: reversed(form.scopes), routes: reversed(form.routes) }
      const [older, newer] = [loadCatalog(form), loadCatalog(other)]
      expect(compareTokens({ catalog: older }, { catalog: newer })).toEqual([])
    }),
  )
})
