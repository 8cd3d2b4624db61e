import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { disagrees, OBSERVED, observe, oddAnswers } from '../../../src/core/access-page/observed.js'
import { packProbed } from '../../../src/core/access-page/pack-probed.js'
import { CELL } from '../../../src/core/matrix/compile.js'
import { load } from '../../support/generators.js'

const SCOPES = ['a', 'b', 'c', 'd']
const { catalog } = load({
  scopes: Object.fromEntries(SCOPES.map((name) => [name, ''])),
  roles: {},
  routes: { 'GET /x': 'a', 'GET /y': 'b' },
})

type Sent = readonly [credential: object, status: number | null, allowed?: boolean, more?: object]

/** A record of one route, as probe --record keeps it. */
function recorded(...sent: readonly Sent[]) {
  const answers = sent.map(([credential, status, allowed = false, more], i) => {
    const {
      check = `check-${i}`,
      variant = '',
      method = 'GET',
    } = { ...more } as Record<string, string>
    return [
      JSON.stringify([check, variant, method, '/x', credential]),
      { allowed, status },
    ] as const
  })
  const routes = new Map([['GET /x', { answers: new Map(answers) }]])
  return packProbed(catalog, { url: 'http://127.0.0.1', routes }, 'probe.jsonl')
}
const token = (...scopes: string[]) => ({ kind: 'scopes', scopes })
const supplied = (who: string, ...scopes: string[]) => ({ kind: 'supplied', who, scopes })
const NONE = { kind: 'none' }
/** What is known about a row with these scopes; without a list, about a request without a token. */
function seen(probed: ReturnType<typeof recorded>, scopes?: readonly string[], who = 'role:r') {
  const held = scopes && new Set(scopes.map((name) => SCOPES.indexOf(name)))
  const [x] = observe(probed, { held, who }, catalog.routes.length)
  return Object.entries(OBSERVED).find(([, value]) => value === x)?.[0]
}

describe('what a probe saw about a row', () => {
  test('a set that got in lets in whoever holds it', () => {
    const probed = recorded([token('a'), 200])
    expect(seen(probed, ['a'])).toBe('allowed')
    expect(seen(probed, ['a', 'b'])).toBe('allowed')
    expect(seen(probed, ['b'])).toBe('unclear')
    expect(seen(probed)).toBe('unclear')
  })

  test('a refused set refuses whoever holds less', () => {
    for (const status of [401, 403]) {
      const probed = recorded([token('a', 'b'), status])
      expect(seen(probed, ['b'])).toBe('refused')
      expect(seen(probed, [])).toBe('refused')
      expect(seen(probed, ['c'])).toBe('unclear')
      expect(seen(probed)).toBe('unclear')
    }
  })

  test('a route that is open without a token is open for everybody', () => {
    expect(seen(recorded([NONE, 200]))).toBe('allowed')
    expect(seen(recorded([NONE, 200]), [])).toBe('allowed')
    expect(seen(recorded([NONE, 401]))).toBe('refused')
    expect(seen(recorded([NONE, 401]), ['a'])).toBe('unclear')
  })

  test('both at once is reported as it is', () => {
    expect(seen(recorded([token('a'), 200], [token('a', 'b'), 403]), ['a'])).toBe('mixed')
  })

  test('says nothing: 404, 500, no answer, other methods and spellings, OPTIONS', () => {
    for (const status of [404, 405, 429, 500, 302, null])
      expect(seen(recorded([token('a'), status]), ['a'])).toBe('unclear')
    for (const more of [{ method: 'HEAD' }, { variant: 'trailing-slash' }, { check: 'methods' }])
      expect(seen(recorded([token('a'), 200, true, more]), ['a'])).toBe('unclear')
  })

  test('a name that the catalog does not declare may be the reason why a token got in', () => {
    expect(seen(recorded([token('a', 'superuser'), 200]), ['a'])).toBe('unclear')
    expect(seen(recorded([token('a', 'superuser'), 403]), ['a'])).toBe('refused')
  })

  test('a supplied token is evidence for its own row only', () => {
    const probed = recorded([supplied('role:r', 'a'), 200])
    expect(seen(probed, ['a'])).toBe('allowed')
    expect(seen(probed, ['a', 'b'], 'role:other')).toBe('unclear')
    expect(seen(recorded([supplied('role:r', 'a'), 403]), ['a'], 'role:s')).toBe('unclear')
  })

  test('an answer that the catalog does not ask for counts, even if no row has its scopes', () => {
    const odd = (...sent: Sent[]) => recorded(...sent).routes.map(oddAnswers)
    expect(odd([token('b', 'c', 'd'), 200], [NONE, 401])).toEqual([1])
    expect(odd([token('a'), 403, true], [NONE, 200])).toEqual([2])
    expect(odd([token('a'), 200, true], [token('b'), 403], [token(), 500])).toEqual([0])
  })

  test('defective tokens that got in are counted', () => {
    const flaw = { kind: 'flaw', flaw: 'expired', scopes: ['a'] }
    const probed = recorded([flaw, 200], [{ kind: 'garbage' }, 401])
    expect(probed.routes).toEqual([[0, [], 1]])
    expect(seen(probed, ['a'])).toBe('unclear')
  })
})

const scopeSet = fc.subarray(SCOPES)

test('nothing is reported against a server that keeps to a rule, whatever was sent', () => {
  const rule = fc.array(scopeSet, { maxLength: 3 })
  fc.assert(
    fc.property(rule, fc.array(scopeSet, { maxLength: 12 }), scopeSet, (ways, sent, row) => {
      const lets = (held: readonly string[]) =>
        ways.some((way) => way.every((name) => held.includes(name)))
      const probed = recorded(
        ...sent.map((scopes): Sent => [token(...scopes), lets(scopes) ? 200 : 403]),
      )
      expect(['unclear', lets(row) ? 'allowed' : 'refused']).toContain(seen(probed, row))
      if (sent.some((each) => each.join() === row.join()))
        expect(seen(probed, row)).not.toBe('unclear')
    }),
  )
})

test('declared and probed disagree only where both say something', () => {
  expect(disagrees(CELL.allow, OBSERVED.refused)).toBe(true)
  expect(disagrees(CELL.forbidden, OBSERVED.allowed)).toBe(true)
  expect(disagrees(CELL.unauthorized, OBSERVED.allowed)).toBe(true)
  expect(disagrees(CELL.allow, OBSERVED.mixed)).toBe(true)
  expect(disagrees(CELL.allow, OBSERVED.allowed)).toBe(false)
  expect(disagrees(CELL.forbidden, OBSERVED.refused)).toBe(false)
  for (const observed of Object.values(OBSERVED))
    expect(disagrees(CELL.undecided, observed)).toBe(false)
  for (const declared of Object.values(CELL))
    expect(disagrees(declared, OBSERVED.unclear)).toBe(false)
})
