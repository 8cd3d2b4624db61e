import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseCatalog } from '../../../src/core/catalog/parse.js'
import { satisfies } from '../../../src/core/catalog/requirement.js'
import { sourceOf } from '../../../src/core/source.js'
import { say } from '../../../src/report/words/index.js'

// Each form that a hint proposes must load when it replaces the requirement.

const load = (requirement: unknown, file?: string) => {
  const routes = { 'GET /x/{id}': requirement }
  return parseCatalog(sourceOf({ scopes: { a: 'A', b: 'B', 'x:y': 'C' }, routes }, file))
}

/** The proposed forms of all hints, as text. */
function proposed(requirement: unknown, file?: string): string[] {
  const parsed = load(requirement, file)
  const hints = parsed.ok ? [] : parsed.problems.map((each) => say(each).hint ?? '')
  return hints
    .filter((hint) =>
      /^(?:if all of them are needed, )?write `[^`]+`(?:$|; if one is enough)/.test(hint),
    )
    .flatMap((hint) => [...hint.matchAll(/`([^`]+)`/g)].map(([, form = '']) => form))
}

const hintsOf = (requirement: unknown): string[] => {
  const parsed = load(requirement)
  return parsed.ok ? [] : parsed.problems.map((each) => say(each).hint ?? '')
}

describe('what an invalid requirement may have been meant as', () => {
  test.each([
    [{ scheme: 'X' }, ['{ all: [{ scheme: X }] }']],
    [{ other: 'the owner' }, ['{ all: [{ other: the owner }] }']],
    [{ scheme: 'X', all: ['a'] }, ['{ all: [{ scheme: X }, a] }']],
    [{ scheme: 'X', scopes: 'a' }, ['{ all: [{ scheme: X, scopes: [a] }] }']],
    [
      ['a', 'b'],
      ['a b', '{ any: [a, b] }'],
    ],
    [['a'], ['a']],
    [['public'], ['public']],
    [
      [['a', 'b'], 'x:y'],
      ['{ any: [a x:y, b x:y] }', '{ any: [a b, x:y] }'],
    ],
    [{ needs: ['a', 'b'] }, ['{ needs: a b }', '{ needs: { any: [a, b] } }']],
    [{ scheme: 'X', description: 'D' }, ['{ needs: { all: [{ scheme: X }] }, description: D }']],
    [{ any: 'a' }, ['a']],
    [{ all: { scheme: 'X' } }, ['{ all: [{ scheme: X }] }']],
    [{ all: [{ any: ['a', 'b'] }, 'x:y'] }, ['{ any: [a x:y, b x:y] }']],
    [{ any: ['a'], all: ['b'] }, ['a b']],
    [{ and: ['a', 'b'] }, ['a b']],
    [{ anyOf: ['a', 'b'] }, ['{ any: [a, b] }']],
    [{ scopes: ['a'] }, ['a']],
    [{ authenticated: true }, ['authenticated']],
    [{ all: ['a b'] }, ['{ all: [a, b] }']],
    [{ all: ['authenticated', 'a b'] }, ['{ all: [a, b] }']],
    ['a, b', ['a b']],
    ['a,b', ['a b']],
    ['a or b', ['{ any: [a, b] }']],
    ['a | b', ['{ any: [a, b] }']],
    ['a and b', ['a b']],
    ['a + b', ['a b']],
  ])('%j', (requirement, forms) => {
    expect([...new Set(proposed(requirement))]).toEqual(forms)
    for (const form of forms) expect(load(parse(form))).toMatchObject({ ok: true })
  })

  test('in a JSON file, as JSON', () => {
    expect(proposed(['a', 'b'], 'scopes.json')).toEqual(['"a b"', '{"any":["a","b"]}'])
  })

  test.each([
    [5],
    [true],
    [null],
    [{}],
    [[]],
    [{ all: [] }],
    [{ any: [null] }],
    [{ a: 'b' }],
    ['a &'],
  ])('%j has no form of its own, but a hint', (requirement) => {
    expect(proposed(requirement)).toEqual([])
    expect(hintsOf(requirement)).not.toContain('')
  })

  test('`any` never becomes `all` with a keyword that opens the route', () => {
    expect(proposed(['public', 'a'])).toEqual([])
    expect(proposed({ any: [['public', 'a']] })).toEqual([])
  })
})

test.each([['a, b'], ['a b'], [['a', 'b']], [['a, b']]])('a role given as %j', (role) => {
  const parsed = parseCatalog(
    sourceOf({ scopes: { a: '', b: '' }, roles: { r: role }, routes: {} }),
  )
  const hints = parsed.ok ? [] : parsed.problems.map((each) => say(each).hint)
  expect(hints).toEqual([expect.stringContaining('{ scopes: [a, b] }')])
})

const name = fc.constantFrom('a', 'b', 'x:y', 'a b', 'a, b', 'public', 'authenticated', '', ' ')
const key = fc.constantFrom(
  ...[
    'any',
    'all',
    'scheme',
    'other',
    'scopes',
    'needs',
    'description',
    'and',
    'or',
    'oneOf',
    'x-n',
  ],
)
const { form: malformed } = fc.letrec((tie) => ({
  form: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    name,
    fc.constantFrom<unknown>(null, 5, true, 1.5),
    fc.array(tie('form'), { maxLength: 3 }),
    fc.dictionary(key, tie('form'), { maxKeys: 3 }),
  ),
}))

test('each form in a hint, applied, loads', () => {
  fc.assert(
    fc.property(malformed, (requirement) => {
      for (const form of proposed(requirement)) {
        const { ok, ...rest } = load(parse(form))
        const left = 'problems' in rest ? rest.problems.map(({ code }) => code) : []
        expect([form, ok, left]).toEqual([form, true, []])
      }
    }),
    { numRuns: 3000 },
  )
})

test('the forms for a bare list: the first allows nothing that the second rejects', () => {
  const [all, any] = proposed(['a', 'b']).map((form) => load(parse(form)))
  if (!all?.ok || !any?.ok) throw new Error('a form does not load')
  const allowed = (catalog: typeof all.value, held: string[]) =>
    satisfies(catalog.routes[0]?.requirement ?? { level: 'undecided' }, new Set(held))
  for (const held of [[], ['a'], ['b'], ['a', 'b']])
    expect(!allowed(all.value, held) || allowed(any.value, held)).toBe(true)
})
