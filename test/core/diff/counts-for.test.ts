import { describe, expect, test } from 'vitest'
import { compareTokens } from '../../../src/core/diff/any-token.js'
import { CHANGE_KINDS, type Change, type ChangeKind } from '../../../src/core/diff/change.js'
import { allowsLess, countedBy, countsFor } from '../../../src/core/diff/counts-for.js'
import type { TokenChange } from '../../../src/core/diff/token-change.js'
import { loadCatalog } from '../../support/generators.js'

const SCOPES = { a: 'A', b: 'B' }
const counted = (older: object, newer: object, ...kinds: ChangeKind[]): boolean => {
  const [was, is] = [older, newer].map((form) => loadCatalog({ scopes: SCOPES, ...form }))
  return compareTokens({ catalog: was! }, { catalog: is! }).some((each) => countsFor(each, kinds))
}
const needing = (needs: unknown) => ({ routes: { 'GET /x': needs } })
const either = needing({ any: ['a', 'b'] })

test('for any token, weaker is a gain and stronger a loss', () => {
  expect(counted(needing('a'), either, 'gain')).toBe(true)
  expect(counted(needing('a'), either, 'weaker')).toBe(true)
  expect(counted(either, needing('a'), 'gain', 'weaker')).toBe(false)
  expect(counted(either, needing('a'), 'stronger')).toBe(true)
  expect(counted({ routes: {} }, needing('a'), 'gain')).toBe(false)
  expect(counted({ routes: {} }, needing('a'), 'new-route')).toBe(true)
  expect(counted({ routes: {} }, needing('public'), 'opened')).toBe(true)
  expect(counted({}, { token: { claims: { tenant: 't' } } }, 'claims')).toBe(true)
})

test('what could not be settled counts for every gate, and nothing counts for none', () => {
  const change = { kind: 'unknown', way: 'gain', route: 'GET /x' } as TokenChange
  for (const kind of CHANGE_KINDS) expect(countsFor(change, [kind])).toBe(true)
  expect(countsFor(change, [])).toBe(false)
})

describe('between roles and users', () => {
  const change = (kind: ChangeKind): Change => ({ kind }) as Change
  test('a kind counts for its own name, and opened for gain', () => {
    for (const kind of CHANGE_KINDS) {
      for (const named of CHANGE_KINDS) {
        const expected = kind === named || (named === 'gain' && kind === 'opened')
        expect([kind, named, countsFor(change(kind), countedBy(named))]).toEqual([
          kind,
          named,
          expected,
        ])
      }
    }
  })
  test('three kinds let nobody in', () => {
    const less = CHANGE_KINDS.filter((kind) => allowsLess(change(kind)))
    expect(less).toEqual(['loss', 'stronger', 'gone-route'])
  })
})
